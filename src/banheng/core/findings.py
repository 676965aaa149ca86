"""What a check has found: a stable id, where, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from banheng.core.wording import Language, Wording


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the thing cannot be used
    WARNING = "warning"  # it can be used, but probably does not mean what it says
    NOTE = "note"  # worth knowing

    def say(self, language: Language) -> str:
        """Name the severity."""
        return _SEVERITIES[self].say(language)


_SEVERITIES = {
    Severity.ERROR: Wording("错误", "error"),
    Severity.WARNING: Wording("警告", "warning"),
    Severity.NOTE: Wording("提示", "note"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; parts that do not apply are empty.

    Attributes:
        file: name as the user gave it.
        line: line of a text file, row of a table (the header is row 1); 0 if unknown.
        path: the node of a scheme (`indicators/routine/hygiene`) or the column of a table.
    """

    file: str = ""
    line: int = 0
    path: str = ""

    def __str__(self) -> str:
        start = f"{self.file}:{self.line}" if self.line else self.file
        return ":".join(part for part in (start, self.path) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark; its sentence is worded late, in the reader's language."""

    id: str
    severity: Severity
    place: Place
    wording: Wording
    figures: dict[str, str | int] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """Word the finding without its place."""
        return self.wording.say(language, **self.figures)

    def line(self, language: Language) -> str:
        """Word the finding on one line, with place and id."""
        return f"{self.place}: {self.id} {self.severity.say(language)}: {self.say(language)}"

    def as_json(self) -> dict[str, str | int]:
        """Give the finding as plain data, in both languages."""
        return {
            "id": self.id,
            "severity": self.severity.value,
            "file": self.place.file,
            "line": self.place.line,
            "path": self.place.path,
            "message": self.say(Language.EN),
            "message_zh": self.say(Language.ZH_HANS),
        }

"""Checks of input files, and what they have found."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from banheng.core.errors import InputRefused
from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Figures = dict[str, str | int]

NEAREST = Wording("是否应为“{nearest}”？", " Did you mean '{nearest}'?")
ALLOWED = Wording("可填：{allowed}。", " Allowed: {allowed}.")
MOST_ALLOWED = 12


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its stable id (`input.E...` refuses, `input.W...` warns) and its sentence."""

    id: str
    wording: Wording

    def fault(self, column: str = "", **figures: str | int) -> Fault:
        """Give what was found in a column, before its row is known."""
        return Fault(self, column, figures)

    def wrong(self, column: str, found: str, allowed: Sequence[str], **figures: str | int) -> Fault:
        """Give a wrong word with the nearest right one, or with the right ones if none is near."""
        near = difflib.get_close_matches(found, allowed, n=1, cutoff=0.5)
        figures["found"] = found
        if near:
            return Fault(self, column, {**figures, "nearest": near[0]}, NEAREST)
        if not allowed:
            return Fault(self, column, figures)
        shown = "、".join(allowed[:MOST_ALLOWED]) + ("……" if len(allowed) > MOST_ALLOWED else "")
        return Fault(self, column, {**figures, "allowed": shown}, ALLOWED)


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding that does not know its row yet."""

    check: Check
    column: str
    figures: Figures = field(default_factory=dict)
    advice: Wording | None = None

    def finding(self, file: str, row: int = 0, headers: Mapping[str, str] | None = None) -> Finding:
        """Say where it stands; the column is named as in the file."""
        severity = Severity.WARNING if ".W" in self.check.id else Severity.ERROR
        wording = self.check.wording
        if self.advice is not None:
            wording = Wording(wording.zh + self.advice.zh, wording.en + self.advice.en)
        column = (headers or {}).get(self.column, self.column)
        return Finding(self.check.id, severity, Place(file, row, column), wording, self.figures)


def refused(files: str, findings: Iterable[Finding]) -> InputRefused:
    """Give the exception that refuses some files for some findings."""
    findings = list(findings)
    number = sum(finding.severity is Severity.ERROR for finding in findings)
    return InputRefused(f"{files}: {number} fault(s), nothing was taken", findings)

"""Who had which class, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """In what role somebody has a class."""

    HOMEROOM_TEACHER = "homeroom_teacher"
    SUBSTITUTE = "substitute"  # answers for the class in the homeroom teacher's place
    ASSISTANT_HOMEROOM_TEACHER = (
        "assistant_homeroom_teacher"  # beside the homeroom teacher; answers for nothing
    )


@dataclass(frozen=True, slots=True)
class Posting:
    """One teacher with one class for a span of days.

    Attributes:
        school_class, teacher: codes; they decide who is who, names are for display.
        class_type: as in the scheme's coefficients (for example a graduating class).
        first, last: open on a side without a date.
        years: full years as a homeroom teacher.
        row: where it stands in the roster file.
    """

    school_class: str
    teacher: str
    class_name: str = ""
    teacher_name: str = ""
    school: str = ""
    stage: str = ""
    grade: str = ""
    class_type: str = ""
    role: Role = Role.HOMEROOM_TEACHER
    first: date | None = None
    last: date | None = None
    pupils: int = 0
    boarders: int = 0
    years: int = 0
    row: int = 0

    def holds_on(self, day: date) -> bool:
        """Tell whether the posting covers the day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

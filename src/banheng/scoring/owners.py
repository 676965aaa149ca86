"""Whose a record is, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from banheng.schemes.scheme import Answers
    from banheng.scoring.subjects import Subject


class Owners:
    """Subjects, by the class or teacher that a record may be about; all given as places in the order of subjects."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self._subjects = subjects
        self._on_day: dict[tuple[Answers, str, str, date], int] = {}
        self._of_teacher: dict[tuple[str, str, str], int] = {}
        self._class_line: dict[tuple[str, str], int] = {}
        # somebody who has one class and assists in another is rather meant as the one in charge
        for number, subject in sorted(enumerate(subjects), key=lambda pair: pair[1].is_assistant):
            school, school_class = subject.posting.school, subject.posting.school_class
            if subject.is_class_line:
                self._class_line[school, school_class] = number
                continue
            self._of_teacher.setdefault((school, school_class, subject.posting.teacher), number)
            self._of_teacher.setdefault((school, "", subject.posting.teacher), number)
            if not subject.is_assistant:
                self._on_day |= {("on_duty", school, school_class, day): number for day in subject.days}
                held = subject.held_days
                self._on_day |= {("homeroom_teacher", school, school_class, day): number for day in held}

    def of(
        self, school: str, school_class: str, teacher: str, day: date, answers: Answers = "on_duty"
    ) -> Iterator[int]:
        """Give who answers for a record, if anybody, and the line of the class, if it has one."""
        if teacher:
            answering = self._of_teacher.get((school, school_class, teacher))
        else:
            answering = self._on_day.get((answers, school, school_class, day))
        if answering is None:
            return
        yield answering
        subject = self._subjects[answering]
        line = self._class_line.get((school, subject.posting.school_class))
        if line is not None and not subject.is_assistant:
            yield line

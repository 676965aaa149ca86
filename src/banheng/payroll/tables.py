"""A pay sheet as the table that is shown and signed: a row for each person, a column for each kind of line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from banheng.payroll.models import PayLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.payroll.models import PaySheet, PaySlip

OWN_NAMES = {
    PayLine.DIFFERENCE: gettext_lazy("补差"),
    PayLine.EXTRA: gettext_lazy("专项"),
    PayLine.CARRIED: gettext_lazy("上期结转"),
    PayLine.CARRIED_ON: gettext_lazy("结转下期"),
}
"""What is no line of the scheme, each kind in one column at the end, though its lines have names of their own."""


@dataclass(frozen=True, slots=True)
class PayRow:
    """One slip; an amount for each column, None where there is no line."""

    slip: PaySlip
    amounts: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class PayGroup:
    """The slips of a grade and their sums; those without a class stand under an empty grade."""

    grade: str
    rows: Sequence[PayRow]
    sums: Sequence[int]

    @property
    def fen(self) -> int:
        """What the grade is paid."""
        return sum(row.slip.fen for row in self.rows)


@dataclass(frozen=True, slots=True)
class PayTable:
    """All slips by grade."""

    columns: Sequence[str]
    groups: Sequence[PayGroup]

    @property
    def sums(self) -> list[int]:
        """What each column comes to."""
        return [sum(figures) for figures in zip(*(group.sums for group in self.groups), strict=True)]


def pay_table(pay_sheet: PaySheet) -> PayTable:
    """Arrange the slips of a pay sheet."""
    slips = list(pay_sheet.slips.select_related("staff", "school_class").prefetch_related("lines"))
    names = {line.code: line.name for slip in slips for line in slip.lines.all()}
    codes = [code for code in names if code not in OWN_NAMES] + [code for code in OWN_NAMES if code in names]
    by_grade: defaultdict[str, list[PayRow]] = defaultdict(list)
    for slip in slips:
        by_grade[slip.grade].append(_row(slip, codes))
    groups = [PayGroup(grade, rows, _sums(rows)) for grade, rows in by_grade.items()]
    return PayTable([str(OWN_NAMES.get(code, names[code])) for code in codes], groups)


def grade_name(grade: str) -> str:
    """Name the group of a grade."""
    return grade or gettext("未任班主任")


def _row(slip: PaySlip, codes: Sequence[str]) -> PayRow:
    amounts: dict[str, int] = defaultdict(int)
    for line in slip.lines.all():
        amounts[line.code] += line.fen
    return PayRow(slip, [amounts.get(code) for code in codes])


def _sums(rows: Sequence[PayRow]) -> list[int]:
    return [sum(fen or 0 for fen in column) for column in zip(*(row.amounts for row in rows), strict=True)]

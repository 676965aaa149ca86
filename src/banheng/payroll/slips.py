"""Put what is owed together: a slip for each person, never below zero, and the checksum of them all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, override

from banheng.payroll.models import PayLine, PaySheet, PaySlip
from banheng.payroll.owing import LANGUAGE, Owed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from banheng.assessment.models import FrozenSheet

VERSION = "banheng-pay/1"


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is owed; the lines add up to what is paid.

    Attributes:
        carried: what the amounts come to below zero; the last line takes it to the next pay sheet.
    """

    lines: Sequence[Owed]
    carried: int

    @property
    def fen(self) -> int:
        """Sum up the lines."""
        return sum(line.fen for line in self.lines)

    @property
    def place(self) -> Owed:
        """The first line that is for a class; the first of all if none is."""
        return next((line for line in self.lines if line.school_class), self.lines[0])


def slips_of(amounts: Iterable[Owed]) -> list[Slip]:
    """Give each person one slip, in the order of the first amounts."""
    by_person: dict[int, list[Owed]] = {}
    for amount in amounts:
        by_person.setdefault(amount.staff.pk, []).append(amount)
    return [_slip(lines) for lines in by_person.values()]


def _slip(lines: list[Owed]) -> Slip:
    total = sum(line.fen for line in lines)
    if total >= 0:
        return Slip(lines, 0)
    with override(LANGUAGE):
        name = gettext("不足部分结转下期")
    return Slip([*lines, Owed(staff=lines[0].staff, code=PayLine.CARRIED_ON, name=name, fen=-total)], total)


def write_slips(pay_sheet: PaySheet, slips: Sequence[Slip]) -> None:
    """Put slips in the place of those that a pay sheet had."""
    pay_sheet.slips.all().delete()
    rows = [
        PaySlip(
            pay_sheet=pay_sheet,
            number=number,
            staff=slip.place.staff,
            school_class=slip.place.school_class,
            name=slip.place.staff.name,
            class_name=slip.place.class_name,
            grade=slip.place.grade,
            fen=slip.fen,
            carried_fen=slip.carried,
        )
        for number, slip in enumerate(slips, start=1)
    ]
    PaySlip.objects.bulk_create(rows)
    PayLine.objects.bulk_create(
        PayLine(
            slip=row,
            number=number,
            class_name=line.class_name,
            code=line.code,
            name=line.name,
            fen=line.fen,
            note=line.note,
            difference=line.difference,
            extra=line.extra,
            carried_from=line.carried_from,
        )
        for row, slip in zip(rows, slips, strict=True)
        for number, line in enumerate(slip.lines, start=1)
    )


def checksum(edition: FrozenSheet, slips: Sequence[Slip]) -> str:
    """Give the checksum of slips, in the form of docs/reference/pay-format.md."""
    return _digest(
        edition,
        [
            {
                "staff": slip.place.staff.code,
                "name": slip.place.staff.name,
                "lines": [_line(line) for line in slip.lines],
                "fen": slip.fen,
                "carried_fen": slip.carried,
            }
            for slip in slips
        ],
    )


def checksum_as_kept(pay_sheet: PaySheet) -> str:
    """Give the checksum of what the database holds of a pay sheet."""
    return _digest(
        pay_sheet.edition,
        [
            {
                "staff": slip.staff.code,
                "name": slip.name,
                "lines": [_line(line) for line in slip.lines.all()],
                "fen": slip.fen,
                "carried_fen": slip.carried_fen,
            }
            for slip in pay_sheet.slips.select_related("staff").prefetch_related("lines")
        ],
    )


def _line(line: Owed | PayLine) -> list[str | int]:
    return [line.class_name, line.code, line.name, line.fen, line.note]


def _digest(edition: FrozenSheet, slips: list[dict[str, Any]]) -> str:
    content = {
        "version": VERSION,
        "school": edition.sheet.school.code,
        "scheme": edition.version.code,
        "period": edition.sheet.period,
        "edition": edition.digest,
        "slips": slips,
        "fen": sum(slip["fen"] for slip in slips),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

"""Prepare the pay sheet of a final result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.assessment.journal import lock_sheets
from banheng.payroll.errors import PayRefused
from banheng.payroll.models import PaySheet, PayStep
from banheng.payroll.owing import final_edition, owed
from banheng.payroll.slips import checksum, slips_of, write_slips
from banheng.payroll.stepping import take_step

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.models import ScoreSheet


def prepare(sheet: ScoreSheet, *, by: User, at: datetime) -> PaySheet:
    """Put everything that is owed on the one pay sheet of a final sheet, until it is approved anew each time.

    A second time without anything new changes nothing. Steps of a school follow one another, so that
    no two pay sheets settle the same difference.

    Raises:
        PayRefused: the result is not final or pays nothing, or the pay sheet is approved.
    """
    with transaction.atomic():
        lock_sheets(sheet.school)
        sheet.refresh_from_db()
        pay_sheet = PaySheet.objects.filter(sheet=sheet).first()
        if pay_sheet and pay_sheet.is_locked:
            raise PayRefused(
                "locked", gettext("这张发放表已经审批，不能重新编制。之后的更正在下一张发放表里补差。")
            )
        edition = final_edition(sheet)
        slips = slips_of(owed(sheet, edition))
        if not slips:
            raise PayRefused("nothing_owed", gettext("本期没有要发放的津贴。"))
        mark = checksum(edition, slips)
        if pay_sheet and pay_sheet.state == PaySheet.State.PREPARED and pay_sheet.checksum == mark:
            return pay_sheet
        pay_sheet = pay_sheet or PaySheet(school=sheet.school, sheet=sheet)
        pay_sheet.edition, pay_sheet.state, pay_sheet.checksum = edition, PaySheet.State.PREPARED, mark
        pay_sheet.fen, pay_sheet.heads = sum(slip.fen for slip in slips), len(slips)
        pay_sheet.save()
        write_slips(pay_sheet, slips)
        take_step(pay_sheet, PayStep.Kind.PREPARED, by=by, at=at)
    return pay_sheet

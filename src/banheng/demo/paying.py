"""The final months are paid; an amount decided since waits for the next pay sheet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.assessment.models import ScoreSheet, Step
from banheng.payroll.approving import approve
from banheng.payroll.deciding import decide_extra
from banheng.payroll.marking_paid import mark_paid
from banheng.payroll.preparing import prepare
from banheng.schools.models import Staff

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School

REST_ALLOWANCE_FEN = 60_000


def pay_months(school: School, users: dict[Role, User], now: datetime) -> None:
    """Pay each final month on the day after it became final."""
    bookkeeper, principal = users[Role.BOOKKEEPER], users[Role.PRINCIPAL]
    for number, sheet in enumerate(ScoreSheet.objects.filter(school=school, state="final"), start=1):
        final = sheet.steps.get(kind=Step.Kind.FINALISED).at
        pay_sheet = prepare(sheet, by=bookkeeper, at=final + timedelta(hours=1))
        approve(pay_sheet, seen=pay_sheet.checksum, by=principal, at=final + timedelta(hours=6))
        paid = final + timedelta(days=1)
        mark_paid(
            pay_sheet, day=timezone.localdate(paid), voucher=f"记-{100 + number}", by=bookkeeper, at=paid
        )
    resting = Staff.objects.filter(school=school, postings=None).exclude(pk=principal.staff_id).first()
    decide_extra(
        resting,
        name="休整期津贴",
        fen=REST_ALLOWANCE_FEN,
        reason="上学年休整，本学期重新聘任为副班主任，校务会决定补发",
        by=principal,
        at=now - timedelta(days=1),
    )

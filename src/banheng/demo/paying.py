"""An amount that was decided after the last payment, and waits for the next pay sheet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.accounts.roles import Role
from banheng.payroll.deciding import decide_extra
from banheng.schools.models import Staff

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School

REST_ALLOWANCE_FEN = 60_000


def decide_back_pay(school: School, users: dict[Role, User], now: datetime) -> None:
    """Let the principal decide the allowance of a rest period for somebody without a class."""
    principal = users[Role.PRINCIPAL]
    resting = Staff.objects.filter(school=school, postings=None).exclude(pk=principal.staff_id).first()
    decide_extra(
        resting,
        name="休整期津贴",
        fen=REST_ALLOWANCE_FEN,
        reason="上学年休整，本学期重新聘任为副班主任，校务会决定补发",
        by=principal,
        at=now - timedelta(days=1),
    )

"""Tell somebody what they are to answer for, and hear them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from datetime import date

    from banheng.bureau.accountability.models import Proceeding


def inform(proceeding: Proceeding, *, day: date, hear_until: date) -> None:
    """Note that the one concerned was told what they are to answer for, and until when they may speak.

    Raises:
        BureauRefused: they were told, or have less time than the rules give.
    """
    if proceeding.informed_on:
        raise BureauRefused("informed", gettext("已经告知过当事人。"))
    least = proceeding.rules_version.rules.hearing_days
    if hear_until < day + timedelta(days=least):
        raise BureauRefused(
            "too_short", gettext("陈述申辩的时间至少 %(days)d 天。请把截止日期改晚。") % {"days": least}
        )
    proceeding.informed_on, proceeding.hear_until = day, hear_until
    proceeding.save(update_fields=["informed_on", "hear_until"])


def hear(proceeding: Proceeding, *, statement: str, is_waived: bool, day: date) -> None:
    """Keep what the one concerned says, or that they say nothing.

    Raises:
        BureauRefused: they were not told yet, spoke already, or it is decided; nothing is said and nothing waived.
    """
    if not proceeding.informed_on:
        raise BureauRefused("not_informed", gettext("还没有告知当事人。请先告知。"))
    if proceeding.heard_on or proceeding.decided_at:
        raise BureauRefused("heard", gettext("陈述申辩已经记录，不能再改。"))
    if bool(statement.strip()) == is_waived:
        raise BureauRefused("nothing_said", gettext("请写明陈述申辩的内容，或勾选放弃，二者选一。"))
    proceeding.statement, proceeding.is_waived, proceeding.heard_on = statement.strip(), is_waived, day
    proceeding.save(update_fields=["statement", "is_waived", "heard_on"])

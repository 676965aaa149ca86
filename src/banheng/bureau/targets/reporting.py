"""Say how far a target is, and check what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.bureau.errors import BureauRefused
from banheng.bureau.targets.drawing_up import refuse_concluded
from banheng.bureau.targets.models import Report

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from banheng.accounts.models import User
    from banheng.bureau.targets.models import Target


def report(
    target: Target,
    *,
    day: date,
    value: Decimal | None = None,
    is_reached: bool = False,
    text: str,
    proof: str = "",
    spent_fen: int | None = None,
    by: User,
    at: datetime,
) -> Report:
    """Report on a target.

    Raises:
        BureauRefused: the letter is not in force, a report waits to be checked, the figure is missing, or nothing
            proves that it is reached.
    """
    refuse_concluded(target.letter)
    if not target.letter.is_in_force:
        raise BureauRefused("not_signed", gettext("责任书还没有双方签字，签字以后再报告进展。"))
    if target.parts.exists():
        raise BureauRefused("heading", gettext("这一项由下面的小项组成，请报告小项。"))
    if target.reports.filter(verdict="").exists():
        raise BureauRefused("waits", gettext("上一次报告还在等教育局检查，请等检查以后再报。"))
    if target.needs_value and value is None:
        raise BureauRefused("no_value", gettext("这个目标要填达到的数值。"))
    if (is_reached or value is not None) and not proof.strip():
        raise BureauRefused("no_proof", gettext("请写明证明（文件、台账、照片编号等），让检查的人查得到。"))
    return Report.objects.create(
        target=target,
        day=day,
        value=value if target.needs_value else None,
        is_reached=is_reached and not target.needs_value,
        text=text.strip(),
        proof=proof.strip(),
        spent_fen=spent_fen,
        by=by,
        at=at,
    )


def check(kept: Report, *, verdict: str, reason: str = "", by: User, at: datetime) -> None:
    """Accept a report or return it.

    Raises:
        BureauRefused: it was checked, they wrote it themselves, or it is returned without a reason.
    """
    if kept.verdict:
        raise BureauRefused("checked", gettext("这份报告已经检查过了。"))
    if kept.by_id == by.pk:
        raise BureauRefused("own", gettext("自己写的报告要由别人检查。"))
    if verdict == Report.Verdict.RETURNED and not reason.strip():
        raise BureauRefused("no_reason", gettext("退回要写明理由。"))
    kept.verdict, kept.reason, kept.checked_by, kept.checked_at = verdict, reason.strip(), by, at
    kept.save(update_fields=["verdict", "reason", "checked_by", "checked_at"])

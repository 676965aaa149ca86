"""Award or decline an honour, revoke one, and put the weekly class banner on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.assessment.journal import lock_sheets
from banheng.assessment.models import ScoreSheet
from banheng.honours.errors import HonourRefused
from banheng.honours.models import Honour

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.core.periods import Period
    from banheng.schools.models import ClassYear, School


def award(honour: Honour, *, remark: str = "", minutes: str = "", by: User, at: datetime) -> Honour:
    """Award a proposed honour and number its certificate.

    Raises:
        HonourRefused: it is decided already, the result is not final, or its basis is gone and no reason is given.
    """
    with transaction.atomic():
        kept = _locked(honour, Honour.State.PROPOSED)
        if kept.sheet is None or kept.sheet.state != ScoreSheet.State.FINAL:
            raise HonourRefused("not_final", gettext("结果还没有定稿，公示期内可能更正。请定稿后再授予。"))
        if kept.basis_gone_at is not None and not remark.strip():
            raise HonourRefused(
                "basis_gone", gettext("更正后的结果已不支持这项荣誉。仍要授予的，请写明理由。")
            )
        kept.number = _next_number(kept.school, at)
        return _decide(kept, Honour.State.AWARDED, remark, minutes, by=by, at=at)


def decline(honour: Honour, *, remark: str, minutes: str = "", by: User, at: datetime) -> Honour:
    """Decide that a proposed honour is not awarded.

    Raises:
        HonourRefused: it is decided already, or no reason is given.
    """
    if not remark.strip():
        raise HonourRefused("no_reason", gettext("请写明不予授予的理由。"))
    with transaction.atomic():
        kept = _locked(honour, Honour.State.PROPOSED)
        return _decide(kept, Honour.State.DECLINED, remark, minutes, by=by, at=at)


def revoke(honour: Honour, *, reason: str, by: User, at: datetime) -> Honour:
    """Take an awarded honour back; it stays in the books with the reason.

    Raises:
        HonourRefused: it is not awarded, is revoked already, or no reason is given.
    """
    if not reason.strip():
        raise HonourRefused("no_reason", gettext("请写明撤销的原因。"))
    with transaction.atomic():
        kept = _locked(honour, Honour.State.AWARDED)
        if kept.revoked_at is not None:
            raise HonourRefused("revoked", gettext("这项荣誉已经撤销。"))
        kept.revoked_by, kept.revoked_at, kept.revoked_for = by, at, reason.strip()
        kept.save(update_fields=["revoked_by", "revoked_at", "revoked_for"])
    return kept


def confirm_banners(
    school: School, scheme: str, week: Period, classes: Sequence[ClassYear], *, by: User, at: datetime
) -> Sequence[Honour]:
    """Give classes the class banner of a week; one that has it keeps it, one that lost it gets it back."""
    with transaction.atomic():
        lock_sheets(school)
        confirmed = []
        for class_year in classes:
            banner, _ = Honour.objects.get_or_create(
                school=school,
                scheme=scheme,
                period=week.code,
                code=Honour.BANNER,
                school_class=class_year.school_class,
                staff=None,
                defaults={
                    "name": "流动红旗",
                    "class_name": class_year.name,
                    "proposed_by": by,
                    "proposed_at": at,
                },
            )
            if not banner.stands:
                banner.revoked_by, banner.revoked_at, banner.revoked_for = None, None, ""
                banner.save(update_fields=["revoked_by", "revoked_at", "revoked_for"])
                _decide(banner, Honour.State.AWARDED, "", "", by=by, at=at)
            confirmed.append(banner)
    return confirmed


def banners_of(school: School, week: Period) -> Sequence[Honour]:
    """List the class banners that stand for a week."""
    return list(
        Honour.objects.filter(
            school=school, period=week.code, code=Honour.BANNER, state=Honour.State.AWARDED, revoked_at=None
        ).select_related("school_class")
    )


def _locked(honour: Honour, state: Honour.State) -> Honour:
    lock_sheets(honour.school)
    now = Honour.objects.select_related("school", "sheet", "staff", "school_class").get(pk=honour.pk)
    if now.state != state:
        raise HonourRefused(
            "wrong_state",
            gettext("这项荣誉现在是“%(state)s”，不能办理这一步。请刷新页面。")
            % {"state": now.get_state_display()},
        )
    return now


def _decide(
    honour: Honour, state: Honour.State, remark: str, minutes: str, *, by: User, at: datetime
) -> Honour:
    honour.state, honour.remark, honour.minutes = state, remark.strip(), minutes.strip()
    honour.decided_by, honour.decided_at = by, at
    honour.save()
    return honour


def _next_number(school: School, at: datetime) -> str:
    year = timezone.localdate(at).year
    numbers = Honour.objects.filter(school=school, number__startswith=f"{year}-")
    last = max((int(honour.number.partition("-")[2]) for honour in numbers.only("number")), default=0)
    return f"{year}-{last + 1:04d}"

"""Apply in a round, recommend somebody, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.posts.models import Applicant, Step
from banheng.development.posts.round_steps import running

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.development.posts.models import Round
    from banheng.schools.models import SchoolClass, Staff


def apply(
    selection: Round,
    staff: Staff,
    *,
    statement: str,
    wish: SchoolClass | None = None,
    by: User | None,
    at: datetime,
) -> Applicant:
    """Apply; whoever withdrew may come back while the step lasts.

    Raises:
        DevelopmentRefused: the round does not take applications now, or there is one already.
    """
    with transaction.atomic():
        kept = running(selection, Step.APPLIED)
        found = kept.applicants.filter(staff=staff).first()
        if found is not None and found.withdrawn_at is None:
            raise DevelopmentRefused("twice", gettext("%(name)s已经报名。") % {"name": staff})
        applicant = found or Applicant(round=kept, staff=staff)
        applicant.statement, applicant.wish = statement.strip(), wish
        applicant.put_by, applicant.put_at, applicant.withdrawn_at = by, at, None
        applicant.save()
    return applicant


def recommend(selection: Round, staff: Staff, *, reason: str, by: User, at: datetime) -> Applicant:
    """Recommend a teacher, who may have applied already or comes in by this.

    Raises:
        DevelopmentRefused: the round does not take recommendations now, no reason is given, or somebody
            recommends themselves.
    """
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("请写明推荐理由。"))
    if by.staff_id == staff.pk:
        raise DevelopmentRefused("own", gettext("不能推荐自己。"))
    with transaction.atomic():
        kept = running(selection, Step.RECOMMENDED)
        applicant = kept.applicants.filter(staff=staff).first() or Applicant(
            round=kept, staff=staff, put_by=by, put_at=at
        )
        applicant.recommended_by, applicant.recommended_for = by, reason.strip()
        applicant.withdrawn_at = None
        applicant.save()
    return applicant


def withdraw(applicant: Applicant, *, at: datetime) -> None:
    """Leave a round before it is decided.

    Raises:
        DevelopmentRefused: it is decided or over.
    """
    with transaction.atomic():
        running(applicant.round, Step.APPLIED, Step.RECOMMENDED, Step.SCREENED, Step.LISTED, Step.COMPETED)
        Applicant.objects.filter(pk=applicant.pk, withdrawn_at=None).update(withdrawn_at=at)

"""Decide on an applicant of a round: appointed to what class, kept in reserve, or not appointed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.posts.models import Applicant, Post, Step
from banheng.development.posts.round_steps import running

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import SchoolClass


def decide(
    applicant: Applicant,
    outcome: Applicant.Outcome,
    *,
    school_class: SchoolClass | None = None,
    remark: str = "",
    by: User,
    at: datetime,
) -> Applicant:
    """Note what is decided; it takes effect when the round appoints.

    Raises:
        DevelopmentRefused: the applicant does not compete, no class is named for a homeroom teacher, the class
            is given twice, or somebody decides on themselves.
    """
    if by.staff_id == applicant.staff_id:
        raise DevelopmentRefused("own", gettext("自己的聘任要由别人审定。"))
    with transaction.atomic():
        selection = running(applicant.round, Step.APPROVED, Step.RESULT_PUBLISHED)
        kept = selection.applicants.filter(pk=applicant.pk, withdrawn_at=None, passed=True).first()
        if kept is None:
            raise DevelopmentRefused("no_candidate", gettext("这个人没有通过审核，或者已经退出。"))
        appointed = outcome == Applicant.Outcome.APPOINTED
        if appointed and Post(selection.post).has_class and school_class is None:
            raise DevelopmentRefused("no_class", gettext("请选择任职的班级。"))
        kept.outcome = outcome
        kept.outcome_class = school_class if appointed and Post(selection.post).has_class else None
        _refuse_a_class_twice(kept)
        kept.outcome_remark, kept.decided_by, kept.decided_at = remark.strip(), by, at
        kept.save()
    return kept


def _refuse_a_class_twice(kept: Applicant) -> None:
    if kept.outcome_class is None or kept.round.post != Post.HOMEROOM_TEACHER:
        return
    others = Applicant.objects.filter(
        round=kept.round, outcome_class=kept.outcome_class, withdrawn_at=None
    ).exclude(pk=kept.pk)
    other = others.select_related("staff").first()
    if other is not None:
        raise DevelopmentRefused(
            "class_twice",
            gettext("这个班已定由%(name)s任班主任，一个班只能有一位。") % {"name": other.staff},
        )

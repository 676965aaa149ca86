"""Screen applicants by the rules in force, and let one pass whom a rule stands against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.posts.models import Applicant, Post, Step
from banheng.development.posts.round_steps import running
from banheng.development.posts.suitability import kept as kept_answers
from banheng.development.posts.suitability import suitable

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User


def screen(applicant: Applicant, *, passed: bool, remark: str = "", by: User, at: datetime) -> Applicant:
    """Let an applicant pass or not; the answers of the rules on this day are kept with it.

    What is asked for in principle, and what cannot be told, warns; only a rule that is not met blocks.

    Raises:
        DevelopmentRefused: a rule stands against it and nobody decided otherwise, a refusal has no reason, or
            somebody screens themselves.
    """
    if by.staff_id == applicant.staff_id:
        raise DevelopmentRefused("own", gettext("自己的申请要由别人审核。"))
    if not passed and not remark.strip():
        raise DevelopmentRefused("no_reason", gettext("审核不通过的，要写明理由。"))
    with transaction.atomic():
        selection = running(applicant.round, Step.SCREENED, Step.LISTED)
        kept = Applicant.objects.select_related("staff__school").get(pk=applicant.pk)
        (answers,) = suitable(selection.school, [kept.staff], Post(selection.post), timezone.localdate(at))
        kept.answers = kept_answers(answers)
        against = [str(answer["zh"]) for answer in kept.answers if answer["hinders"]]
        if passed and against and not kept.waived_for:
            raise DevelopmentRefused(
                "not_suitable",
                gettext("按现行规则不能通过：%(rules)s。确需破格的，由校长决定并写明理由。")
                % {"rules": "；".join(against)},
            )
        kept.passed, kept.screening_remark = passed, remark.strip()
        kept.screened_by, kept.screened_at = by, at
        kept.save()
    return kept


def waive(applicant: Applicant, *, reason: str, by: User, at: datetime) -> None:
    """Decide that an applicant may pass although a rule stands against it.

    Raises:
        DevelopmentRefused: no reason is given, or somebody decides for themselves.
    """
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("请写明破格的理由。"))
    if by.staff_id == applicant.staff_id:
        raise DevelopmentRefused("own", gettext("不能给自己破格。"))
    with transaction.atomic():
        running(applicant.round, Step.SCREENED)
        Applicant.objects.filter(pk=applicant.pk).update(
            waived_by=by, waived_at=at, waived_for=reason.strip()
        )

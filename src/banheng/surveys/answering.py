"""Take the answers of somebody who has the right: once, and without a trace from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from banheng.duties.sealing import seal
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import AnswerSheet, Right, Survey
from banheng.surveys.opening import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banheng.accounts.models import User
    from banheng.schools.models import School


def right_of(code: str) -> Right | None:
    """Find the right that a slip gives."""
    found = Right.objects.select_related("survey", "survey__school", "school_class")
    return found.filter(digest=digest_of(code)).first()


def rights_of(user: User, school: School, day: date) -> list[Right]:
    """List what an account may still answer in a school on a day."""
    found = Right.objects.filter(
        Q(survey__last__gte=day) | Q(until__gte=day),
        user=user,
        used=False,
        survey__school=school,
        survey__first__lte=day,
        survey__closed_at=None,
    )
    return list(found.select_related("survey", "school_class").order_by("survey", "school_class__code"))


def over() -> SurveyRefused:
    """Say that no answer is taken any more."""
    return SurveyRefused("over", gettext("调查已经结束，谢谢您的关心。"))


def refuse_unless_open(right: Right, day: date) -> None:
    """Refuse a right that gives no answer on a day.

    Raises:
        SurveyRefused: the survey has not begun, or is over for this one.
    """
    survey = right.survey
    if survey.closed_at is not None or day > max(survey.last, right.until or survey.last):
        raise over()
    if day < survey.first:
        raise SurveyRefused(
            "not_begun", gettext("调查从 %(first)s 开始，请到时再来。") % {"first": survey.first.isoformat()}
        )


def answer(right: Right, answers: Mapping[str, Any], *, day: date) -> bool:
    """Keep checked answers and use up the right; False if it was used before, and nothing is kept.

    Raises:
        SurveyRefused: as `refuse_unless_open` does.
    """
    refuse_unless_open(right, day)
    with transaction.atomic():
        if not Right.objects.filter(pk=right.pk, used=False).update(used=True):
            return False
        if Survey.objects.filter(pk=right.survey_id, closed_at__isnull=False).exists():
            raise over()  # it was closed after this answer was begun
        AnswerSheet.objects.create(
            survey_id=right.survey_id,
            group=right.group,
            school_class_id=right.school_class_id,
            sealed=seal(dict(answers)),
        )
    return True

"""Give more time: to the slips of a class, or to one colleague. Nothing here says who has answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from banheng.questionnaires.instrument import WITHOUT_ACCOUNT
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import Extension, Survey

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.questionnaires.instrument import Group
    from banheng.schools.models import SchoolClass

LONGEST = timedelta(days=14)
"""After the last day of the survey; results must not wait for long."""

LONGEST_REASON = 200


def extend_slips(
    survey: Survey,
    school_class: SchoolClass,
    group: Group,
    *,
    until: date,
    reason: str = "",
    by: User,
    at: datetime,
) -> Extension:
    """Let all slips of a class answer until a later day, those that are used as well.

    Raises:
        SurveyRefused: the survey is closed, the day does not fit, or the class has no such slips.
    """
    if group not in WITHOUT_ACCOUNT:
        raise SurveyRefused("no_slips", gettext("这一方登录后作答，请选具体的人。"))
    given = Extension(school_class=school_class, group=group.value)
    asked = Q(school_class=school_class, group=group.value)
    return _extend(survey, given, asked, until=until, reason=reason, by=by, at=at)


def extend_account(
    survey: Survey, user: User, *, until: date, reason: str = "", by: User, at: datetime
) -> Extension:
    """Let somebody with an account answer until a later day, whether they have answered or not.

    Raises:
        SurveyRefused: the survey is closed, the day does not fit, or they are not asked.
    """
    return _extend(survey, Extension(user=user), Q(user=user), until=until, reason=reason, by=by, at=at)


def _extend(
    survey: Survey, given: Extension, asked: Q, *, until: date, reason: str, by: User, at: datetime
) -> Extension:
    with transaction.atomic():
        now = Survey.objects.select_for_update().get(pk=survey.pk)
        if now.closed_at is not None:
            raise SurveyRefused("closed", gettext("调查已经结束，不能再延期。"))
        first = max(now.last + timedelta(days=1), timezone.localdate(at))
        last = now.last + LONGEST
        if not first <= until <= last:
            raise SurveyRefused(
                "days",
                gettext("这次调查 %(end)s 截止，最多可以延到 %(last)s。")
                % {"end": now.last.isoformat(), "last": last.isoformat()},
            )
        rights = now.rights.filter(asked)
        if not rights.exists():
            raise SurveyRefused("not_asked", gettext("这次调查没有请他们作答。"))
        # nobody loses a day that was granted before
        rights.filter(Q(until=None) | Q(until__lt=until)).update(until=until)
        given.survey, given.until, given.reason = now, until, reason.strip()[:LONGEST_REASON]
        given.by, given.at = by, at
        given.save()
    return given

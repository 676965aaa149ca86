"""Surveys that wait for answers or are over: who is asked is reminded; nobody is told who has answered."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.notices.kinds import SURVEY_ASKS, SURVEY_ENDS, SURVEY_OVER, SURVEY_RATE
from banheng.notices.sources.news import News
from banheng.schools.classes import classes_on
from banheng.surveys.closing import waits_until
from banheng.surveys.models import Survey
from banheng.surveys.rates import rates_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from banheng.accounts.models import User
    from banheng.notices.sources.looking import Looking

BEFORE_THE_END = timedelta(days=2)


def survey_news(look: Looking) -> Iterator[News]:
    """Tell of the surveys that are open, each thing once."""
    today = timezone.localdate(look.at)
    running = Survey.objects.filter(school=look.school, closed_at=None, first__lte=today)
    for survey in running.select_related("school"):
        yield from _to_those_asked(survey, today)
        if waits_until(survey, today) is None:
            page = reverse("surveys-survey", args=[look.school.code, survey.pk])
            office = look.holders(Permission.RUN_SURVEYS, today)
            yield News(SURVEY_OVER, f"over:{survey.pk}", page, office, {"survey": survey.title})
        elif survey.last - BEFORE_THE_END <= today <= survey.last:
            yield from _to_teachers(survey, today, look)


def _to_those_asked(survey: Survey, today: date) -> Iterator[News]:
    """Remind the accounts that have not answered: at the beginning, and before their last day."""
    last: dict[User, date] = {}
    for right in survey.rights.filter(used=False, user__is_active=True).select_related("user"):
        until = max(survey.last, right.until or survey.last)
        if right.user is not None and until >= today:
            last[right.user] = until
    said, page = {"survey": survey.title}, reverse("today", args=[survey.school.code])
    yield News(SURVEY_ASKS, f"asks:{survey.pk}", page, list(last), said)
    ending: dict[date, list[User]] = defaultdict(list)
    for user, until in last.items():
        if until - BEFORE_THE_END <= today:
            ending[until].append(user)
    for until, users in ending.items():
        said_by = said | {"day": until.isoformat()}
        yield News(SURVEY_ENDS, f"ends:{survey.pk}:{until}", page, users, said_by)


def _to_teachers(survey: Survey, today: date, look: Looking) -> Iterator[News]:
    """Tell who has a class how many of its slips have come in, so that they may remind everybody in it."""
    rates = [rate for rate in rates_of(survey) if rate.has_slips]
    for year in classes_on(look.school, today):
        own = [rate for rate in rates if rate.school_class == year.school_class_id]
        if any(rate.used < rate.invited for rate in own):
            text = "\n".join(f"{rate.name} {rate.used}/{rate.invited}" for rate in own)
            about = f"rate:{survey.pk}:{year.school_class_id}"
            said = {"class": year.name, "survey": survey.title, "day": survey.last.isoformat()}
            to = look.teachers(year.school_class, today)
            yield News(SURVEY_RATE, about, reverse("today", args=[look.school.code]), to, said, text)

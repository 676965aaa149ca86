"""Derive notices from the journals: what is new since the last time, each once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from banheng.notices.models import Cursor
from banheng.notices.sources import SOURCES
from banheng.notices.sources.bureau import bureau_news
from banheng.notices.sources.cases import case_news
from banheng.notices.sources.certificates import certificate_news
from banheng.notices.sources.deadlines import deadlines
from banheng.notices.sources.duties import duty_news
from banheng.notices.sources.growing import growth_news
from banheng.notices.sources.looking import Looking
from banheng.notices.sources.news import LONGEST_TRANSACTION
from banheng.notices.sources.surveys import survey_news
from banheng.notices.sources.training import training_news
from banheng.notices.telling import put_together

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from banheng.notices.sources.news import Source
    from banheng.notices.telling import Telling
    from banheng.schools.models import School

DEADLINE = "deadline"
CASE = "case"  # its place is the second until which cases were looked at
DUTY = "duty"  # its place is the day (proleptic ordinal) for which duties, surveys and the like were told

MORNING = time(7)
"""Nobody finds duties of a day, or surveys, in the inbox earlier."""

MOST_ROWS = 200
"""Rows that are looked at in one step."""


def gather(school: School, at: datetime) -> None:
    """Make the notices and group messages that have arisen in a school.

    Where it is broken off nothing of the last step stands, and the next time begins there.
    """
    places = dict(Cursor.objects.filter(school=school).values_list("source", "place"))
    look = Looking(school, at)
    for source in SOURCES:
        place: int | None = places.get(source.code, 0)
        while place is not None:
            place = _gather_some(source, place, look)
    _tell_deadlines(look)
    _tell_cases(look, places.get(CASE, 0))
    _tell_of_the_day(look, places.get(DUTY, 0))


def _gather_some(source: Source, place: int, look: Looking) -> int | None:
    """Look at the next rows of a source; give the place behind them if there may be more.

    All is read before the transaction, which is short: whoever records waits for it.
    """
    rows = list(_rows_after(source, look.school, place)[:MOST_ROWS])
    news = [one for row in rows for one in source.news(row, look)]
    telling = put_together(news, source.code, look.school, look.at)
    is_full = len(rows) == MOST_ROWS
    # A step that is full came all at once, and is passed even if it is fresh.
    passed = [row for row in rows if is_full or source.has_settled(row, look.at)]
    behind = getattr(passed[-1], source.place) if passed else place
    if (telling or behind != place) and not _save(telling, source.code, place, behind, look.school):
        return None
    return behind if is_full else None


def _save(telling: Telling, source: str, place: int, behind: int, school: School) -> bool:
    """Write down what is new and how far the source was looked at; not if another worker was here."""
    with transaction.atomic():
        Cursor.objects.get_or_create(school=school, source=source)
        cursor = Cursor.objects.select_for_update().get(school=school, source=source)
        if cursor.place != place:
            return False
        telling.save()
        cursor.place = behind
        cursor.save(update_fields=["place"])
    return True


def _rows_after(source: Source, school: School, place: int) -> QuerySet[Any]:
    return source.rows(school).filter(**{f"{source.place}__gt": place}).order_by(source.place)


def _tell_deadlines(look: Looking) -> None:
    if telling := put_together(list(deadlines(look)), DEADLINE, look.school, look.at):
        with transaction.atomic():
            telling.save()


def _tell_cases(look: Looking, place: int) -> None:
    """Tell what happened to open cases since the last time; where nothing did, nothing is written."""
    last = datetime.fromtimestamp(place, UTC)
    news = list(case_news(look, last - LONGEST_TRANSACTION))
    telling = put_together(news, CASE, look.school, look.at)
    if telling or (news and look.at >= last + LONGEST_TRANSACTION):
        _save(telling, CASE, place, int(look.at.timestamp()), look.school)


def _tell_of_the_day(look: Looking, place: int) -> None:
    """Tell once a day of duties of classes, surveys, certificates and training, from the morning on."""
    now = timezone.localtime(look.at)
    today = now.toordinal()
    if place >= today or now.time() < MORNING:
        return
    news = [
        *duty_news(look, date.fromordinal(place) if place else None),
        *survey_news(look),
        *certificate_news(look),
        *training_news(look),
        *growth_news(look),
        *bureau_news(look),
    ]
    telling = put_together(news, DUTY, look.school, look.at)
    _save(telling, DUTY, place, today, look.school)

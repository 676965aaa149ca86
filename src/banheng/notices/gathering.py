"""Derive notices from the journals: what is new since the last time, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from banheng.notices.models import Cursor
from banheng.notices.sources import SOURCES
from banheng.notices.sources.deadlines import deadlines
from banheng.notices.sources.looking import Looking
from banheng.notices.telling import put_together

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from django.db.models import QuerySet

    from banheng.notices.sources.news import Source
    from banheng.schools.models import School

DEADLINE = "deadline"

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
    if telling or behind != place:
        with transaction.atomic():
            Cursor.objects.get_or_create(school=look.school, source=source.code)
            cursor = Cursor.objects.select_for_update().get(school=look.school, source=source.code)
            if cursor.place != place:
                return None  # another worker was here
            telling.save()
            cursor.place = behind
            cursor.save(update_fields=["place"])
    return behind if is_full else None


def _rows_after(source: Source, school: School, place: int) -> QuerySet[Any]:
    return source.rows(school).filter(**{f"{source.place}__gt": place}).order_by(source.place)


def _tell_deadlines(look: Looking) -> None:
    if telling := put_together(list(deadlines(look)), DEADLINE, look.school, look.at):
        with transaction.atomic():
            telling.save()

"""Derive notices from the journals: what is new since the last time, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from banheng.notices.models import Cursor, Notice
from banheng.notices.sources import SOURCES
from banheng.notices.sources.deadlines import deadlines
from banheng.notices.telling import tell

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from django.db.models import QuerySet

    from banheng.notices.sources.news import Source
    from banheng.schools.models import School

DEADLINE = "deadline"

MOST_ROWS = 500
"""Rows that are looked at in one transaction, so that those who record need not wait for it."""


def gather(school: School, at: datetime) -> None:
    """Make the notices and group messages that have arisen in a school.

    Where it is broken off nothing of the last step stands, and the next time begins there.
    """
    places = dict(Cursor.objects.filter(school=school).values_list("source", "place"))
    for source in SOURCES:
        if _rows_after(source, school, places.get(source.code, 0)).exists():
            while _gather_some(source, school, at):
                pass
    _gather_deadlines(school, at)


def _gather_some(source: Source, school: School, at: datetime) -> bool:
    """Look at the next rows of a source; tell whether there may be more."""
    with transaction.atomic():
        Cursor.objects.get_or_create(school=school, source=source.code)
        cursor = Cursor.objects.select_for_update().get(school=school, source=source.code)
        rows = list(_rows_after(source, school, cursor.place)[:MOST_ROWS])
        for row in rows:
            for news in source.news(row):
                tell(news, source.code, school, at)
        is_full = len(rows) == MOST_ROWS
        # A batch that is full came all at once, and is passed even if it is fresh.
        passed = [row for row in rows if is_full or source.has_settled(row, at)]
        if passed:
            cursor.place = getattr(passed[-1], source.place)
            cursor.save(update_fields=["place"])
    return is_full


def _rows_after(source: Source, school: School, place: int) -> QuerySet[Any]:
    return source.rows(school).filter(**{f"{source.place}__gt": place}).order_by(source.place)


def _gather_deadlines(school: School, at: datetime) -> None:
    """Tell of what is due; a transaction is begun only for what was not told."""
    for news in deadlines(school, at):
        if not Notice.objects.filter(source=DEADLINE, about=news.about).exists():
            with transaction.atomic():
                tell(news, DEADLINE, school, at)

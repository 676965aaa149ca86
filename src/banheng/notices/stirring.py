"""Which schools have something to tell: asked of the database in one query, however many schools there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from banheng.assessment.models import Appeal
from banheng.duties.models import WorkRecord
from banheng.notices.gathering import DUTY, MORNING
from banheng.notices.models import Cursor
from banheng.notices.sources import SOURCES
from banheng.schools.models import School

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from banheng.notices.sources.news import Source


def schools_that_stir(at: datetime) -> QuerySet[School]:
    """List the schools where rows stand behind a cursor, an appeal or a case is open, or the day is untold."""
    school = OuterRef("pk")
    stirs = Q(Exists(Appeal.objects.filter(school=school, ruling=None, withdrawn_at=None)))
    stirs |= Q(Exists(WorkRecord.objects.current().filter(school=school, closed_at=None)))
    for source in SOURCES:
        stirs |= Q(_has_rows_behind_its_cursor(source))
    now = timezone.localtime(at)
    if now.time() >= MORNING:
        stirs |= ~Q(Exists(Cursor.objects.filter(school=school, source=DUTY, place__gte=now.toordinal())))
    return School.objects.filter(stirs).order_by("pk")


def _has_rows_behind_its_cursor(source: Source) -> Exists:
    cursor = Cursor.objects.filter(school=OuterRef(OuterRef("pk")), source=source.code)
    behind = {f"{source.place}__gt": Coalesce(Subquery(cursor.values("place")), 0)}
    return Exists(source.rows(OuterRef("pk")).filter(**behind))

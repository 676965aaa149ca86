"""Versions of a policy that follow each other: the one that begins ends the one that runs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from django.db.models import F, Model, Q

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

M = TypeVar("M", bound=Model)
DAY = timedelta(days=1)


def supersede(versions: QuerySet[M], first: date) -> M | None:
    """Let what runs on a day end the day before.

    Give instead, changing nothing, the version that begins then or later: it stands in the way.

    Args:
        versions: of one code, with `first` and `last`; one with `last` before `first` never was in force.
    """
    later = versions.filter(Q(last=None) | Q(last__gte=F("first")), first__gte=first).first()
    if later is None:
        versions.filter(Q(last=None) | Q(last__gte=first)).update(last=first - DAY)
    return later

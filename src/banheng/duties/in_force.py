"""Which duty packs are in force in a school on a day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import F, Q

from banheng.duties.models import PackVersion
from banheng.routines.loading import parse_pack

if TYPE_CHECKING:
    from datetime import date

    from banheng.routines.pack import DutyPack
    from banheng.schools.models import School


def versions_between(school: School, first: date, last: date) -> list[PackVersion]:
    """List the versions that are in force on some day from first to last, by code and number."""
    runs = (Q(last=None) | Q(last__gte=first)) & (Q(last=None) | Q(last__gte=F("first")))
    return list(school.duty_packs.filter(runs, first__lte=last).select_related("school"))


def pack_of(version: PackVersion) -> DutyPack:
    """Read the pack of a version; what means the same is read once in a process."""
    return _read(version.digest, version.text)


@lru_cache(maxsize=200)
def _read(_digest: str, text: str) -> DutyPack:
    return parse_pack(text).pack

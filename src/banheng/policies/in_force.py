"""Which schemes are in force in a school on a day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.policies.models import Adoption
from banheng.schemes.loading import parse_scheme

if TYPE_CHECKING:
    from datetime import date

    from banheng.policies.models import SchemeVersion
    from banheng.schemes.scheme import Scheme
    from banheng.schools.models import School


def versions_in_force(school: School, day: date) -> list[SchemeVersion]:
    """List the versions in force, one for each scheme code, in the order of their codes."""
    adoptions = (
        Adoption.objects.filter(Q(last__isnull=True) | Q(last__gte=day), school=school, first__lte=day)
        .select_related("version")
        .order_by("first", "pk")
    )
    latest = {adoption.version.code: adoption.version for adoption in adoptions}
    return [latest[code] for code in sorted(latest)]


def scheme_of(version: SchemeVersion) -> Scheme:
    """Read the scheme of a version; equal texts are read once in a process."""
    return _read(version.text)


@lru_cache(maxsize=256)
def _read(text: str) -> Scheme:
    return parse_scheme(text).in_force()

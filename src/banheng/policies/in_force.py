"""Which schemes are in force in a school on a day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from banheng.policies.models import SchemeVersion
from banheng.schemes.loading import parse_scheme

if TYPE_CHECKING:
    from datetime import date

    from banheng.schemes.scheme import Scheme
    from banheng.schools.models import School


ADOPTED = """
    SELECT version.*
    FROM policies_adoption adoption JOIN policies_schemeversion version ON version.id = adoption.version_id
    WHERE adoption.school_id = %s AND adoption.first <= %s AND (adoption.last IS NULL OR adoption.last >= %s)
    ORDER BY adoption.first, adoption.id
"""


def versions_in_force(school: School, day: date) -> list[SchemeVersion]:
    """List the versions in force, one for each scheme code, in the order of their codes."""
    latest = {version.code: version for version in SchemeVersion.objects.raw(ADOPTED, [school.pk, day, day])}
    return [latest[code] for code in sorted(latest)]


def scheme_of(version: SchemeVersion) -> Scheme:
    """Read the scheme of a version; equal texts are read once in a process."""
    return _read(version.text)


@lru_cache(maxsize=256)
def _read(text: str) -> Scheme:
    return parse_scheme(text).in_force()

"""Which schemes are in force in a school on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.policies.models import SchemeVersion
from banheng.schemes.loading import parse_scheme
from banheng.schools.queries import Query

if TYPE_CHECKING:
    from datetime import date

    from banheng.schemes.scheme import Scheme
    from banheng.schools.models import School


ADOPTED = Query(
    SchemeVersion,
    # without the text, which is long and mostly known already
    """
    SELECT version.id, version.school_id, version.code, version.number, version.title, version.digest,
        version.note, version.created_by_id, version.created_at
    FROM policies_adoption adoption JOIN policies_schemeversion version ON version.id = adoption.version_id
    WHERE adoption.school_id = %s AND adoption.first <= %s AND (adoption.last IS NULL OR adoption.last >= %s)
    ORDER BY adoption.first, adoption.id
    """,
)


def versions_in_force(school: School, day: date) -> list[SchemeVersion]:
    """List the versions in force, one for each scheme code, in the order of their codes."""
    latest = {version.code: version for version in ADOPTED(school.pk, day, day)}
    return [latest[code] for code in sorted(latest)]


def scheme_of(version: SchemeVersion) -> Scheme:
    """Read the scheme of a version; what means the same is read once in a process."""
    known = _KNOWN.get(version.digest)
    if known is None:
        known = _KNOWN[version.digest] = parse_scheme(version.text).in_force()
    return known


_KNOWN: dict[str, Scheme] = {}

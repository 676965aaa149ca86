"""The register of certificates, and what a check from outside is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.development.certificates.applying import terms_of
from banheng.development.certificates.models import Certificate, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from banheng.schools.models import School


def register_of(
    school: School, day: date, *, standing: Standing | None = None, name: str = ""
) -> QuerySet[Certificate]:
    """List the certificates of a school, newest first; of one standing on a day, or of a name or number, only."""
    found = Certificate.objects.filter(school=school).select_related("staff")
    expired = Q(revoked_on=None, until__lt=day)
    if standing is Standing.REVOKED:
        found = found.exclude(revoked_on=None)
    elif standing is Standing.EXPIRED:
        found = found.filter(expired)
    elif standing is Standing.VALID:
        found = found.filter(revoked_on=None).exclude(expired)
    if name:
        found = found.filter(Q(name__contains=name) | Q(number__contains=name))
    return found


def ending_soon(school: School, day: date) -> Sequence[Certificate]:
    """List the certificates that end within the time of alert, and for which there is no later one."""
    last = day + timedelta(days=terms_of(school).alert_days)
    standing = Certificate.objects.filter(school=school, revoked_on=None)
    renewed = standing.filter(Q(until=None) | Q(until__gt=last)).values("staff")
    return list(
        standing.filter(until__gte=day, until__lte=last)
        .exclude(staff__in=renewed)
        .select_related("staff")
        .order_by("until")
    )


def find_certificate(code: str) -> Certificate | None:
    """Give the certificate of a check address."""
    return Certificate.objects.filter(code=code).first()


def half_hidden(name: str) -> str:
    """Give a name as a check from outside shows it.

    Examples:
        >>> half_hidden("欧阳明")
        '欧＊＊'
    """
    return name[:1] + "＊" * (len(name) - 1)

"""The yearly data that a school files: opened for it, returned to it, and released after the lock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.bureau.collecting.models import Filing, FilingStep
from banheng.notices.kinds import DATA_OPENED, DATA_RELEASED, DATA_RETURNED
from banheng.notices.sources.news import LONGEST_TRANSACTION, News, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School

_SENT_BACK = {FilingStep.Kind.RETURNED: DATA_RETURNED, FilingStep.Kind.RELEASED: DATA_RELEASED}


def _filings(school: School) -> QuerySet[Filing]:
    return Filing.objects.filter(school=school).select_related("collection")


def _opened(filing: Filing, look: Looking) -> Iterator[News]:
    """Tell whoever may file, unless it is too late or was done for them already."""
    collection, today = filing.collection, timezone.localdate(look.at)
    if filing.is_open and not collection.is_locked and collection.deadline >= today:
        said = {"year": str(collection.year), "day": collection.deadline.isoformat()}
        yield News(DATA_OPENED, str(filing.pk), _page(filing, look), _filers(look), said)


def _steps(school: School) -> QuerySet[FilingStep]:
    steps = FilingStep.objects.filter(filing__school=school, kind__in=_SENT_BACK)
    return steps.select_related("filing__collection")


def _sent_back(step: FilingStep, look: Looking) -> Iterator[News]:
    kind, said = _SENT_BACK[FilingStep.Kind(step.kind)], {"year": str(step.filing.collection.year)}
    yield News(kind, str(step.pk), _page(step.filing, look), _filers(look), said, step.reason)


def _page(filing: Filing, look: Looking) -> str:
    return reverse("reporting-one", args=[look.school.code, filing.collection.year])


def _filers(look: Looking) -> list[User]:
    return look.holders(Permission.REPORT_DATA, timezone.localdate(look.at))


# A school gets its filings one after the other, so that none with a lower number appears later.
FILINGS = Source("filing", _filings, "pk", "collection.opened_at", timedelta(0), _opened)
SENT_BACK = Source("filing_step", _steps, "pk", "at", LONGEST_TRANSACTION, _sent_back)

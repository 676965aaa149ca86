"""What a homeroom teacher looks at first: today's records of the own class and those not answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.ledger.models import Record
from banheng.ledger.naming import Naming
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from banheng.accounts.access import Access
    from banheng.ledger.naming import Named
    from banheng.schools.models import ClassYear

UNANSWERED_DAYS = 14
"""Older records are no longer asked about on the page of today."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record with its words; `is_void` if it does not count any more."""

    record: Record
    named: Named
    is_void: bool


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class of the account; `unanswered` are deductions of the last days without a reply."""

    class_year: ClassYear
    today: Sequence[Line]
    unanswered: Sequence[Line]


def own_classes(access: Access, classes: Sequence[ClassYear]) -> list[OwnClass]:
    """Gather the records of the own classes."""
    naming = Naming(access.school, request_language())
    found = []
    for class_year in classes:
        records = class_records(class_year)
        earlier = access.day - timedelta(days=UNANSWERED_DAYS)
        waiting = records.filter(day__range=(earlier, access.day), replies=None, voided_by=None)
        unanswered = [line for line in lines(naming, waiting) if line.named.gain < 0]
        found.append(OwnClass(class_year, lines(naming, records.filter(day=access.day)), unanswered))
    return found


def class_records(class_year: ClassYear) -> QuerySet[Record]:
    """List the records about a class, latest first, without the voiding ones."""
    records = Record.objects.filter(school_class=class_year.school_class, voids=None)
    return records.select_related("voided_by").order_by("-day", "-sequence")


def lines(naming: Naming, records: QuerySet[Record]) -> list[Line]:
    """Put records into words."""
    return [Line(record, naming.name(record), hasattr(record, "voided_by")) for record in records]

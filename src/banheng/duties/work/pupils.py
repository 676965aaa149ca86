"""Which pupils of a class stand in the records of a form: whom nobody has talked to yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from banheng.duties.models import WorkRecord
from banheng.duties.work.access import content_of
from banheng.duties.work.keeping import names_of_pupils
from banheng.schools.models import Pupil

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.routines.work_form import WorkForm
    from banheng.schools.models import SchoolClass


@dataclass(frozen=True, slots=True)
class PupilLine:
    """How often a pupil stands in records of a form, and when last.

    Attributes:
        groups: the groups that need particular care, as the asking teacher has written them down.
    """

    key: int
    name: str
    times: int
    last: date | None
    groups: Sequence[str] = ()


def current_records(school_class: SchoolClass, first: date, last: date) -> QuerySet[WorkRecord]:
    """List the records of a class from first to last that hold, without corrected and withdrawn ones."""
    return WorkRecord.objects.current().filter(school_class=school_class, day__range=(first, last))


def pupil_lines(
    school_class: SchoolClass, form: WorkForm, first: date, last: date, *, for_user: User
) -> list[PupilLine]:
    """Count the records of a form for each pupil of the class; those with the fewest first.

    Args:
        for_user: whose own list of pupils in need of care is laid beside it.
    """
    names = names_of_pupils(school_class, last)
    records = current_records(school_class, first, last).filter(form=form.form)
    counted = {
        pk: (times, latest)
        for pk, times, latest in Pupil.objects.filter(pk__in=names, work_records__in=records)
        .annotate(times=Count("work_records"), latest=Max("work_records__day"))
        .values_list("pk", "times", "latest")
    }
    groups = _groups(school_class, first, last, for_user)
    lines = [
        PupilLine(pk, name, *counted.get(pk, (0, None)), groups=groups.get(pk, []))
        for pk, name in names.items()
    ]
    return sorted(lines, key=lambda line: (line.times, not line.groups))


def _groups(school_class: SchoolClass, first: date, last: date, user: User) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    records = current_records(school_class, first, last).filter(form="focus_pupils", by=user)
    for record in records.order_by("day"):
        content = content_of(record)
        for pk in content["pupils"]:
            found.setdefault(pk, []).append(content["group"])
    return found

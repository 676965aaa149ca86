"""Open the collection of a year for all schools of a bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.bureau.collecting.columns import FACTS, as_kept, catalogue, read_own
from banheng.bureau.collecting.models import Collection, Filing
from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Bureau


@transaction.atomic
def open_collection(
    bureau: Bureau,
    year: int,
    *,
    deadline: date,
    columns: Sequence[str],
    own: str = "",
    jump_percent: int = 30,
    note: str = "",
    by: User | None,
    at: datetime,
) -> Collection:
    """Open a year; each school gets a filing that begins with what does not change from year to year.

    Raises:
        BureauRefused: the year is open already, nothing is asked for, or the deadline is past.
    """
    if Collection.objects.filter(bureau=bureau, year=year).exists():
        raise BureauRefused("twice", gettext("%(year)s 年度的采集已经开启。请直接打开它。") % {"year": year})
    if deadline < timezone.localdate(at):
        raise BureauRefused("past", gettext("截止日期已经过去。请填今天或以后的日期。"))
    known = catalogue()
    # a whole is asked for with its part, or the part could not be taken out of it
    asked = [known[code] for code in known if code in columns or code in _wholes(columns)]
    stocks = asked + read_own(own)
    if not stocks:
        raise BureauRefused("columns", gettext("还没有选采集栏目。请至少选一项。"))
    made = Collection.objects.create(
        bureau=bureau,
        year=year,
        deadline=deadline,
        columns=as_kept(stocks),
        jump_percent=jump_percent,
        note=note,
        opened_by=by,
        opened_at=at,
    )
    add_schools(made)
    return made


def add_schools(collection: Collection) -> int:
    """Give a filing to every school of the bureau that has none yet, and tell how many there were."""
    before = last_year(collection)
    facts = {
        each.school_id: {name: each.cells[name] for name in FACTS if name in each.cells}
        for each in (before.filings.all() if before else ())
    }
    schools = collection.bureau.schools.exclude(filings__collection=collection)
    made = Filing.objects.bulk_create(
        Filing(collection=collection, school=school, cells=facts.get(school.pk, {})) for school in schools
    )
    return len(made)


def last_year(collection: Collection) -> Collection | None:
    """Find the collection before this one."""
    return Collection.objects.filter(bureau_id=collection.bureau_id, year__lt=collection.year).first()


def _wholes(columns: Sequence[str]) -> set[str]:
    known = catalogue()
    return {known[code].inside for code in columns if code in known and known[code].inside}

"""A bureau that collects, with as many schools as a test needs."""

from datetime import date

from banheng.bureau.collecting.filling import fill_in
from banheng.bureau.collecting.models import Collection, Filing
from banheng.bureau.collecting.opening import open_collection
from banheng.bureau.collecting.reviewing import accept, submit
from banheng.schools.models import Bureau, School
from tests.factories import NOW

DEADLINE = date(2026, 10, 30)
PRIMARY = {
    "type": "primary",
    "runner": "county",
    "area": "rural",
    "town": "青莲镇",
    "primary_students": "300",
}


def make_bureau(code="county", schools=("一小", "二小", "三小"), parent=None):
    bureau = Bureau.objects.create(code=code, name=f"{code}教育局", parent=parent)
    School.objects.bulk_create(
        School(bureau=bureau, code=f"{code}-{number}", name=name)
        for number, name in enumerate(schools, start=1)
    )
    return bureau


def make_collection(bureau=None, *, year=2026, columns=("books",), **said) -> Collection:
    return open_collection(
        bureau or make_bureau(), year, deadline=DEADLINE, columns=columns, by=None, at=NOW, **said
    )


def filing_of(collection, name) -> Filing:
    return collection.filings.select_related("collection__bureau", "school").get(school__name=name)


def fill(collection, name, **cells) -> Filing:
    filing = filing_of(collection, name)
    fill_in(filing, {**PRIMARY, **cells}, by=None, at=NOW)
    return filing_of(collection, name)


def hand_in(collection, name, *, accepted=False, **cells) -> Filing:
    filing = fill(collection, name, **cells)
    submit(filing, by=None, at=NOW)
    if accepted:
        accept(filing, by=None, at=NOW)
    return filing_of(collection, name)

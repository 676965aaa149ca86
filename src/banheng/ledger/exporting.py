"""Write the ledgers of all schools as Parquet, by county and month, for `banheng score`.

A month of a county is written again only if something in it changed, so that an export that was broken off goes on
where it was, and the next one writes what came since. The layout is described in docs/reference/ledger-export.md.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce, TruncMonth

from banheng.core.errors import FaultsFound
from banheng.core.periods import PeriodKind
from banheng.ledger.models import Record
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.calendars import school_calendar
from banheng.schools.models import School
from banheng.schools.rosters import roster
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.parts import (
    EVIDENCE,
    ROSTER,
    SCHOOLS,
    SCHOOLS_SCHEMA,
    as_parquet,
    folder_of,
    read_checked,
    read_manifest,
    scheme_path,
    write_part,
)
from banheng.scoring.roster_table import ROSTER_SCHEMA, roster_frame
from banheng.scoring.storage import read, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar

NO_COUNTY = "no.bureau"
"""Stands for the county of schools without a bureau; no code of a bureau has a dot."""

_MONTH_OF_DAY = Coalesce(F("voids__day"), F("day"))
"""A void stands in the month of what it voids, so that a month can be read without those after it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of a month of a county; `written` is false if it was there already."""

    county: str
    month: str
    records: int
    written: bool


def export_ledger(target: str) -> Iterator[Exported]:
    """Write what is not there yet, oldest month first, and tell of each month of each county.

    Each file appears whole or not at all, and the manifest of a month comes last. Equal records give equal bytes.
    What is beyond the control of the homeroom teacher counts nowhere and is left out, and so are notes and the names
    of recorders, which scoring does not look at.

    Args:
        target: a folder, or an address that fsspec knows.

    Raises:
        OSError: it cannot be written.
        ExtraMissing: it is an address, and fsspec or what the address needs is not installed.
    """
    for county, schools in _counties().items():
        known = _heads(schools)
        for month in sorted({month for _, month in known}):
            own = {school: known[school.pk, month] for school in schools if (school.pk, month) in known}
            yield _export_month(target, county, schools, month, own)


def _counties() -> dict[str, list[School]]:
    counties: defaultdict[str, list[School]] = defaultdict(list)
    for school in School.objects.select_related("bureau").order_by("code"):
        counties[school.bureau.code if school.bureau else NO_COUNTY].append(school)
    return dict(sorted(counties.items()))


def _records() -> Any:
    return Record.objects.filter(beyond_control=None).annotate(counted_on=_MONTH_OF_DAY)


def _heads(schools: Sequence[School]) -> dict[tuple[int, date], dict[str, int]]:
    """Tell by school and month how many records there are, and the number of the last."""
    rows = (
        _records()
        .filter(school__in=schools)
        .annotate(month=TruncMonth("counted_on"))
        .values_list("school", "month")
        .annotate(records=Count("id"), sequence=Max("sequence"))
        .order_by()
    )
    return {
        (school, month): {"records": number, "sequence": sequence} for school, month, number, sequence in rows
    }


def _export_month(
    target: str,
    county: str,
    schools: Sequence[School],
    month: date,
    heads: Mapping[School, dict[str, int]],
) -> Exported:
    code = f"{month:%Y-%m}"
    last = month.replace(day=monthrange(month.year, month.month)[1])
    folder = folder_of(target, county, code)
    ledger = {school.code: {**head, "hash": _hash(school, head)} for school, head in heads.items()}
    texts, lines = _schemes(schools, last)
    for fingerprint, text in texts.items():
        _write_once(scheme_path(target, fingerprint), text)
    about = {"county": county, "month": code, "ledger": ledger}
    small = {
        ROSTER: as_parquet(_roster(schools, month, last)),
        SCHOOLS: as_parquet(pl.DataFrame(lines, schema=SCHOOLS_SCHEMA, orient="row")),
    }
    records = sum(head["records"] for head in heads.values())
    if _stands(folder, about, small):
        return Exported(county, code, records, written=False)
    evidence = pl.concat([_evidence(school, month, last, head) for school, head in heads.items()])
    write_part(folder, {EVIDENCE: as_parquet(evidence), **small}, about)
    return Exported(county, code, records, written=True)


def _hash(school: School, head: Mapping[str, int]) -> str:
    """Give the hash of the last record, which tells a ledger from another of the same length."""
    return str(Record.objects.values_list("hash", flat=True).get(school=school, sequence=head["sequence"]))


def _schemes(schools: Sequence[School], day: date) -> tuple[dict[str, bytes], list[tuple[str, str, str]]]:
    """Give the texts of the schemes that score by the month, and the lines of `SCHOOLS_SCHEMA`."""
    texts: dict[str, bytes] = {}
    lines = []
    for school in schools:
        calendar = _calendar(school_calendar(school))
        for version in versions_in_force(school, day):
            if scheme_of(version).period is PeriodKind.MONTH:
                texts[version.digest] = version.text.encode()
                lines.append((school.code, version.digest, calendar))
    return texts, lines


def _calendar(calendar: SchoolCalendar) -> str:
    """Write a calendar as JSON, the same for the same calendar."""
    spans = {
        name: [
            {"code": span.code, "first": span.first.isoformat(), "last": span.last.isoformat()}
            for span in getattr(calendar, name)
        ]
        for name in ("terms", "years")
    }
    days = {
        name: sorted(day.isoformat() for day in getattr(calendar, name))
        for name in ("days_off", "working_days")
    }
    return json.dumps({**days, **spans}, sort_keys=True)


def _roster(schools: Sequence[School], first: date, last: date) -> pl.DataFrame:
    frames = [
        roster_frame(roster(school, first, last)).with_columns(
            school=pl.lit(school.code), row=pl.int_range(pl.len(), dtype=pl.Int64)
        )
        for school in schools
    ]
    return pl.concat(frames).select(list(ROSTER_SCHEMA))


def _write_once(path: str, text: bytes) -> None:
    """Write a scheme unless it is there: the same fingerprint means the same, whatever its remarks."""
    try:
        read(path)
    except OSError:
        write(path, text)


def _stands(folder: str, about: Mapping[str, Any], small: Mapping[str, bytes]) -> bool:
    """Tell whether all files of a month are there, whole and up to date."""
    try:
        manifest = read_manifest(folder)
        files = {name: read_checked(folder, name, manifest).getvalue() for name in (EVIDENCE, *small)}
    except FaultsFound:
        return False
    same = all(files[name] == content for name, content in small.items())
    return same and all(manifest.get(name) == value for name, value in about.items())


def _evidence(school: School, first: date, last: date, head: Mapping[str, int]) -> pl.DataFrame:
    """Read the records of a month up to the head, and their voids."""
    columns = (
        _records()
        .filter(Q(counted_on__gte=first) & Q(counted_on__lte=last))
        .filter(school=school, sequence__lte=head["sequence"])
        .order_by("sequence")
        .values_list(
            *("id", "school_class__code", "staff__code", "item", "event", "level", "project"),
            *("day", "quantity", "value", "voids", "sequence"),
        )
    )
    rows = [
        (str(record), school.code, school_class or "", teacher or "", *said, "", "", str(voids or ""), row)
        for record, school_class, teacher, *said, voids, row in columns.iterator(chunk_size=5_000)
    ]
    return pl.DataFrame(rows, schema=EVIDENCE_SCHEMA, orient="row")

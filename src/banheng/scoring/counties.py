"""Score the month of a province or a country, county by county, several at once."""

from __future__ import annotations

import os
import re
from collections import defaultdict, deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import polars as pl
from pydantic import TypeAdapter, ValidationError

from banheng.core.calendar import SchoolCalendar
from banheng.core.errors import BanhengError, FaultsFound
from banheng.core.periods import parse_period
from banheng.schemes.loading import parse_scheme
from banheng.scoring.across_schools import COUNTY_SCHEMA, SCHOOL_SCHEMA, across_county, school_lines
from banheng.scoring.many_files import RECORDS_AT_ONCE
from banheng.scoring.many_schools import Plan
from banheng.scoring.packed import as_batch, pack, read_batches, standing
from banheng.scoring.parts import (
    DAMAGED,
    EVIDENCE,
    MISSING,
    REFUSED,
    ROSTER,
    SCHOOLS,
    SCHOOLS_SCHEMA,
    as_parquet,
    folder_of,
    has_month,
    read_checked,
    read_manifest,
    refused,
    scheme_path,
)
from banheng.scoring.storage import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import BytesIO

    from banheng.core.findings import Finding
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.packed import Batch

_CALENDAR = TypeAdapter(SchoolCalendar)
_DAMAGE = (pl.exceptions.PolarsError, ValidationError, ValueError, KeyError, TypeError)
"""What reading a damaged table, calendar or directory raises."""


@dataclass(frozen=True, slots=True)
class CountyJob:
    """What a county is scored from: `month` of the folder `export`; `pool` in fen."""

    export: str
    county: str
    month: str
    pool: int = 0


@dataclass(frozen=True, slots=True)
class CountyScore:
    """What became of a county: results, or why there are none.

    Attributes:
        results, schools: Parquet of `COUNTY_SCHEMA` and `SCHOOL_SCHEMA`; without lines if it was refused.
        records: how many were scored; voids and the voided do not count.
        findings: why it was refused.
    """

    county: str
    results: bytes
    schools: bytes
    records: int
    findings: Sequence[Finding] = field(default=())

    @classmethod
    def refused(cls, county: str, findings: Sequence[Finding]) -> CountyScore:
        """Give a county that was not scored."""
        results, schools = (as_parquet(pl.DataFrame(schema=each)) for each in (COUNTY_SCHEMA, SCHOOL_SCHEMA))
        return cls(county, results, schools, 0, findings)


def score_county(job: CountyJob) -> CountyScore:
    """Score the schools of a county, then what is wider than a school; what is refused is said, not raised."""
    try:
        return _scored(job)
    except FaultsFound as error:
        found = error.findings
    except BanhengError as error:
        found = refused(REFUSED, folder_of(job.export, job.county, job.month), reason=str(error)).findings
    return CountyScore.refused(job.county, found)


def score_counties(jobs: Sequence[CountyJob], workers: int | None = None) -> Iterator[CountyScore]:
    """Score counties in order, so many at once; as many as the machine has processors unless told."""
    workers = min(workers or os.cpu_count() or 1, len(jobs))
    if workers <= 1:
        yield from map(score_county, jobs)
        return
    # a forked process could inherit a lock that a thread of Polars holds
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        submitted = (pool.submit(score_county, job) for job in jobs)
        running = deque(islice(submitted, 2 * workers))
        while running:
            yield running.popleft().result()
            running.extend(islice(submitted, 1))


def _scored(job: CountyJob) -> CountyScore:
    folder, month = folder_of(job.export, job.county, job.month), parse_period(job.month)
    manifest = read_manifest(folder)
    schools = _table(folder, SCHOOLS, manifest)
    roster = _table(folder, ROSTER, manifest)
    try:
        rounds = list(_rounds(job.export, schools))
    except ValidationError as error:  # of a calendar
        raise refused(DAMAGED, f"{folder}/{SCHOOLS}") from error
    schemes = {
        fingerprint: read_scheme(job.export, fingerprint) for fingerprint in schools["scheme"].unique()
    }
    spans = [month.whole_weeks(scheme.weeks) for scheme in schemes.values()]
    reach = [month, *(span for span in spans if span != month)]
    batches = list(_batches(job, manifest, reach))
    results = [_round(one, roster, month, batches) for one in rounds]
    empty = pl.DataFrame(schema={name: COUNTY_SCHEMA[name] for name in list(COUNTY_SCHEMA)[:9]})
    full = {fingerprint: scheme.full_total for fingerprint, scheme in schemes.items()}
    compared = across_county(pl.concat([empty, *results]), roster, full, job.pool)
    lines = school_lines(compared, job.county)
    records = sum(sum(batch.directory.records) for batch in batches)
    return CountyScore(job.county, as_parquet(compared), as_parquet(lines), records)


@dataclass(frozen=True, slots=True)
class _Round:
    """Schools of one calendar, each with one of its schemes by fingerprint."""

    calendar: SchoolCalendar
    schemes: Mapping[str, Scheme]
    fingerprints: Mapping[str, str]


def _rounds(export: str, schools: pl.DataFrame) -> Iterator[_Round]:
    """Part the lines of schools.parquet so that a school stands in a round once."""
    rounds: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    seen: dict[str, int] = defaultdict(int)
    for school, scheme, calendar in schools.select(list(SCHOOLS_SCHEMA)).rows():
        rounds[calendar, seen[school]][school] = scheme
        seen[school] += 1
    for (calendar, _), own in rounds.items():
        schemes = {school: read_scheme(export, fingerprint) for school, fingerprint in own.items()}
        yield _Round(_CALENDAR.validate_json(calendar or "{}"), schemes, own)


@lru_cache(maxsize=512)
def read_scheme(export: str, fingerprint: str) -> Scheme:
    """Read a scheme of the export; a process reads it once.

    Raises:
        PartRefused: it is not there, or not the one of its name.
    """
    path = scheme_path(export, fingerprint)
    if not re.fullmatch(r"[0-9a-f]{64}", fingerprint):
        raise refused(DAMAGED, path)
    try:
        file = parse_scheme(read(path).decode("utf-8-sig"), name=path)
    except OSError as error:
        raise refused(MISSING, path, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise refused(DAMAGED, path) from error
    if file.fingerprint != fingerprint:
        raise refused(DAMAGED, path)
    return file.in_force()


def _round(one: _Round, roster: pl.DataFrame, month: Period, batches: Sequence[Batch]) -> pl.DataFrame:
    own = roster.filter(pl.col("school").is_in(pl.Series(list(one.schemes), dtype=pl.String).implode()))
    scored = pl.concat(Plan(one.schemes, own, month, one.calendar).score(batches))
    scheme = scored["school"].replace_strict(one.fingerprints, return_dtype=pl.String)
    return scored.select(scheme.alias("scheme"), pl.all())


def _batches(job: CountyJob, manifest: Mapping[str, Any], reach: Sequence[Period]) -> Iterator[Batch]:
    """Read the evidence: packed as it is, else with what the months beside it have of the days that are wanted."""
    folder = folder_of(job.export, job.county, job.month)
    content = read_checked(folder, EVIDENCE, manifest)
    try:
        if "banheng" in pl.read_parquet_metadata(content):
            yield from read_batches(content, RECORDS_AT_ONCE)
            return
        first, last = min(span.first for span in reach), max(span.last for span in reach)
        frames = [pl.read_parquet(content), *_beside(job, reach)]
        records = standing(pl.concat(frames).lazy()).filter(pl.col("day").is_between(first, last)).collect()
        packed = pack(records)
        yield as_batch(packed.records, packed.directory)
    except _DAMAGE as error:
        raise refused(DAMAGED, f"{folder}/{EVIDENCE}") from error


def _beside(job: CountyJob, reach: Sequence[Period]) -> Iterator[pl.DataFrame]:
    """Read the evidence of the months before and after, if the weeks of a scheme reach into them."""
    months = {f"{day:%Y-%m}" for span in reach for day in (span.first, span.last)} - {job.month}
    for month in sorted(months):
        if has_month(job.export, job.county, month):
            folder = folder_of(job.export, job.county, month)
            yield _table(folder, EVIDENCE, read_manifest(folder))


def _table(folder: str, name: str, manifest: Mapping[str, Any]) -> pl.DataFrame:
    content: BytesIO = read_checked(folder, name, manifest)
    try:
        return pl.read_parquet(content)
    except _DAMAGE as error:
        raise refused(DAMAGED, f"{folder}/{name}") from error

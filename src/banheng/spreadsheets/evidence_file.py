"""Read evidence files into the canonical table, or say of every bad row what is wrong with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from banheng.core.errors import InputRefused
from banheng.core.periods import PeriodKind
from banheng.core.wording import Wording
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.spreadsheets.dates import read_day
from banheng.spreadsheets.evidence_ids import faults_of_ids, fill_schools_of_voids
from banheng.spreadsheets.evidence_remarks import remarks
from banheng.spreadsheets.faults import Check, Fault, refused
from banheng.spreadsheets.headers import EVIDENCE_COLUMNS
from banheng.spreadsheets.people import People
from banheng.spreadsheets.records import Records, Said
from banheng.spreadsheets.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.findings import Finding
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.roster import Posting
    from banheng.spreadsheets.tables import Table

DATE_MISSING = Check("input.E031", Wording("没有填日期。请填写。", "the date is missing. Fill it in."))
DATE_UNREADABLE = Check(
    "input.E032",
    Wording(
        "“{found}”不是日期。请写成 2026-10-08 或 10月8日。", "'{found}' is no date. Write it as 2026-10-08."
    ),
)
DATE_OUTSIDE = Check(
    "input.E033",
    Wording(
        "日期 {found} 不在本周期（{first} 至 {last}）内。请改正日期，或把这一行移到所属周期的文件。",
        "the date {found} is not in the period ({first} to {last}). Correct it, or move the row to the file of its period.",
    ),
)
FILE_TWICE = Check(
    "input.E065", Wording("同一个文件给了两次。请只给一次。", "the same file is given twice. Give it once.")
)
NO_RECORDS = Check(
    "input.W068", Wording("文件里只有表头，没有记录。", "the file has a header but no records.")
)
TOO_MANY = Check(
    "input.E069",
    Wording("另有 {number} 处问题没有逐一列出。", "{number} more fault(s) are not listed one by one."),
)

MOST_LISTED = 10_000
"""So many faults are listed; a file with more has one mistake made again and again."""

LOOKED_UP = {
    "date": {"day": pl.Date, "date_faults": pl.Int32},
    "people": {
        "school": pl.String,
        "school_class": pl.String,
        "teacher": pl.String,
        "people_faults": pl.Int32,
    },
    "record": {
        "item": pl.String,
        "event": pl.String,
        "level": pl.String,
        "quantity": pl.Int64,
        "value": pl.Int64,
        "is_idle_value": pl.Boolean,
        "is_open_level": pl.Boolean,
        "is_inspection": pl.Boolean,
        "record_faults": pl.Int32,
    },
}
"""What is looked up for the cells of a row; `..._faults` numbers a list of faults, 0 for none."""


@dataclass(frozen=True)
class EvidenceRead:
    """Evidence with the columns of `EVIDENCE_SCHEMA`, and what was found in the files."""

    evidence: pl.DataFrame
    findings: list[Finding]


def read_evidence(
    paths: Sequence[Path | str],
    scheme: Scheme,
    postings: Sequence[Posting],
    period: Period,
    calendar: SchoolCalendar,
    *,
    skip_bad_rows: bool = False,
    progress: Callable[[int], None] | None = None,
) -> EvidenceRead:
    """Read evidence files of one period.

    Args:
        paths: CSV or XLSX files; they are one body of evidence, so ids are unique across them.
        scheme: says what may be recorded.
        postings: the roster, says who is who.
        period: the days that records may have; whole weeks if the scheme counts so.
        calendar: tells school days.
        skip_bad_rows: leave bad rows out instead of refusing everything; they are still among the findings.
        progress: called with the number of rows read so far.

    Raises:
        InputRefused: a file that cannot be read, or bad rows; carries the findings of all files.
    """
    reading = _Reading(Records(scheme), span_of(period, scheme), postings)
    files_refused = False
    stems: Counter[str] = Counter()
    files = [Path(path) for path in paths]
    for number, path in enumerate(files):
        try:
            if path.resolve() in [other.resolve() for other in files[:number]]:
                raise refused(str(path), [FILE_TWICE.fault().finding(str(path))])
            table = read_table(path, EVIDENCE_COLUMNS)
            stems[path.stem] += 1
            reading.add(
                table, path.stem if stems[path.stem] == 1 else f"{path.stem}~{stems[path.stem]}", progress
            )
        except InputRefused as refusal:
            files_refused = True
            reading.findings += refusal.findings
    evidence = reading.conclude(calendar)
    if files_refused or (reading.number_of_faults and not skip_bad_rows):
        raise refused("、".join(map(str, files)), reading.findings)
    return EvidenceRead(evidence, reading.findings)


def span_of(period: Period, scheme: Scheme) -> Period:
    """Give the days that records of a period may have."""
    return period if period.kind is PeriodKind.DAY else period.whole_weeks(scheme.weeks)


@dataclass
class _Reading:
    """Files read so far.

    Attributes:
        parts: the canonical columns of checked rows, with `file` (its number among the tables), `is_bad`
            and the marks that remarks are made of.
        fault_lists: numbered by the `..._faults` columns.
    """

    records: Records
    span: Period
    postings: Sequence[Posting]
    tables: list[Table] = field(default_factory=list)
    parts: list[pl.DataFrame] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    fault_lists: list[tuple[Fault, ...]] = field(default_factory=lambda: [()])
    rows: int = 0
    number_of_faults: int = 0

    def __post_init__(self) -> None:
        people = People(self.postings, self.span)
        self.find_day = cache(self._day)
        self.find_people = cache(
            lambda *cells: self._numbered(people.find_void(cells[1]) if cells[0] else people.find(*cells[1:]))
        )
        self.find_record = cache(lambda *cells: self._numbered(self.records.read(Said(*cells))))

    def add(self, table: Table, stem: str, progress: Callable[[int], None] | None) -> None:
        """Read a file to its end."""
        self.tables.append(table)
        before = self.rows
        for batch in table.batches:
            part = self._check(batch.frame, stem)
            too_wide = [finding.place.line for finding in batch.findings]
            self.parts.append(part.with_columns(pl.col("is_bad") | pl.col("row").is_in(too_wide)))
            self._list(batch.findings)
            self.rows += batch.frame.height
            if progress is not None:
                progress(self.rows)
        if self.rows == before:
            self.findings.append(NO_RECORDS.fault().finding(table.file, table.header.row))

    def _check(self, texts: pl.DataFrame, stem: str) -> pl.DataFrame:
        """Look up what the cells stand for and put it in their place; list what is wrong."""
        texts = texts.with_columns(
            *((pl.col(name) != "").alias(f"has_{name}") for name in ("project", "recorder", "note", "voids"))
        )
        days = look_up(texts, ("has_voids", "date"), self.find_day, LOOKED_UP["date"])
        dated = texts.with_columns(days)
        people = look_up(
            dated, ("has_voids", "school", "class", "teacher", "day"), self.find_people, LOOKED_UP["people"]
        )
        said = (
            "item",
            "event",
            "level",
            "quantity",
            "value",
            "has_project",
            "has_recorder",
            "has_note",
            "has_voids",
        )
        records = look_up(texts, said, self.find_record, LOOKED_UP["record"])
        default_id = pl.lit(f"{stem}:") + pl.col("row").cast(pl.String)
        checked = texts.select(
            pl.when(pl.col("id") == "").then(default_id).otherwise("id").alias("id"),
            *("project", "recorder", "note", "voids", "row"),
            *(*days, *people, *records),
            pl.lit(len(self.tables) - 1, pl.Int32).alias("file"),
        )
        numbers = ("date_faults", "people_faults", "record_faults")
        checked = checked.with_columns(pl.any_horizontal(pl.col(numbers) > 0).alias("is_bad"))
        table = self.tables[-1]
        for row, *lists in checked.filter("is_bad").select("row", *numbers).iter_rows():
            faults = [fault for number in lists for fault in self.fault_lists[number]]
            self._list(fault.finding(table.file, row, table.header.texts) for fault in faults)
        return checked.drop(numbers)

    def conclude(self, calendar: SchoolCalendar) -> pl.DataFrame:
        """Check what only all rows together show, and give the evidence without the bad ones."""
        if not self.parts:
            return pl.DataFrame(schema=EVIDENCE_SCHEMA)
        evidence = fill_schools_of_voids(pl.concat(self.parts)).with_row_index("at")
        files = [table.file for table in self.tables]
        bad = faults_of_ids(evidence, files)
        for at, fault in bad:
            file, row = evidence[at, "file"], evidence[at, "row"]
            self._list([fault.finding(files[file], row, self.tables[file].header.texts)])
        if self.number_of_faults > MOST_LISTED:
            self.findings.append(
                TOO_MANY.fault(number=self.number_of_faults - MOST_LISTED).finding(files[-1])
            )
        good = evidence.filter(~pl.col("is_bad"), ~pl.col("at").is_in([at for at, _ in bad]))
        self.findings += remarks(good, self.tables, calendar)
        order = {file: number for number, file in enumerate(files)}
        self.findings.sort(key=lambda finding: (order.get(finding.place.file, -1), finding.place.line))
        return good.select(*EVIDENCE_SCHEMA)

    def _list(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.number_of_faults += 1
            if self.number_of_faults <= MOST_LISTED:
                self.findings.append(finding)

    def _numbered(self, found: Any) -> tuple[object, ...]:
        """Put the number of its list in the place of the faults, which stand last."""
        *values, faults = found
        if faults:
            self.fault_lists.append(faults)
        return (*values, len(self.fault_lists) - 1 if faults else 0)

    def _day(self, is_void: bool, text: str) -> tuple[object, ...]:  # noqa: FBT001 - called with the cells of a row
        day = read_day(text, self.span)
        faults: tuple[Fault, ...] = ()
        if day is None:
            faults = ((DATE_UNREADABLE if text else DATE_MISSING).fault("date", found=text),)
        elif day not in self.span and not is_void:
            days = {"first": self.span.first.isoformat(), "last": self.span.last.isoformat()}
            faults = (DATE_OUTSIDE.fault("date", found=day.isoformat(), **days),)
        return self._numbered((day, faults))


def look_up(
    texts: pl.DataFrame, keys: Sequence[str], find: Callable[..., tuple[object, ...]], schema: Any
) -> list[pl.Series]:
    """Look up each distinct combination of cells once; the columns have one value for each row."""
    distinct = texts.select(keys).unique(maintain_order=True)
    found = pl.DataFrame([find(*cells) for cells in distinct.iter_rows()], schema=schema, orient="row")
    numbered = distinct.with_row_index("place")
    places = texts.select(keys).join(numbered, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return found[places["place"]].get_columns()

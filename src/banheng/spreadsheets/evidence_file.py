"""Read evidence files into the canonical table, or say of every bad row what is wrong with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from banheng.core.errors import InputRefused
from banheng.core.periods import PeriodKind
from banheng.core.wording import Wording
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.spreadsheets.evidence_ids import faults_of_ids, fill_schools_of_voids
from banheng.spreadsheets.evidence_remarks import remarks
from banheng.spreadsheets.evidence_rows import FAULTS, Rows
from banheng.spreadsheets.faults import Check, refused
from banheng.spreadsheets.headers import EVIDENCE_COLUMNS
from banheng.spreadsheets.roster_file import names_as_codes
from banheng.spreadsheets.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.findings import Finding
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.roster import Posting
    from banheng.spreadsheets.tables import Table

FILE_TWICE = Check(
    "input.E065", Wording("同一个文件给了两次。请只给一次。", "the same file is given twice. Give it once.")
)
NO_RECORDS = Check(
    "input.W068", Wording("文件里只有表头，没有记录。", "the file has a header but no records.")
)
TOO_MANY = Check(
    "input.E069",
    Wording(
        "另有 {number} 处问题没有逐一列出。请先改正已列出的。",
        "{number} more fault(s) are not listed one by one. Correct those that are listed first.",
    ),
)

ROSTER = "--roster"
"""Where remarks about the roster are placed; its rows are named in the sentence."""

MOST_LISTED = 10_000
"""So many faults are listed; a file with more has one mistake made again and again."""


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
    reading = _Reading(Rows(scheme, postings, span_of(period, scheme)))
    reading.findings += [fault.finding(ROSTER) for fault in names_as_codes(postings)]
    files_refused = False
    stems: Counter[str] = Counter()
    files = [Path(path) for path in paths]
    for number, path in enumerate(files):
        try:
            if path.resolve() in [other.resolve() for other in files[:number]]:
                raise refused(str(path), [FILE_TWICE.fault().finding(str(path))])
            table = read_table(path, EVIDENCE_COLUMNS)
            stems[path.stem] += 1
            stem = path.stem if stems[path.stem] == 1 else f"{path.stem}~{stems[path.stem]}"
            reading.add(table, stem, progress)
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
        parts: what `Rows.check` gives, with `file`, the number of the table.
    """

    rows: Rows
    tables: list[Table] = field(default_factory=list)
    parts: list[pl.DataFrame] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows_done: int = 0
    number_of_faults: int = 0

    def add(self, table: Table, stem: str, progress: Callable[[int], None] | None) -> None:
        """Read a file to its end."""
        file = len(self.tables)
        self.tables.append(table)
        before = self.rows_done
        for batch in table.batches:
            checked = self.rows.check(batch.frame, stem)
            self._list(batch.findings)
            self._list(self.rows.findings(checked, table))
            moved = pl.col("row").is_in([finding.place.line for finding in batch.findings])
            self.parts.append(
                checked.drop(FAULTS).with_columns(
                    pl.col("is_bad") | moved, pl.lit(file, pl.Int32).alias("file")
                )
            )
            self.rows_done += batch.frame.height
            if progress is not None:
                progress(self.rows_done)
        if self.rows_done == before:
            self.findings.append(NO_RECORDS.fault().finding(table.file, table.header.row))

    def conclude(self, calendar: SchoolCalendar) -> pl.DataFrame:
        """Check what only all rows together show, and give the evidence without the bad ones."""
        if not self.parts:
            return pl.DataFrame(schema=EVIDENCE_SCHEMA)
        evidence = fill_schools_of_voids(pl.concat(self.parts)).with_row_index("at")
        files = [table.file for table in self.tables]
        bad = faults_of_ids(evidence, files)
        for at, fault in bad:
            table = self.tables[evidence[at, "file"]]
            self._list([fault.finding(table.file, evidence[at, "row"], table.header.texts)])
        good = evidence.filter(~pl.col("is_bad"), ~pl.col("at").is_in([at for at, _ in bad]))
        self.findings += remarks(good, self.tables, calendar)
        order = {file: number for number, file in enumerate(files)}
        self.findings.sort(key=lambda finding: (order.get(finding.place.file, -1), finding.place.line))
        if self.number_of_faults > MOST_LISTED:
            more = TOO_MANY.fault(number=self.number_of_faults - MOST_LISTED)
            self.findings.append(more.finding(files[-1]))
        # the files were given in the order of arrival, so their rows are counted on
        return good.with_columns(pl.col("at").cast(pl.Int64).alias("row")).select(*EVIDENCE_SCHEMA)

    def _list(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.number_of_faults += 1
            if self.number_of_faults <= MOST_LISTED:
                self.findings.append(finding)

"""Read the cohorts that retention is computed from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from banheng.balance.retention import Cohort
from banheng.spreadsheets.balance_columns import COUNTY, SCHOOL, students
from banheng.spreadsheets.balance_file import refuse_faults, rows_of
from banheng.spreadsheets.headers import Column
from banheng.spreadsheets.tables import read_table

if TYPE_CHECKING:
    from banheng.core.findings import Finding
    from banheng.spreadsheets.faults import Fault

NEEDED = (
    Column("intake", ("入学人数", "七年级入学人数"), required=True),
    Column("graduates", ("毕业人数",), required=True),
)
MOVES = (
    Column("transfers_in", ("转入人数",)),
    Column("transfers_out", ("转出人数",)),
    Column("deaths", ("死亡人数",)),
)


class NamedCohort(NamedTuple):
    """A cohort of a school; or of a county, where no school is named."""

    county: str
    school: str
    cohort: Cohort


def read_cohorts(path: Path | str) -> list[NamedCohort]:
    """Read a row for each cohort; transfers and deaths are none where nothing is written.

    Raises:
        InputRefused: a file that cannot be read, or bad rows; carries all findings.
    """
    school = Column(SCHOOL.name, SCHOOL.zh)
    table = read_table(Path(path), [COUNTY, school, *NEEDED, *MOVES], others_aside=True)
    findings: list[Finding] = []
    found: list[NamedCohort] = []
    for cells in rows_of(table, findings):
        faults: list[Fault] = []
        numbers = {
            column.name: students(column.name, cells, faults, required=column.required)
            for column in (*NEEDED, *MOVES)
        }
        found.append(NamedCohort(cells["county"], cells["school"], Cohort(**numbers)))
        findings += [fault.finding(table.file, cells["row"], table.header.texts) for fault in faults]
    refuse_faults(table, findings, is_empty=not found)
    return found

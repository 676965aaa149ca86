"""Read the figures of schools: for one stock, for a regime, or for a standard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from banheng.balance.schools import COMPULSORY, LEVELS_OF, Level, Runner, School, SchoolType
from banheng.balance.splitting import Division
from banheng.core.wording import Wording
from banheng.spreadsheets.balance_columns import (
    AREA,
    AREAS,
    LEFT_EMPTY,
    LEVEL,
    LEVEL_NAMES,
    LEVELS,
    RUNNER,
    RUNNERS,
    SCHOOL,
    SCHOOL_COLUMNS,
    STUDENTS,
    STUDENTS_OF,
    TYPE,
    TYPES,
    decimals,
    figure,
    students,
    word,
    year_of,
)
from banheng.spreadsheets.faults import Check, refused
from banheng.spreadsheets.headers import COLUMN_MISSING, Column
from banheng.spreadsheets.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction
    from typing import Any

    from banheng.balance.splitting import Stock
    from banheng.core.findings import Finding
    from banheng.spreadsheets.faults import Fault

NO_STUDENTS = Check(
    "input.W106",
    Wording("没有学生，不参与计算。", "there are no students here; the row does not enter."),
)
OTHER_LEVEL = Check(
    "input.E107",
    Wording(
        "学校类型是“{kind}”，却填了{level}学生 {found} 人。请核对类型或学生数。",
        "a school of type '{kind}' has {found} students of the level {level}. Correct type or number.",
    ),
)
NOT_BY_LEVEL = Check(
    "input.E108",
    Wording(
        "一贯制学校、完全中学的教师按学段分列。请增加并填写“{name}”这一列。",
        "a combined school counts teachers at each level. Add the column '{name}' and fill it in.",
    ),
)
TWICE = Check(
    "input.E109",
    Wording(
        "这所学校的同一学段在第 {row} 行已经有了。请删去一行。",
        "row {row} is about the same level of this school. Remove one of them.",
    ),
)
NO_ROWS = Check(
    "input.E110", Wording("只有表头，没有数据。请填写。", "there is a header but no data. Fill it in.")
)
LEVEL_UNKNOWN = Check(
    "input.E124",
    Wording(
        "看不出是哪个学段。请填“学段”，或分列小学、初中学生数。",
        "this does not tell the level. Fill in 'level', or give primary_students and junior_students.",
    ),
)
MORE_INSIDE = Check(
    "input.E112",
    Wording("部分多于它所在的总数。请核对。", "a part is more than the total that it belongs to. Check it."),
)


STUDENTS_COLUMN, STOCK_COLUMN = "students_column", "stock_column"


class Pairs(NamedTuple):
    """Students and stock of schools, and remarks about rows that did not enter."""

    rows: list[tuple[int, Fraction]]
    findings: list[Finding]


class Schools(NamedTuple):
    """Schools, remarks about them, and the headers that the file has."""

    schools: list[School]
    findings: list[Finding]
    headers: frozenset[str]


def read_pairs(path: Path | str, students_column: str, stock_column: str) -> Pairs:
    """Read the two columns that one coefficient is computed from.

    Raises:
        InputRefused: a file that cannot be read, or bad rows; carries all findings.
    """
    # names of our own: a file may call its columns `row`, or both by the same name
    columns = (
        Column(STUDENTS_COLUMN, (students_column,), required=True),
        Column(STOCK_COLUMN, (stock_column,), required=True),
    )
    table = read_table(Path(path), columns, others_aside=True)
    rows: list[tuple[int, Fraction]] = []
    findings: list[Finding] = []
    remarks: list[Finding] = []
    for cells in rows_of(table, findings):
        faults: list[Fault] = []
        number = students(STUDENTS_COLUMN, cells, faults, required=True)
        stock = figure(STOCK_COLUMN, cells, faults, required=True)
        findings += [fault.finding(table.file, cells["row"], table.header.texts) for fault in faults]
        if faults or stock is None:
            continue
        rows.append((number, stock))
        if not number:
            remarks.append(
                NO_STUDENTS.fault(STUDENTS_COLUMN).finding(table.file, cells["row"], table.header.texts)
            )
    refuse_faults(table, findings, is_empty=not rows)
    return Pairs(rows, remarks)


@dataclass(frozen=True)
class Wanted:
    """What is read beside the columns of a school.

    Attributes:
        stocks: totals.
        values: figures for each student, as code and Chinese header.
        complete: every stock is needed; else what is empty is not known.
        level: of rows that do not say it.
    """

    stocks: Sequence[Stock]
    values: Sequence[tuple[str, str]] = ()
    complete: bool = True
    level: Level = Level.PRIMARY

    def columns(self) -> list[Column]:
        """List the columns of figures; a stock may stand for the whole school, or for each level."""
        found = {code: Column(code, (name,) if name else ()) for code, name in self.values}
        for stock in self.stocks:
            found.setdefault(stock.code, Column(stock.code, (stock.name,)))
            for level, name in LEVEL_NAMES.items():
                code = f"{stock.code}_{level}"
                found[code] = Column(code, (f"{name}{stock.name}",))
        return list(found.values())


def read_schools(path: Path | str, wanted: Wanted) -> Schools:
    """Read schools: a row for each school with students by level, or for each level of a school.

    Raises:
        InputRefused: a file that cannot be read, or bad rows; carries all findings.
    """
    table = read_table(Path(path), [*SCHOOL_COLUMNS, *wanted.columns()], others_aside=True)
    headers = frozenset(table.header.texts)
    findings: list[Finding] = _missing_columns(table, wanted, headers)
    remarks: list[Finding] = []
    schools: list[School] = []
    for cells in rows_of(table, findings) if not findings else ():
        faults: list[Fault] = []
        school = school_of(cells, wanted, headers, faults)
        schools.append(school)
        findings += [fault.finding(table.file, cells["row"], table.header.texts) for fault in faults]
        if not faults and STUDENTS.name in headers | _by_level(headers) and not any(school.students.values()):
            remarks.append(NO_STUDENTS.fault().finding(table.file, school.row))
    findings += _twice(table, schools)
    refuse_faults(table, findings, is_empty=not schools)
    return Schools(schools, remarks, headers)


def rows_of(table: Table, findings: list[Finding]) -> Iterator[dict[str, Any]]:
    """Walk through the rows of a table; what is wrong with their shape is added to the findings."""
    for batch in table.batches:
        findings += batch.findings
        yield from batch.frame.iter_rows(named=True)


def refuse_faults(table: Table, findings: list[Finding], *, is_empty: bool) -> None:
    """Refuse the file if anything is wrong with it, or nothing in it."""
    if is_empty and not findings:
        findings.append(NO_ROWS.fault().finding(table.file, table.header.row))
    if findings:
        raise refused(table.file, sorted(findings, key=lambda finding: finding.place.line))


def _by_level(headers: frozenset[str]) -> frozenset[str]:
    """Give the header of students if they stand by level instead."""
    has = any(column.name in headers for column in STUDENTS_OF.values())
    return frozenset({STUDENTS.name} if has else ())


def _missing_columns(table: Table, wanted: Wanted, headers: frozenset[str]) -> list[Finding]:
    needed = [stock for stock in wanted.stocks if wanted.complete and not stock.inside]
    missing = [
        Column(stock.code, (stock.name,))
        for stock in needed
        if not any(code in headers for code in (stock.code, *(f"{stock.code}_{level}" for level in Level)))
    ]
    if wanted.complete and STUDENTS.name not in headers | _by_level(headers):
        missing.append(STUDENTS)
    return [
        COLUMN_MISSING.fault(name=f"{column.zh[0]} ({column.name})").finding(table.file, table.header.row)
        for column in missing
    ]


def school_of(
    cells: Mapping[str, Any], wanted: Wanted, headers: frozenset[str], faults: list[Fault]
) -> School:
    """Read one row; what is wrong with it is added to the faults."""
    if not cells[SCHOOL.name]:
        faults.append(LEFT_EMPTY.fault(SCHOOL.name))
    kind, level = word(TYPE, TYPES, cells, faults), word(LEVEL, LEVELS, cells, faults)
    runner, area = word(RUNNER, RUNNERS, cells, faults), word(AREA, AREAS, cells, faults)
    year = year_of(cells, faults)
    is_whole = level is None and bool(_by_level(headers))
    if is_whole:
        of_level = _students_by_level(cells, kind, headers, faults)
    else:
        number = students(STUDENTS.name, cells, faults, required=STUDENTS.name in headers)
        told = level or _only_level(kind)
        if told is None and {LEVEL.name, TYPE.name} & headers and not faults:
            faults.append(LEVEL_UNKNOWN.fault(LEVEL.name))
        of_level = {told or wanted.level: number}
    codes = [stock.code for stock in wanted.stocks] + [code for code, _ in wanted.values]
    figures = {
        code: found
        for code in codes
        if cells[code] and (found := figure(code, cells, faults, required=False)) is not None
    }
    figures_of = {
        (stock.code, at): found
        for stock in wanted.stocks
        for at in Level
        if cells[f"{stock.code}_{at}"]
        and (found := figure(f"{stock.code}_{at}", cells, faults, required=False)) is not None
    }
    if not is_whole:
        (own,) = of_level
        figures |= {code: found for (code, at), found in figures_of.items() if at is own}
    if wanted.complete and any(of_level.values()):
        wrong = {fault.column for fault in faults}
        gaps = _gaps(wanted, of_level, figures, figures_of)
        faults += [gap for gap in gaps if gap.column not in wrong]
    return School(
        cells[SCHOOL.name],
        of_level,
        county=cells["county"],
        province=cells["province"],
        year=year,
        type=kind,
        is_whole=is_whole,
        runner=runner or Runner.COUNTY,
        area=area,
        figures=figures,
        figures_of=figures_of,
        places={code: decimals(cells[code]) for code in figures if cells.get(code)},
        row=cells["row"],
    )


COUNTED_BY_LEVEL = {SchoolType.NINE_YEAR, SchoolType.COMPLETE_SECONDARY, SchoolType.TWELVE_YEAR}


def _only_level(kind: SchoolType | None) -> Level | None:
    levels = LEVELS_OF[kind] if kind else ()
    return levels[0] if len(levels) == 1 else None


def _students_by_level(
    cells: Mapping[str, Any], kind: SchoolType | None, headers: frozenset[str], faults: list[Fault]
) -> dict[Level, int]:
    found: dict[Level, int] = {}
    levels = LEVELS_OF[kind] if kind else tuple(Level)
    for level, column in STUDENTS_OF.items():
        has = level in levels
        is_needed = column.name in headers or kind in COUNTED_BY_LEVEL
        number = students(column.name, cells, faults, required=has and is_needed)
        if number and not has:
            faults.append(
                OTHER_LEVEL.fault(column.name, kind=cells[TYPE.name], level=LEVEL_NAMES[level], found=number)
            )
        if has:
            found[level] = number
    return found


def _gaps(
    wanted: Wanted,
    of_level: dict[Level, int],
    figures: dict[str, Fraction],
    figures_of: dict[tuple[str, Level], Fraction],
) -> Iterator[Fault]:
    """Find stocks that are not known of a level that has students."""
    levels = [level for level, number in of_level.items() if number]
    for stock in wanted.stocks:
        if stock.inside:
            whole, part = figures.get(stock.inside), figures.get(stock.code)
            if whole is not None and part is not None and part > whole:
                yield MORE_INSIDE.fault(stock.code)
            continue
        compared = [level for level in levels if level in COMPULSORY]
        lacking = [level for level in compared if (stock.code, level) not in figures_of]
        if not lacking or (
            stock.code in figures and (len(levels) == 1 or stock.division is Division.BY_WEIGHTS)
        ):
            continue
        if len(levels) > 1 and stock.division is Division.BY_LEVEL:
            yield NOT_BY_LEVEL.fault(stock.code, name=f"{LEVEL_NAMES[lacking[0]]}{stock.name}")
        else:
            yield LEFT_EMPTY.fault(stock.code)


def _twice(table: Table, schools: Sequence[School]) -> Iterator[Finding]:
    first: dict[tuple[str, str, str, str, Level], int] = {}
    for school in schools:
        for level in school.students:
            key = (school.province, school.county, school.year, school.name, level)
            if first.setdefault(key, school.row) != school.row:
                yield TWICE.fault(row=first[key]).finding(table.file, school.row)
                break

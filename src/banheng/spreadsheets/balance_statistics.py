"""Read published statistics of counties: means, standard deviations, coefficients; and what else counties show."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from banheng.balance.coefficient import Coefficient, of_spread, printed
from banheng.balance.printed import Agreement, compare_printed
from banheng.balance.regime import Kind
from banheng.balance.schools import Level
from banheng.balance.verdict import Place
from banheng.core.wording import Wording
from banheng.spreadsheets.balance_columns import (
    COUNTY,
    LEVEL,
    LEVELS,
    PROVINCE,
    SCHOOL,
    STAT,
    UNKNOWN_WORD,
    YEAR,
    decimals,
    figure,
    word,
    year_of,
)
from banheng.spreadsheets.balance_file import LEVEL_UNKNOWN, refuse_faults, rows_of
from banheng.spreadsheets.faults import Check
from banheng.spreadsheets.headers import Column
from banheng.spreadsheets.names import Names
from banheng.spreadsheets.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from banheng.balance.conditions import Answers
    from banheng.balance.regime import Regime
    from banheng.core.findings import Finding
    from banheng.spreadsheets.faults import Fault

NO_SPREAD = Check(
    "input.E113",
    Wording(
        "{county}{level}：既没有“差异系数”一行，也没有“平均值”和“标准差”两行。请补上。",
        "{county} {level}: there is neither a row 'cv' nor both rows 'mean' and 'sd'. Add them.",
    ),
)
STAT_TWICE = Check(
    "input.E114",
    Wording(
        "“{found}”在第 {row} 行已经有了。请删去一行。", "'{found}' stands in row {row} already. Remove one."
    ),
)
MEAN_ZERO = Check(
    "input.E115",
    Wording(
        "平均值为 0，差异系数没有意义。请核对。", "a mean of 0 has no coefficient of variation. Check it."
    ),
)
CV_MISPRINTED = Check(
    "input.W116",
    Wording(
        "文件写的是 {found}，按标准差除以平均值应为 {exact}。以计算结果为准，请核对来源。",
        "the file says {found}, standard deviation by mean is {exact}. The computed figure is used; check the source.",
    ),
)
COMPOSITE_MISPRINTED = Check(
    "input.W117",
    Wording(
        "文件写的综合差异系数是 {found}，按各项差异系数应为 {exact}。以计算结果为准，请核对来源。",
        "the file says {found} for the composite, the coefficients give {exact}. The computed figure is used; check the source.",
    ),
)
YES_OR_NO = Check("input.E118", Wording("“{found}”应填“是”或“否”。", "'{found}' is neither yes nor no."))

STATS = Names(
    [
        ("mean", "平均值", "mean"),
        ("county_mean", "县均值", "mean"),
        ("mean", "均值", "mean"),
        ("sd", "标准差", "sd"),
        ("cv", "差异系数", "cv"),
    ]
)
ANSWERS = Names([("yes", "是", True), ("1", "有", True), ("no", "否", False), ("0", "无", False)])
COMPOSITE = Column("composite", ("综合差异系数", "综合"))
ITEM = Column("item", ("条件", "项目"), required=True)
VALUE = Column("value", ("数值", "结果"), required=True)


class Statistics(NamedTuple):
    """Coefficients by place, what was remarked, and whether a level is told."""

    coefficients: dict[Place, dict[str, Coefficient]]
    findings: list[Finding]
    has_level: bool


class _Row(NamedTuple):
    number: int
    figures: Mapping[str, Fraction]
    places: Mapping[str, int]


def has_statistics(path: Path | str) -> bool:
    """Tell a file of statistics from one of schools by its header.

    Raises:
        InputRefused: it cannot be read, or is neither.
    """
    either = (Column(STAT.name, STAT.zh), Column(SCHOOL.name, SCHOOL.zh))
    return STAT.name in read_table(Path(path), either, others_aside=True).header.positions


def read_statistics(path: Path | str, regime: Regime, level: Level = Level.PRIMARY) -> Statistics:
    """Read a row for each statistic of a level of a county; the coefficient, or mean and standard deviation.

    Args:
        path: of the file.
        regime: whose indicators are the columns.
        level: of rows that do not say it.

    Raises:
        InputRefused: a file that cannot be read, or bad rows; carries all findings.
    """
    indicators = [Column(each.code, (each.name,), required=True) for each in regime.indicators]
    table = read_table(
        Path(path), [PROVINCE, COUNTY, YEAR, LEVEL, STAT, COMPOSITE, *indicators], others_aside=True
    )
    findings: list[Finding] = []
    stated: dict[Place, dict[str, _Row]] = defaultdict(dict)
    for cells in rows_of(table, findings):
        faults: list[Fault] = []
        told = word(LEVEL, LEVELS, cells, faults)
        if LEVEL.name in table.header.positions and not cells[LEVEL.name]:
            faults.append(LEVEL_UNKNOWN.fault(LEVEL.name))
        place = Place(cells["county"], told or level, year_of(cells, faults), cells["province"])
        stat = word(STAT, STATS, cells, faults)
        row = _row(cells, [each.name for each in indicators], faults)
        if stat is None and not cells[STAT.name]:
            faults.append(UNKNOWN_WORD.wrong(STAT.name, "", STATS.words))
        elif stat is not None and stat in stated[place]:
            faults.append(STAT_TWICE.fault(STAT.name, found=stat, row=stated[place][stat].number))
        elif stat is not None:
            stated[place][stat] = row
        findings += [fault.finding(table.file, cells["row"], table.header.texts) for fault in faults]
    coefficients: dict[Place, dict[str, Coefficient]] = {}
    remarks: list[tuple[int, Fault]] = []
    for place, rows in stated.items() if not findings else ():
        faults_of_place: list[tuple[int, Fault]] = []
        coefficients[place] = _coefficients(place, rows, regime, faults_of_place, remarks)
        findings += [fault.finding(table.file, row, table.header.texts) for row, fault in faults_of_place]
    refuse_faults(table, findings, is_empty=not stated)
    return Statistics(
        coefficients,
        [fault.finding(table.file, row, table.header.texts) for row, fault in remarks],
        LEVEL.name in table.header.positions,
    )


def _row(cells: dict[str, Any], codes: list[str], faults: list[Fault]) -> _Row:
    found = {code: figure(code, cells, faults, required=True) for code in codes}
    found[COMPOSITE.name] = figure(COMPOSITE.name, cells, faults, required=False)
    figures = {code: each for code, each in found.items() if each is not None}
    return _Row(cells["row"], figures, {code: decimals(cells[code]) for code in figures})


def _coefficients(
    place: Place,
    rows: Mapping[str, _Row],
    regime: Regime,
    faults: list[tuple[int, Fault]],
    remarks: list[tuple[int, Fault]],
) -> dict[str, Coefficient]:
    codes = [each.code for each in regime.indicators]
    mean, sd, cv = (rows.get(stat) for stat in ("mean", "sd", "cv"))
    if mean is not None and sd is not None:
        empty = [(mean.number, MEAN_ZERO.fault(code)) for code in codes if not mean.figures[code]]
        faults += empty
        if empty:
            return {}
        found = {code: of_spread(mean.figures[code], sd.figures[code]) for code in codes}
        for code in codes if cv is not None else ():
            _compare_cv(code, found[code], cv, remarks)
    elif cv is not None:
        found = {code: printed(cv.figures[code]) for code in codes}
    else:
        (first, *_) = rows.values()
        faults.append((first.number, NO_SPREAD.fault(county=place.county, level=place.level)))
        return {}
    if cv is not None and COMPOSITE.name in cv.figures:
        is_computed = mean is not None and sd is not None
        _compare_composite(found, cv, 10 if is_computed else min(cv.places[code] for code in codes), remarks)
    return found


def _compare_cv(code: str, exact: Coefficient, cv: _Row | None, remarks: list[tuple[int, Fault]]) -> None:
    if cv is None:
        return
    places = cv.places[code]
    slack = Fraction(1, 10**places)  # mean and standard deviation are rounded too
    if compare_printed(exact.value, cv.figures[code], places, slack) is not Agreement.EQUAL:
        shown = CV_MISPRINTED.fault(code, found=_plain(cv.figures[code]), exact=f"{exact.value:.6f}")
        remarks.append((cv.number, shown))


def _compare_composite(
    found: Mapping[str, Coefficient], row: _Row, cv_places: int, remarks: list[tuple[int, Fault]]
) -> None:
    """Compare a printed composite with the coefficients, which may be rounded themselves."""
    composite = sum((Fraction(each.value) for each in found.values()), start=Fraction(0)) / len(found)
    places = row.places[COMPOSITE.name]
    slack = Fraction(1, 2 * 10**cv_places)
    if compare_printed(composite, row.figures[COMPOSITE.name], places, slack) is not Agreement.EQUAL:
        shown = COMPOSITE_MISPRINTED.fault(
            COMPOSITE.name, found=_plain(row.figures[COMPOSITE.name]), exact=f"{float(composite):.6f}"
        )
        remarks.append((row.number, shown))


def _plain(figure_: Fraction) -> str:
    return f"{float(figure_):g}"


def read_answers(path: Path | str, regime: Regime) -> dict[str, Answers]:
    """Read what counties show for the conditions of a regime: county, condition, value and, where asked, level.

    Raises:
        InputRefused: a file that cannot be read, or bad rows; carries all findings.
    """
    table = read_table(Path(path), [COUNTY, LEVEL, ITEM, VALUE], others_aside=True)
    conditions = Names([(each.code, each.name, each) for each in regime.conditions])
    findings: list[Finding] = []
    answers: dict[str, dict[tuple[str, Level | None], Fraction | bool]] = defaultdict(dict)
    for cells in rows_of(table, findings):
        faults: list[Fault] = []
        level, condition = word(LEVEL, LEVELS, cells, faults), word(ITEM, conditions, cells, faults)
        if condition is not None:
            asks_yes_or_no = condition.kind in {Kind.HOLDS, Kind.ABSENT}
            answer = (
                _yes_or_no(cells, faults) if asks_yes_or_no else figure("value", cells, faults, required=True)
            )
            if answer is not None:
                answers[cells["county"]][condition.code, level] = answer
        findings += [fault.finding(table.file, cells["row"], table.header.texts) for fault in faults]
    refuse_faults(table, findings, is_empty=not answers)
    return dict(answers)


def _yes_or_no(cells: dict[str, Any], faults: list[Fault]) -> bool | None:
    found = ANSWERS.find(cells["value"])
    if not found:
        faults.append(YES_OR_NO.fault("value", found=cells["value"]))
    return found[0] if found else None

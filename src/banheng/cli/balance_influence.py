"""`banheng balance influence` and `banheng balance trend`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from banheng.balance.exact import written
from banheng.balance.influence import influences
from banheng.balance.loading import load_regime
from banheng.balance.trend import COMPOSITE, Status, trends
from banheng.cli.balance_inputs import (
    COUNTY,
    INDICATOR,
    LEVEL_WORD,
    compute,
    file_argument,
    level_name,
    level_option,
    read_units,
    regime_option,
    shown,
    table_or_json,
    verdicts,
)
from banheng.cli.command import command, option
from banheng.cli.leaving import FINE
from banheng.cli.printing import give, give_json
from banheng.cli.refusing import refuse
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from banheng.balance.influence import Influence
    from banheng.balance.regime import Indicator
    from banheng.balance.trend import Trend
    from banheng.balance.variation import Variation
    from banheng.balance.verdict import Place

SCHOOL, STUDENTS, EACH, SHARE, WITHOUT, TO_MEAN = (
    Wording("学校", "School"),
    Wording("学生数", "Students"),
    Wording("生均", "For each student"),
    Wording("占差异", "Share of variance"),
    Wording("不计该校的差异系数", "CV without it"),
    Wording("到县均值还差", "Lacks to the mean"),
)
TITLE = Wording("{place} {indicator}：差异系数 {cv}", "{place} {indicator}: CV {cv}")
UNKNOWN_INDICATOR = Wording(
    "没有指标“{found}”。可写：{codes}。", "there is no indicator '{found}'. There are {codes}."
)
YEARS, SLOPE, LEFT, STATUS, LIMIT, LAST = (
    Wording("年度", "Years"),
    Wording("每年变化", "Change a year"),
    Wording("几年后超限", "Years left"),
    Wording("状况", "Status"),
    Wording("限值", "Limit"),
    Wording("最近", "Last"),
)
STATUSES = {
    Status.FAILS: Wording("已超限", "fails"),
    Status.WARNING: Wording("预警", "warning"),
    Status.WORSENING: Wording("扩大", "worsening"),
    Status.STEADY: Wording("平稳", "steady"),
}
COMPOSITE_NAME = Wording("综合差异系数", "composite")
NO_YEAR = Wording(
    "看趋势要有“年度”一列，每行都要填写。请补上。",
    "a trend needs the column 'year', filled in every row. Add it.",
)


@command(
    "哪所学校影响差异系数：各校占差异的份额、总量每增加 1 差异系数变化多少、\n不计该校时的差异系数、到县均值还差多少。",
    "Which school moves a coefficient: its share of the variance, by how much the coefficient changes with\n"
    "one more of the stock, the coefficient without the school, and what it lacks to the mean.",
    examples=(
        "banheng balance influence 全县学校.xlsx --regime 2017",
        "banheng balance influence schools.csv --regime 2017 --indicator sports_area --format json",
    ),
)
@file_argument
@regime_option()
@option("--indicator", zh="只看这项指标（代码）。", en="Only this indicator (code).", metavar="CODE")
@level_option
@table_or_json
@click.pass_obj
def influence(
    language: Language, file: Path, regime: str, indicator: str | None, level: str | None, form: str
) -> int:
    """Tell what each school does to each coefficient."""
    by = load_regime(regime)
    codes = [each.code for each in by.indicators]
    if indicator is not None and indicator not in codes:
        raise refuse("E032", "--indicator", UNKNOWN_INDICATOR, found=indicator, codes="、".join(codes))
    chosen = [each for each in by.indicators if indicator in {None, each.code}]
    places = read_units(file, by, level, language)
    for place, units in places.items():
        compute(by, place, units)  # refuses by name what has no coefficient
    found = [
        (place, each, *influences([(unit, each.stock_of(unit)) for unit in units]))
        for place, units in places.items()
        for each in chosen
    ]
    if form == "json":
        give_json([_as_json(*each) for each in found])
    else:
        give("\n\n".join(_as_text(*each, language) for each in found))
    return FINE


def _as_json(
    place: Place, indicator: Indicator, whole: Variation, found: list[Influence]
) -> dict[str, object]:
    return {
        "county": place.county,
        "level": place.level.value,
        "year": place.year,
        "indicator": indicator.code,
        "cv": written(whole.cv),
        "schools": [
            {
                "school": each.unit.name,
                "students": each.unit.students,
                "value": written(each.value * indicator.per),
                "share_of_variance": _or_none(each.share),
                "slope": _or_none(each.slope),
                "cv_without": _or_none(each.without),
                "to_mean": written(each.to_mean),
            }
            for each in found
        ],
    }


def _as_text(
    place: Place, indicator: Indicator, whole: Variation, found: list[Influence], language: Language
) -> str:
    name = indicator.name if language is Language.ZH_HANS else indicator.code
    where = " ".join(part for part in (place.county, level_name(place.level, language), place.year) if part)
    rows: list[list[Cell]] = [
        [
            each.unit.name,
            each.unit.students,
            shown(each.value * indicator.per, 2),
            "" if each.share is None else f"{shown(each.share * 100, 1)}%",
            "" if each.without is None else shown(each.without),
            shown(each.to_mean, 1),
        ]
        for each in found
    ]
    header = [each.say(language) for each in (SCHOOL, STUDENTS, EACH, SHARE, WITHOUT, TO_MEAN)]
    title = TITLE.say(language, place=where, indicator=name, cv=shown(whole.cv))
    return f"{title}\n{columns_text(Table('', header, rows))}"


@command(
    "差异系数逐年变化：用最小二乘直线估计每年变化，\n"
    "按这个速度在几年内会超过限值的，列为预警。文件要有年度一列。",
    "How coefficients move: the change a year by a least-squares line, and a warning where the line crosses\n"
    "the limit within some years. The file has a column of years.",
    examples=("banheng balance trend 历年统计.csv --regime 2017 --ahead 3",),
)
@file_argument
@regime_option()
@level_option
@option(
    "--ahead",
    zh="提前几年预警。",
    en="How many years ahead to warn.",
    type=click.IntRange(1, 20),
    default=2,
    show_default=True,
)
@table_or_json
@click.pass_obj
def trend(language: Language, file: Path, regime: str, level: str | None, ahead: int, form: str) -> int:
    """Follow the coefficients over the years."""
    by = load_regime(regime)
    judged = verdicts(file, by, level, language)
    if not all(each.place.year.isdecimal() for each in judged):
        raise refuse("E033", str(file), NO_YEAR)
    found = trends(judged, ahead=ahead)
    if form == "json":
        give_json([_trend_json(each) for each in found])
        return FINE
    names = {each.code: each.name if language is Language.ZH_HANS else each.code for each in by.indicators}
    names[COMPOSITE] = COMPOSITE_NAME.say(language)
    rows: list[list[Cell]] = [
        [
            each.county,
            level_name(each.level, language),
            names[each.indicator],
            f"{each.years[0][0]}—{each.years[-1][0]}",
            shown(each.years[-1][1]),
            shown(each.limit, 2),
            "" if each.slope is None else shown(each.slope),
            "" if each.years_left is None else shown(each.years_left, 1),
            STATUSES[each.status].say(language),
        ]
        for each in found
    ]
    titles = (COUNTY, LEVEL_WORD, INDICATOR, YEARS, LAST, LIMIT, SLOPE, LEFT, STATUS)
    give(columns_text(Table("", [title.say(language) for title in titles], rows)))
    return FINE


def _trend_json(trend: Trend) -> dict[str, object]:
    return {
        "county": trend.county,
        "level": trend.level.value,
        "indicator": trend.indicator,
        "threshold": written(trend.limit),
        "years": {str(year): written(value) for year, value in trend.years},
        "slope": _or_none(trend.slope),
        "years_left": _or_none(trend.years_left),
        "status": trend.status.value,
    }


def _or_none(figure: Fraction | Decimal | None) -> str | None:
    return None if figure is None else written(figure)

"""`banheng balance variation` and `banheng balance split`."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from banheng.balance.exact import written
from banheng.balance.loading import load_regime
from banheng.balance.schools import Level
from banheng.balance.splitting import Division, Stock, shares, units_of
from banheng.balance.variation import NothingToCompare
from banheng.balance.variation import variation as compare
from banheng.cli.balance_inputs import (
    LEVEL_WORD,
    NOTHING,
    file_argument,
    level_name,
    regime_option,
    shown,
    table_or_json,
)
from banheng.cli.command import command, option
from banheng.cli.leaving import FINE, say_findings
from banheng.cli.printing import give, give_json
from banheng.cli.refusing import refuse
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.balance_file import STOCK_COLUMN, Wanted, read_pairs, read_schools
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.balance.schools import School, Unit
    from banheng.balance.splitting import Weights

NONE = Fraction(0)

FIGURES = {
    "units": Wording("学校数", "Schools"),
    "students_total": Wording("学生总数", "Students"),
    "stock_total": Wording("总量", "Total"),
    "mean": Wording("县均值", "Mean"),
    "sd": Wording("标准差", "Standard deviation"),
    "cv": Wording("差异系数", "Coefficient of variation"),
}
SCHOOL, STUDENTS, SHARE, STOCK, EACH = (
    Wording("学校", "School"),
    Wording("学生数", "Students"),
    Wording("份额", "Share"),
    Wording("总量", "Total"),
    Wording("生均", "For each student"),
)


@command(
    "一项指标的差异系数：按学生数加权的标准差除以县均值。\n"
    "县均值是总量除以学生总数，不是各校均值的平均。\n没有学生的学校不参与。",
    "The coefficient of variation of one stock: the standard deviation, weighted by students, divided by\n"
    "the mean of the county, which is total stock by total students. Schools without students stay out.",
    examples=(
        "banheng balance variation schools.csv --students students --stock books",
        "banheng balance variation 学校.xlsx --students 学生数 --stock 图书册数 --format json",
    ),
)
@file_argument
@option("--students", zh="学生数在哪一列。", en="The column of students.", metavar="COLUMN", required=True)
@option("--stock", zh="总量在哪一列。", en="The column of the stock.", metavar="COLUMN", required=True)
@table_or_json
@click.pass_obj
def variation(language: Language, file: Path, students: str, stock: str, form: str) -> int:
    """Compute one coefficient."""
    read = read_pairs(file, students, stock)
    say_findings(read.findings, language)
    try:
        found = compare(read.rows)
    except NothingToCompare:
        raise refuse("E031", "--stock", NOTHING, place="", indicator=stock) from None
    if form == "json":
        give_json(
            {
                "units": found.units,
                "students_total": found.students,
                "stock_total": written(found.stock),
                "mean": written(found.mean),
                "sd": written(found.sd),
                "cv": written(found.cv),
            }
        )
        return FINE
    cells: list[Cell] = [
        found.units,
        found.students,
        shown(found.stock, 2),
        shown(found.mean, 4),
        shown(found.sd, 4),
        shown(found.cv, 4),
    ]
    give(columns_text(Table("", [each.say(language) for each in FIGURES.values()], [cells])))
    return FINE


@command(
    "把一贯制学校、完全中学的总量拆到各学段：\n"
    "小学、初中、高中学生按 1 : 1.1 : 1.32 折算，份额不作舍入。\n"
    "文件要有学校、学校类型、小学学生数、初中学生数、高中学生数和总量各列。",
    "Divide the stock of combined schools among their levels: students weigh 1 : 1.1 : 1.32, and shares\n"
    "are not rounded. The columns are school, type, primary_students, junior_students, senior_students\n"
    "and the stock.",
    examples=("banheng balance split schools.csv --stock books --format json",),
)
@file_argument
@option("--stock", zh="总量在哪一列。", en="The column of the stock.", metavar="COLUMN", required=True)
@regime_option("2012")
@table_or_json
@click.pass_obj
def split(language: Language, file: Path, stock: str, regime: str, form: str) -> int:
    """Divide one stock."""
    weights = load_regime(regime).weights.by_level()
    divided = Stock(STOCK_COLUMN, stock, Division.BY_WEIGHTS)
    read = read_schools(file, Wanted([divided]))
    say_findings(read.findings, language)
    parts = {
        school: {unit.level: unit for unit in units_of(school, weights, [divided])} for school in read.schools
    }
    if form == "json":
        give_json([_as_json(school, parts[school], weights) for school in parts])
        return FINE
    header = [each.say(language) for each in (SCHOOL, LEVEL_WORD, STUDENTS, SHARE, STOCK, EACH)]
    rows: list[list[Cell]] = [
        [
            school.name,
            level_name(level, language),
            unit.students,
            shown(shares(school.students, weights)[level], 6),
            shown(unit.figures[STOCK_COLUMN], 2),
            shown(unit.figures[STOCK_COLUMN] / unit.students, 2),
        ]
        for school, units in parts.items()
        for level, unit in units.items()
    ]
    give(columns_text(Table("", header, rows)))
    return FINE


def _as_json(school: School, units: Mapping[Level, Unit], weights: Weights) -> dict[str, object]:
    share_of = shares(school.students, weights)
    weighted = sum((number * weights[level] for level, number in school.students.items()), start=NONE)
    return {
        "school": school.name,
        "type": school.type,
        "stock": written(school.figures[STOCK_COLUMN]),
        "weighted_students": written(weighted),
        "parts": {
            level.value: {
                "students": school.students.get(level, 0),
                "share": written(share_of.get(level, NONE)),
                "stock": written(units[level].figures[STOCK_COLUMN] if level in units else NONE),
                "per_student": written(units[level].figures[STOCK_COLUMN] / units[level].students)
                if level in units
                else None,
                "counts_as_school": level in units,
            }
            for level in Level
        },
    }

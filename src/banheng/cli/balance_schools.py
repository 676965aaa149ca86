"""`banheng balance schools`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from banheng.balance.exact import written
from banheng.balance.judging import judge_school
from banheng.balance.loading import load_regime, load_standard
from banheng.balance.remarks import remarks
from banheng.balance.schools import Level
from banheng.balance.splitting import units_of
from banheng.cli.balance_inputs import (
    COUNTY,
    LEVEL_WORD,
    YES_NO,
    file_argument,
    level_name,
    level_option,
    say_assumed_level,
    shown,
    table_or_json,
)
from banheng.cli.command import command, option
from banheng.cli.leaving import FINE, say_findings
from banheng.cli.printing import give, give_json
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.balance_columns import LEVEL
from banheng.spreadsheets.balance_file import Wanted, read_schools
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.balance.judging import SchoolVerdict
    from banheng.balance.remarks import Remark
    from banheng.balance.standard import Standard

SCHOOL, MET, MISSED, UNKNOWN, LOWEST, RESULT, REMARKS = (
    Wording("学校", "School"),
    Wording("达标项数", "Met"),
    Wording("未达标", "Missed"),
    Wording("不详", "Unknown"),
    Wording("最低达到标准的", "Lowest share"),
    Wording("结果", "Result"),
    Wording("请核对", "To check"),
)
BETWEEN = Wording("、", ", ")
REMARK_WORDINGS = {
    "ten_times": Wording(
        "{name} {value}，其他学校约为 {other}", "{name} {value}, other schools have about {other}"
    ),
    "printed_truncated": Wording(
        "{name} 写作 {other}，应为 {value}（没有四舍五入）", "{name} says {other}, which is {value} cut off"
    ),
    "printed_differs": Wording("{name} 写作 {other}，应为 {value}", "{name} says {other}, it is {value}"),
}
MARKED = Wording("{mark}（{value}）", "{mark} ({value})")


@command(
    "逐校对照办学标准：每项的生均值、达标几项、哪些未达标、最低的一项\n达到标准的百分之几，以及可疑的数值"
    "（与其他学校相差十倍、抄写有误）。\n标准可以是标准库里的代码，或一个 YAML 文件。",
    "Compare each school with a standard: its figures, how many are met, which are missed, the lowest\n"
    "share of a limit, and odd figures (ten times off the other schools, wrongly copied).\n"
    "The standard is a code of the library or a YAML file.",
    examples=(
        "banheng balance schools 全县学校.xlsx --standard 2017",
        "banheng balance schools schools.csv --standard gansu.yaml --format json",
    ),
)
@file_argument
@option(
    "--standard",
    zh="标准：2017（七项指标）、class-size、dropout、gansu、sample，或 YAML 文件。",
    en="The standard: 2017 (seven indicators), class-size, dropout, gansu, sample, or a YAML file.",
    metavar="NAME",
    required=True,
)
@level_option
@table_or_json
@click.pass_obj
def schools(language: Language, file: Path, standard: str, level: str | None, form: str) -> int:
    """Judge schools by a standard."""
    by = load_standard(standard)
    values = [(each.code, each.name) for each in by.leaves()] + [(each.of, each.of_name) for each in by.marks]
    wanted = Wanted(by.stocks(), values, complete=False, level=Level(level or Level.PRIMARY))
    read = read_schools(file, wanted)
    say_findings(read.findings, language)
    say_assumed_level(level, is_told=bool({LEVEL.name, "type"} & read.headers), language=language)
    weights = load_regime("2017").weights.by_level()
    units = [
        unit for school in read.schools for unit in units_of(school, weights, wanted.stocks) if by.takes(unit)
    ]
    judged = [judge_school(by, unit) for unit in units]
    remarked = list(remarks(by, units))
    if form == "json":
        give_json([_as_json(each, remarked) for each in judged])
    else:
        give(_as_text(by, judged, remarked, language))
    return FINE


def _as_json(verdict: SchoolVerdict, remarked: Sequence[Remark]) -> dict[str, object]:
    unit = verdict.unit
    return {
        "school": unit.name,
        "county": unit.school.county,
        "level": unit.level.value,
        "students": unit.students,
        "values": {each.code: None if each.value is None else written(each.value) for each in verdict.judged},
        "requirements": {
            each.code: {
                "value": None if each.value is None else written(each.value),
                "standard": None if each.limit is None else written(each.limit),
                "met": each.met,
                "ratio": None if each.ratio is None else written(each.ratio),
            }
            for each in verdict.judged
        },
        "met": verdict.met,
        "missed": list(verdict.missed),
        "unknown": list(verdict.unknown),
        "lowest_ratio": None if verdict.lowest_ratio is None else written(verdict.lowest_ratio),
        "pass": verdict.passes,
        "flags": [
            {
                "code": remark.code,
                "column": remark.column,
                "value": written(remark.value),
                "compared_with": written(remark.other),
            }
            for remark in remarked
            if remark.unit is unit
        ],
    }


def _as_text(
    standard: Standard, judged: Sequence[SchoolVerdict], remarked: Sequence[Remark], language: Language
) -> str:
    is_chinese = language is Language.ZH_HANS
    names = {each.code: each.name if is_chinese else each.code for each in standard.leaves()}
    names |= {each.code: each.name if is_chinese else each.code for each in standard.requirements}
    rows: list[list[Cell]] = [
        [
            each.unit.school.county,
            each.unit.name,
            level_name(each.unit.level, language),
            each.met,
            len(each.unknown),
            "" if each.lowest_ratio is None else f"{shown(each.lowest_ratio * 100, 1)}%",
            YES_NO[each.passes].say(language),
            BETWEEN.say(language).join(names[code] for code in each.missed),
        ]
        for each in judged
    ]
    titles = (COUNTY, SCHOOL, LEVEL_WORD, MET, UNKNOWN, LOWEST, RESULT, MISSED)
    lines = [columns_text(Table("", [title.say(language) for title in titles], rows))]
    if remarked:
        lines += ["", REMARKS.say(language)]
        lines += [f"{remark.unit.name}: {_said(standard, remark, names, language)}" for remark in remarked]
    return "\n".join(lines)


def _said(standard: Standard, remark: Remark, names: dict[str, str], language: Language) -> str:
    value, other = shown(remark.value, 2), shown(remark.other, 2)
    if remark.code in REMARK_WORDINGS:
        name = names[remark.column]
        return REMARK_WORDINGS[remark.code].say(language, name=name, value=value, other=other)
    (mark,) = (each for each in standard.marks if each.code == remark.code)
    name = mark.name if language is Language.ZH_HANS else mark.code
    return MARKED.say(language, mark=name, value=value)

"""`banheng balance composite` and `banheng balance verdict`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from banheng.balance.conditions import all_met, check_conditions
from banheng.balance.exact import written
from banheng.balance.loading import load_regime
from banheng.cli.balance_inputs import (
    COUNTY,
    INDICATOR,
    LEVEL_WORD,
    YES_NO,
    file_argument,
    level_name,
    level_option,
    regime_option,
    shown,
    table_or_json,
    verdicts,
)
from banheng.cli.command import command, option
from banheng.cli.leaving import FINE
from banheng.cli.printing import give, give_json, say
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.balance_statistics import read_answers
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.balance.conditions import Met
    from banheng.balance.regime import Regime
    from banheng.balance.verdict import Verdict

COMPOSITE = Wording("综合差异系数", "Composite")
TESTED = {
    True: Wording("逐项判定，每项不超过 {limit}", "each indicator is tested: at most {limit}"),
    False: Wording("只判定综合差异系数，不超过 {limit}", "only the composite is tested: at most {limit}"),
}
CV, LIMIT, RESULT = Wording("差异系数", "CV"), Wording("限值", "Limit"), Wording("结果", "Result")
CONDITION, SHOWN = Wording("条件", "Condition"), Wording("实际", "Shown")
OTHER_RULE = Wording(
    "注意：{regime} 年办法逐项判定，综合差异系数达标并不表示县级达标。请看 banheng balance verdict。",
    "note: the regime {regime} tests each indicator; a composite within the limit does not pass a county. "
    "See banheng balance verdict.",
)


@command(
    "综合差异系数：各项差异系数的算术平均。2012 年办法按它判定。\n\n"
    "文件是各县各学段的统计表（一行平均值、一行标准差或差异系数），\n或逐校数据；可以有多个县、两个学段。",
    "The composite: the mean of all coefficients, which the regime of 2012 tests.\n\n"
    "The file has statistics of counties (rows of mean, standard deviation, coefficient), or schools.\n"
    "There may be many counties and both levels.",
    examples=("banheng balance composite 各县差异系数.csv --regime 2012 --format json",),
)
@file_argument
@regime_option("2012")
@level_option
@table_or_json
@click.pass_obj
def composite(language: Language, file: Path, regime: str, level: str | None, form: str) -> int:
    """Give composites."""
    by = load_regime(regime)
    judged = verdicts(file, by, level, language)
    if judged[0].tests_each:
        say(OTHER_RULE.say(language, regime=by.regime))
    if form == "json":
        give_json([_as_json(each, judged) for each in judged])
        return FINE
    header = [each.say(language) for each in (COUNTY, LEVEL_WORD, COMPOSITE, LIMIT, RESULT)]
    rows: list[list[Cell]] = [
        [
            each.place.county,
            level_name(each.place.level, language),
            shown(each.composite),
            shown(each.limit, 2),
            YES_NO[each.passes].say(language),
        ]
        for each in judged
    ]
    give(columns_text(Table("", header, rows)))
    return FINE


@command(
    "按办法判定：2012 年看综合差异系数，2017 年逐项看七项指标。\n"
    "文件是各县的统计表，或逐校数据（先拆分一贯制学校，再按办法的范围取舍学校）。\n"
    "--conditions 再核对政府保障、教育质量、社会认可和一票否决各条。\n\n"
    "未达标不影响退出码。",
    "Judge by a regime: the composite under 2012, each of seven indicators under 2017.\n"
    "The file has statistics of counties, or schools; combined schools are split, and the scope of the\n"
    "regime decides which schools enter. With --conditions the other conditions are checked as well.\n\n"
    "A county that does not pass is no error: the exit code stays 0.",
    examples=(
        "banheng balance verdict 全县学校.xlsx --regime 2017",
        "banheng balance verdict 各县差异系数.csv --regime 2012 --format json",
        "banheng balance verdict schools.csv --regime 2017 --conditions conditions.csv",
    ),
)
@file_argument
@regime_option()
@level_option
@option(
    "--conditions",
    zh="县里其他条件的情况（县区、条件、数值），CSV 或 XLSX。",
    en="What counties show for the other conditions (county, item, value), CSV or XLSX.",
    metavar="FILE",
    type=click.Path(path_type=Path),
)
@table_or_json
@click.pass_obj
def verdict(
    language: Language, file: Path, regime: str, level: str | None, conditions: Path | None, form: str
) -> int:
    """Judge counties."""
    by = load_regime(regime)
    judged = verdicts(file, by, level, language)
    shows = _conditions(by, judged, conditions) if conditions else {}
    if form == "json":
        give_json([_as_json(each, judged, shows.get(each.place.county)) for each in judged])
        return FINE
    give("\n\n".join(_as_text(each, language) for each in judged))
    for county, checked in shows.items():
        give(f"\n{_conditions_text(county, checked, language)}")
    return FINE


def _conditions(by: Regime, judged: Sequence[Verdict], path: Path) -> dict[str, list[Met]]:
    """Check what each county shows; an answer without a county is for all of them."""
    answers = read_answers(path, by)
    counties = dict.fromkeys(each.place.county for each in judged)
    return {
        county: list(check_conditions(by, {**answers.get("", {}), **answers.get(county, {})}))
        for county in counties
    }


def _as_json(
    verdict: Verdict, judged: Sequence[Verdict], conditions: Sequence[Met] | None = None
) -> dict[str, object]:
    place, limit = verdict.place, written(verdict.limit)
    same = [each for each in judged if replace(each.place, level=place.level) == place]
    content: dict[str, object] = {
        "province": place.province,
        "county": place.county,
        "level": place.level.value,
        "year": place.year,
        "regime": verdict.regime.regime,
        "threshold": limit,
        "indicators": {
            code: {
                "cv": written(each.value),
                "threshold": limit if verdict.tests_each else None,
                "pass": code not in verdict.failing if verdict.tests_each else None,
            }
            for code, each in verdict.coefficients.items()
        },
        "composite": written(verdict.composite),
        "composite_tested": not verdict.tests_each,
        "failing": list(verdict.failing) if verdict.tests_each else [],
        "county_pass": verdict.passes,
        "all_levels_pass": all(each.passes for each in same),
    }
    if conditions is not None:
        content["conditions_met"] = all_met(list(conditions))
        content["conditions"] = [
            {
                "code": each.condition.code,
                "group": each.condition.group.value,
                "level": each.level,
                "shown": each.answer if isinstance(each.answer, bool | None) else written(each.answer),
                "threshold": None if each.limit is None else written(each.limit),
                "pass": each.met,
            }
            for each in conditions
        ]
    return content


def _as_text(verdict: Verdict, language: Language) -> str:
    place, regime = verdict.place, verdict.regime
    names: Mapping[str, str] = {
        each.code: each.name if language is Language.ZH_HANS else each.code for each in regime.indicators
    }
    title = " ".join(part for part in (place.county, level_name(place.level, language), place.year) if part)
    rule = TESTED[verdict.tests_each].say(language, limit=shown(verdict.limit, 2))
    rows: list[list[Cell]] = [
        [
            names[code],
            shown(each.value),
            YES_NO[code not in verdict.failing if verdict.tests_each else None].say(language),
        ]
        for code, each in verdict.coefficients.items()
    ]
    tests = None if verdict.tests_each else verdict.passes
    rows.append([COMPOSITE.say(language), shown(verdict.composite), YES_NO[tests].say(language)])
    table = Table("", [each.say(language) for each in (INDICATOR, CV, RESULT)], rows)
    return f"{title}: {YES_NO[verdict.passes].say(language)} ({regime.regime}; {rule})\n{columns_text(table)}"


def _conditions_text(county: str, conditions: Sequence[Met], language: Language) -> str:
    rows: list[list[Cell]] = [
        [
            each.condition.name if language is Language.ZH_HANS else each.condition.code,
            level_name(each.level, language) if each.level else "",
            _shown_answer(each, language),
            "" if each.limit is None else str(shown(each.limit, 2)) + each.condition.unit,
            YES_NO[each.met].say(language),
        ]
        for each in conditions
    ]
    header = [each.say(language) for each in (CONDITION, LEVEL_WORD, SHOWN, LIMIT, RESULT)]
    return f"{county}\n{columns_text(Table('', header, rows))}".strip()


def _shown_answer(met: Met, language: Language) -> str:
    if met.answer is None:
        return ""
    if isinstance(met.answer, bool):
        return (Wording("是", "yes") if met.answer else Wording("否", "no")).say(language)
    return str(shown(met.answer, 2)) + met.condition.unit

"""`banheng balance plan`."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from banheng.balance.exact import read_exact
from banheng.balance.loading import load_regime, load_standard
from banheng.balance.planning.cone import SolverMissing
from banheng.balance.planning.plan import Outcome, Reason, make_plan
from banheng.balance.planning.task import tasks_of
from banheng.balance.planning.writing import PLAN_VERSION, pieces_in, plan_json
from banheng.cli.balance_inputs import (
    INDICATOR,
    file_argument,
    level_name,
    level_option,
    read_units,
    regime_option,
    shown,
    table_or_json,
)
from banheng.cli.command import command, option
from banheng.cli.leaving import FINE, REFUSED
from banheng.cli.printing import give, give_json, say
from banheng.cli.refusing import refuse
from banheng.core.errors import MalformedNumber
from banheng.core.money import FEN_PER_YUAN, format_yuan
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.balance_prices import read_prices
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.balance.planning.plan import Plan, Step

SCHOOL, PIECES, MOVED, COST, FROM, TO, WHY, LIMIT = (
    Wording("学校", "School"),
    Wording("增加份数", "Pieces"),
    Wording("调入（调出）", "Moved in (out)"),
    Wording("费用（元）", "Cost (yuan)"),
    Wording("原有", "Before"),
    Wording("之后", "After"),
    Wording("原因", "Reason"),
    Wording("限值", "Limit"),
)
CV_BEFORE, CV_AFTER, RESULT = (
    Wording("现差异系数", "CV now"),
    Wording("之后", "CV after"),
    Wording("结果", "Result"),
)
OUTCOMES = {
    Outcome.FEASIBLE: Wording("方案可行，共需 {yuan} 元。", "The plan is feasible and costs {yuan} yuan."),
    Outcome.INFEASIBLE: Wording(
        "在每校上限和各项预算之内，任何方案都不能全部达标。下面是能做到的。请提高上限或预算。",
        "no plan passes within the ceilings and budgets. What can be reached follows. Raise them.",
    ),
    Outcome.OVER_BUDGET: Wording(
        "达标共需 {yuan} 元，超出预算。", "passing costs {yuan} yuan, which is beyond the budget."
    ),
    Outcome.NOT_FOUND: Wording(
        "按整份数没有找到全部达标的方案。请适当提高上限或预算。",
        "no plan in whole pieces was found. Raise ceilings or budgets a little.",
    ),
}
GAP = Wording(
    "任何方案都不会少于 {bound} 元，本方案至多多花 {gap}%。",
    "No plan costs less than {bound} yuan; this one is at most {gap}% dearer.",
)
REASONS = {
    Reason.STANDARD: Wording("未达标准", "below the standard"),
    Reason.BALANCE: Wording("缩小差距", "to even out"),
    Reason.BOTH: Wording("未达标准，并缩小差距", "below the standard, and to even out"),
    Reason.GIVES: Wording("支援其他学校", "helps other schools"),
}
MISSES = Wording("允许留一项在标准的规定比例以上：", "May stay below a standard, above its floor:")
NO_SOLVER = Wording(
    "补齐方案需要求解器。请安装：pip install 'banheng[planner]'。",
    "planning needs a solver. Install it: pip install 'banheng[planner]'.",
)
BAD_BUDGET = Wording("“{found}”不是金额（元）。请改正。", "'{found}' is no amount in yuan. Correct it.")
NO_PLAN = Wording(
    "“{found}”不是 banheng balance plan --format json 写出的方案。请核对。",
    "'{found}' is no plan as banheng balance plan --format json writes it. Check it.",
)
COMPARED = Wording("与 {file} 相比：费用 {difference} 元。", "Compared with {file}: {difference} yuan.")
OTHER_PIECES = Wording(
    "{school} {indicator}：{before} 份改为 {after} 份", "{school} {indicator}: {before} pieces, now {after}"
)


@command(
    "补齐方案：在单价、每校上限和预算之内，怎样以最少的钱让每项差异系数\n"
    "（写了 --standard 时，还有每所学校）都达标；逐校说明增加什么、为什么。\n"
    "教师一类可以在学校之间调配。方案经过精确验算，并给出最低费用的下界。\n\n"
    "退出码：0 方案可行；1 没有可行的方案。",
    "The cheapest additions after which every coefficient (and with --standard every school) passes, within\n"
    "unit costs, ceilings and budgets, school by school with the reason. Teachers may be moved. The plan is\n"
    "checked exactly, and a lower bound of all costs is told.\n\n"
    "Exit codes: 0 the plan is feasible, 1 there is none.",
    examples=(
        "banheng balance plan 全县学校.xlsx --regime 2017 --prices 单价.xlsx --standard 2017",
        "banheng balance plan schools.csv --regime 2017 --prices prices.csv --budget 3000000 --format json",
    ),
)
@file_argument
@regime_option()
@option(
    "--prices",
    zh="单价表（指标、单价、每份数量、每校上限、预算、调配单价、每校最多调出）。",
    en="Prices (indicator, unit_cost, lot, ceiling, budget, move_cost, movable).",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
)
@option(
    "--standard",
    zh="每所学校还要达到的标准（代码或 YAML 文件）。",
    en="The standard that every school is to meet (code or YAML file).",
    metavar="NAME",
)
@option("--budget", zh="总预算（元）。", en="The budget for everything, in yuan.", metavar="YUAN")
@option(
    "--compare",
    zh="与以前写出的方案（JSON）比较。",
    en="Compare with a plan written before (JSON).",
    metavar="FILE",
    type=click.Path(path_type=Path),
)
@level_option
@table_or_json
@click.pass_obj
def plan(
    language: Language,
    /,
    *,
    file: Path,
    regime: str,
    prices: Path,
    standard: str | None,
    budget: str | None,
    compare: Path | None,
    level: str | None,
    form: str,
) -> int:
    """Plan additions."""
    by, wanted = load_regime(regime), load_standard(standard) if standard else None
    costs, total = read_prices(prices, by), None if budget is None else _fen(budget)
    other = None if compare is None else _read_plan(compare)
    places = read_units(file, by, level, language)
    try:
        found = make_plan(tasks_of(by, places, costs, wanted), costs, wanted, total)
    except SolverMissing:
        raise refuse("E034", "plan", NO_SOLVER) from None
    content = plan_json(found)
    if other is not None:
        content["compared"] = _compare(other, content)
    if form == "json":
        give_json(content)
    else:
        give(_as_text(found, language))
    if other is not None and form != "json":
        give(_compared_text(str(compare), content["compared"], language))
    if found.outcome is not Outcome.FEASIBLE:
        say(OUTCOMES[found.outcome].say(language, yuan=format_yuan(found.fen)))
    return FINE if found.outcome is Outcome.FEASIBLE else REFUSED


def _fen(text: str) -> int:
    try:
        found = read_exact(text) * FEN_PER_YUAN
    except MalformedNumber:
        found = Fraction(-1)
    if found < 0 or found.denominator != 1:
        raise refuse("E035", "--budget", BAD_BUDGET, found=text)
    return int(found)


def _read_plan(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        is_plan = content["version"] == PLAN_VERSION and bool(content["outcome"])
        pieces_in(content)
    except (OSError, ValueError, LookupError, TypeError):
        is_plan = False
    if not is_plan:
        raise refuse("E036", "--compare", NO_PLAN, found=str(path))
    return dict(content)


def _as_text(plan: Plan, language: Language) -> str:
    blocks = [_summary(plan, language)]
    for step in plan.steps:
        if step.actions:
            rows: list[list[Cell]] = [
                [
                    each.unit.name,
                    each.pieces,
                    each.moved,
                    Decimal(format_yuan(each.fen)),
                    shown(each.before, 1),
                    shown(each.after, 1),
                    REASONS[each.reason].say(language),
                ]
                for each in step.actions
            ]
            header = [each.say(language) for each in (SCHOOL, PIECES, MOVED, COST, FROM, TO, WHY)]
            blocks.append(f"{_title(step, language)}\n{columns_text(Table('', header, rows))}")
    if plan.may_miss:
        names = {step.task.indicator.code: step.task.indicator.name for step in plan.steps}
        lines = [
            f"{school}: {'、'.join(names[code] if language is Language.ZH_HANS else code for code in codes)}"
            for (_, school), codes in plan.may_miss.items()
        ]
        blocks.append("\n".join([MISSES.say(language), *lines]))
    return "\n\n".join(blocks)


def _summary(plan: Plan, language: Language) -> str:
    rows: list[list[Cell]] = [
        [
            _title(step, language),
            "" if step.before is None else shown(step.before),
            "" if step.after is None else shown(step.after),
            shown(step.task.limit, 2),
            Decimal(format_yuan(step.fen)),
            "✓" if step.passes else "✗",
        ]
        for step in plan.steps
    ]
    header = [each.say(language) for each in (INDICATOR, CV_BEFORE, CV_AFTER, LIMIT, COST, RESULT)]
    lines = [columns_text(Table("", header, rows))]
    if plan.outcome is Outcome.FEASIBLE:
        lines = [OUTCOMES[plan.outcome].say(language, yuan=format_yuan(plan.fen)), *lines]
    if plan.bound and plan.gap is not None:
        gap = shown(plan.gap * 100, 2)
        lines.append(GAP.say(language, bound=format_yuan(plan.bound), gap=gap))
    return "\n".join(lines)


def _title(step: Step, language: Language) -> str:
    place, indicator = step.task.place, step.task.indicator
    name = indicator.name if language is Language.ZH_HANS else indicator.code
    return " ".join(part for part in (place.county, level_name(place.level, language), name) if part)


def _compare(other: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    """Tell what is different from a plan that was written before."""
    before, after = pieces_in(other), pieces_in(content)
    changed = [key for key in {**before, **after} if before.get(key, 0) != after.get(key, 0)]
    return {
        "cost_fen": content["cost_fen"] - other["cost_fen"],
        "outcome_before": other["outcome"],
        "schools": [
            {
                "county": county,
                "level": level,
                "indicator": indicator,
                "school": school,
                "pieces_before": before.get((county, level, indicator, school), 0),
                "pieces": after.get((county, level, indicator, school), 0),
            }
            for county, level, indicator, school in changed
        ],
    }


def _compared_text(file: str, compared: Mapping[str, Any], language: Language) -> str:
    lines = [COMPARED.say(language, file=file, difference=format_yuan(compared["cost_fen"]))]
    lines += [
        OTHER_PIECES.say(
            language,
            school=each["school"],
            indicator=each["indicator"],
            before=each["pieces_before"],
            after=each["pieces"],
        )
        for each in compared["schools"]
    ]
    return "\n" + "\n".join(lines)

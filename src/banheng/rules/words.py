"""Words that several rules share: units, measures, groups, what no record means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.points import UNITS, format_units
from banheng.core.rounding import Rounding
from banheng.core.wording import Language, Wording
from banheng.rules.measure import MEASURE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

UNIT_NAMES: Mapping[str, Wording] = {
    "time": Wording("次", "time(s)"),
    "person_time": Wording("人次", "person-time(s)"),
    "person": Wording("人", "person(s)"),
    "place": Wording("处", "place(s)"),
    "piece": Wording("件", "piece(s)"),
    "case": Wording("起", "case(s)"),
    "item": Wording("项", "item(s)"),
    "article": Wording("篇", "article(s)"),
    "lesson": Wording("节", "lesson(s)"),
    "day": Wording("天", "day(s)"),
    "household": Wording("户", "household(s)"),
    "minute": Wording("分钟", "minute(s)"),
    "percent": Wording("个百分点", "percentage point(s)"),
}

COMMON_WORDINGS: Mapping[str, Wording] = {
    "start": Wording("起始 {points} 分", "starts from {points}"),
    "start_full": Wording("满分 {points}", "full points {points}"),
    "missing_start": Wording("没有记录，按起始分 {points} 计", "no record: starting points {points}"),
    "missing_full": Wording("没有记录，按满分 {points} 计", "no record: full points {points}"),
    "missing_zero": Wording("没有记录，计 0 分", "no record: 0 points"),
    "missing_counted_zero": Wording("没有记录，计 0 分", "no record: 0 points"),
    "missing_not_applicable": Wording(
        "没有记录，本项不适用，不计入满分", "no record: not applicable, left out of the full score"
    ),
    "counted_zero": Wording("没有记录，按数量 0 计", "no record: counted as 0"),
    "nothing_counted": Wording(
        "有记录，但数量为 0，无可计分", "records with quantity 0 only, nothing to score"
    ),
    "no_figure": Wording("没有“{name}”的数据", "no figure for {name}"),
    "unscored_start": Wording("按起始分 {points} 计", "starting points {points}"),
    "unscored_full": Wording("按满分 {points} 计", "full points {points}"),
    "unscored_zero": Wording("计 0 分", "0 points"),
    "unscored_counted_zero": Wording("计 0 分", "0 points"),
    "unscored_not_applicable": Wording(
        "本项不适用，不计入满分", "not applicable, left out of the full score"
    ),
    "not_held": Wording(
        "只由班主任负责，代理期间不计，本项不适用",
        "answered for by the homeroom teacher only: not applicable",
    ),
    "capped": Wording("最高计 {cap}", "at most {cap}"),
    "floored": Wording("最低计 {floor}", "at least {floor}"),
    "result": Wording("得 {points}", "gives {points}"),
}

_FIGURE_NAMES: Mapping[str, Mapping[str, Wording]] = {
    "unit": {**UNIT_NAMES, "answer": Wording("份", "answer(s)")},
    "each": {
        "day": Wording("天", "day(s)"),
        "week": Wording("周", "week(s)"),
        "month": Wording("个月", "month(s)"),
    },
    "of": {
        "value": Wording("数值", "value"),
        "count": Wording("数量", "count"),
        "points": Wording("得分", "points"),
    },
    "measure": {
        "": Wording(" ", " "),
        **{how.value: Wording(f"（{name.zh}）", f" ({name.en}) ") for how, name in MEASURE_NAMES.items()},
    },
    "within": {
        "school": Wording("全校", "the school"),
        "stage": Wording("本学段", "the stage"),
        "grade": Wording("本年级", "the grade"),
        "class_type": Wording("同类班级", "classes of the type"),
    },
    "better": {"highest": Wording("", ""), "lowest": Wording("（低者在前）", " (lowest first)")},
    "mode": {
        Rounding.HALF_UP.value: Wording("四舍五入", "half up"),
        Rounding.HALF_EVEN.value: Wording("四舍六入五成双", "half to even"),
        Rounding.DOWN.value: Wording("去尾", "down"),
        Rounding.UP.value: Wording("进一", "up"),
    },
    "part": {
        "total": Wording("总分", "total"),
        "pupils": Wording("学生数", "pupils"),
        "boarders": Wording("住宿生数", "boarders"),
        "day_pupils": Wording("走读生数", "day pupils"),
        "years": Wording("班主任年限", "years in service"),
    },
    "why": {"": Wording("未写原因", "no reason given")},
}
"""Words for figures that are codes, by the name of the figure."""

BOUND_WORDS: Mapping[str, Wording] = {
    "at_least": Wording("{bound} 及以上", "at least {bound}"),
    "above": Wording("高于 {bound}", "above {bound}"),
    "at_most": Wording("{bound} 及以下", "at most {bound}"),
    "below": Wording("低于 {bound}", "below {bound}"),
}


def formatted(figures: Mapping[str, int | str], language: Language) -> dict[str, str]:
    """Write the figures of a step as text; codes are named, and bounds become one `range`."""
    texts: dict[str, str] = {}
    for name, figure in figures.items():
        if isinstance(figure, int):
            texts[name] = format_units(figure)
        elif name == "of_unit":
            texts[name] = f" {figure}" if figure else ""
        else:
            wording = _FIGURE_NAMES.get(name, {}).get(figure)
            texts[name] = _counted(wording.say(language), figures) if wording else figure
    bounds = [word.say(language, bound=texts[name]) for name, word in BOUND_WORDS.items() if name in figures]
    texts["range"] = ("、" if language is Language.ZH_HANS else " and ").join(bounds)
    return texts


def _counted(unit: str, figures: Mapping[str, int | str]) -> str:
    """Put an English unit into singular or plural by the first number of the step."""
    number = next((figure for figure in figures.values() if isinstance(figure, int)), 0)
    return unit.replace("(s)", "" if number == UNITS else "s")


def level_name(level: str) -> str:
    """Name a level; level and prize are joined by a stroke in their code."""
    return level.replace("/", " ")

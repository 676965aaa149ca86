"""What is recorded under a scheme and what it is worth, in words for those who fill in the template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banheng.core.money import format_yuan
from banheng.core.points import UNITS, format_units
from banheng.core.wording import Language
from banheng.rules.figures import Blank
from banheng.rules.level import Level
from banheng.rules.rule import UNIT_NAMES, Step
from banheng.rules.survey import Survey
from banheng.rules.tally import Tally
from banheng.schemes.allowances import Decided, Factor, PerEvent
from banheng.spreadsheets.dictionary import DECISION, headings_of, innermost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.rules.event import Event
    from banheng.rules.rule import Rule
    from banheng.schemes.scheme import Scheme
    from banheng.spreadsheets.dictionary import Entry, Heading

HOW_TO_FILL = (
    "一行记一件事：哪天、哪个班（或哪位教师的工号）、哪一项、什么事、多少。",
    "班级、考核项、事件、等级从下拉列表里选；也可以直接填代码。先选考核项，事件和等级的列表随之变化。",
    "数量不填就是 1。检查过、没有问题的，数量填 0，表示“查了，没有”。",
    "数值只在下面写明“填数值”的地方填写；扣几分、加几分由方案决定，不要自己填。",
    "编号可以不填；要作废某条记录时，那条记录须有编号。作废另起一行：在“作废”填那条记录的编号，在备注写明理由，并填日期和记录人。",
    "已经交上去的行不要改、不要删，记错了就作废后重记。",
)


class Line(NamedTuple):
    """One line of the instructions."""

    item: str
    full_points: str
    event: str
    level: str
    worth: str
    no_record: str


def instructions(scheme: Scheme) -> Iterator[Line]:
    """Word each thing that may be recorded, in the order of the scheme."""
    for heading in headings_of(scheme):
        item = heading.item
        full_points = "" if item is None or item.full_points is None else figure(item.full_points)
        missing = (
            ""
            if item is None
            else item.rule.say(Step(f"missing_{item.rule.when_missing.value}"), Language.ZH_HANS)
        )
        for number, entry in enumerate(heading.entries):
            name, full, no_record = (heading.name, full_points, missing) if number == 0 else ("", "", "")
            yield Line(
                name, full, entry.event_name, entry.level_name, worth(scheme, heading, entry), no_record
            )


def worth(scheme: Scheme, heading: Heading, entry: Entry) -> str:
    """Word what one occurrence is worth, or what is to be filled in."""
    if heading.item is not None:
        return _points(innermost(heading.item.rule), entry)
    if heading.code == DECISION:
        return "填数值" + ("（元）" if entry.in_yuan else "") if entry.needs_value else ""
    longer = [allowance for period in scheme.longer_periods for allowance in period.allowances]
    allowance = next((each for each in [*scheme.allowances, *longer] if each.code == heading.code), None)
    if isinstance(allowance, PerEvent):
        paid = allowance.events[entry.event]
        return f"{format_yuan(paid.fen)} 元／{_unit(paid.per.value)}"
    if isinstance(allowance, Factor):
        return f"{figure(allowance.percent[entry.level])}%"
    if isinstance(allowance, Decided):
        return "金额（元）填数值"
    return "一票否决"


def _points(rule: Rule, entry: Entry) -> str:
    if isinstance(rule, Tally):
        return _price(rule, rule.events[entry.event], entry)
    if isinstance(rule, Level):
        return f"{figure(rule.levels[entry.level])} 分"
    if isinstance(rule, Survey) and rule.levels is not None:
        return f"{figure(rule.levels[entry.level])} 分"
    if entry.needs_value:
        bounds = "" if entry.most is None else f"（{figure(entry.least or 0)} 至 {figure(entry.most)}）"
        return f"填数值{bounds}"
    return "按日期计" if rule.needs_listed else "按数量计"


def _price(rule: Tally, event: Event, entry: Entry) -> str:
    if event.zeroes_item:
        return "整项计 0 分"
    if event.exempt:
        return "只记录，不计分"
    unit = _unit(event.per.value)
    if event.range is not None:
        return f"每{unit} {figure(event.range[0])} 至 {figure(event.range[1])} 分，酌情，填数值"
    if event.escalate is not None:
        price = "第 1 次起依次 " + "、".join(map(figure, event.escalate)) + " 分"
    else:
        each = event.level_prices()[entry.level] if event.levels else event.prices()[0]
        price = f"{figure(each)} 分／{unit}"
    return "；".join([price, *(rule.say(step, Language.ZH_HANS) for step in _conditions(event))])


def _conditions(event: Event) -> Iterator[Step]:
    unit = event.per.value
    if event.at_least:
        yield Step("at_least", {"at_least": figure(event.at_least), "unit": unit})
    if event.free:
        yield Step("free", {"free": figure(event.free), "unit": unit})
    if event.every is not None:
        yield Step("every", {"every": figure(event.every), "unit": unit})
    if event.once:
        yield Step("once")
    if event.doubled_from:
        yield Step("doubled", {"from_time": event.doubled_from * UNITS})
    if event.limit is not None:
        yield Step("limited", {"limit": figure(event.limit)})


def _unit(unit: str) -> str:
    return UNIT_NAMES[unit].zh


def figure(units: int) -> str:
    """Write a figure, or a blank as the policy has it."""
    return "____" if isinstance(units, Blank) else format_units(units)

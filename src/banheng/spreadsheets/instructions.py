"""What is recorded under a scheme and what it is worth, in words for those who fill in the template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banheng.core.wording import Language
from banheng.rules.level import Level
from banheng.rules.survey import Survey
from banheng.rules.tally import Tally
from banheng.schemes.allowances import Decided, Factor, PerEvent
from banheng.schemes.describing_rules import describe_event
from banheng.schemes.speaking import MISSING, Speaker
from banheng.spreadsheets.dictionary import DECISION, headings_of, innermost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.rules.rule import Rule
    from banheng.schemes.scheme import Scheme
    from banheng.spreadsheets.dictionary import Entry, Heading

HOW_TO_FILL = (
    "一行记一件事：哪天、哪个班（或哪位教师的工号）、哪一项、什么事、多少。",
    "班级、考核项、事件、等级从下拉列表里选；也可以直接填代码。先选考核项，事件和等级的列表随之变化。",
    "数量不填就是 1。检查过、没有问题的，数量填 0，表示“查了，没有”。",
    "数值只在下面写明“填数值”的地方填写；扣几分、加几分由方案决定，不要自己填。",
    "百分数只填数字：97.5% 填 97.5，不要带百分号。",
    "编号可以不填；要作废某条记录时，那条记录须有编号。作废另起一行：在“作废”填那条记录的编号，在备注写明理由，并填日期和记录人。",
    "已经交上去的行不要改、不要删，记错了就作废后重记。",
)


class Line(NamedTuple):
    """One line of the instructions."""

    item: str = ""
    full_points: str = ""
    event: str = ""
    level: str = ""
    worth: str = ""
    no_record: str = ""


SPEAKER = Speaker(Language.ZH_HANS)


def instructions(scheme: Scheme) -> Iterator[Line]:
    """Word each thing that may be recorded, in the order of the scheme."""
    for heading in headings_of(scheme):
        item = heading.item
        first = Line(
            heading.name,
            SPEAKER.figure(item.full_points) if item else "",
            no_record=SPEAKER.name(MISSING[item.rule.when_missing]) if item else "",
        )
        for number, entry in enumerate(heading.entries):
            line = first if number == 0 else Line()
            yield line._replace(
                event=entry.event_name, level=entry.level_name, worth=worth(scheme, heading, entry)
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
        return f"每{SPEAKER.unit(paid.per.value)} {SPEAKER.yuan(paid.fen)}"
    if isinstance(allowance, Factor):
        return f"{SPEAKER.figure(allowance.percent[entry.level])}%"
    if isinstance(allowance, Decided):
        return "金额（元）填数值"
    veto = next((veto for veto in scheme.vetoes if veto.code == heading.code), None)
    name = "限制等次、得分或津贴" if veto and veto.effect.only_limits else "一票否决"
    return name + ("（按结果自动判定，一般不用填）" if veto and veto.when else "")


def _points(rule: Rule, entry: Entry) -> str:
    if isinstance(rule, Tally):
        event = rule.events[entry.event]
        if event.levels is not None:
            return f"每{SPEAKER.unit(event.per.value)} {SPEAKER.signed(event.level_prices()[entry.level])}"
        price = describe_event(event, SPEAKER).removeprefix(f"{event.name}: ")
        return f"{price}；填数值" if entry.needs_value else price
    if isinstance(rule, Level | Survey) and rule.levels is not None:
        return f"{SPEAKER.figure(rule.levels[entry.level])} 分"
    if entry.needs_value:
        bounds = f"（{SPEAKER.figure(entry.least)} 至 {SPEAKER.figure(entry.most)}）"
        return "填数值" + (bounds if entry.most is not None else "")
    return "按日期计" if rule.needs_listed else "按数量计"

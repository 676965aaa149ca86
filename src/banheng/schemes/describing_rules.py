"""Say a rule in words, as a colleague would read it from the policy: one line for each event, band or level."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.rules.band import Band
from banheng.rules.judged import Judged, TakeMark
from banheng.rules.level import Level, TakeLevel
from banheng.rules.position import Position, Ties
from banheng.rules.progress import Progress
from banheng.rules.ratio import Ratio
from banheng.rules.roll_up import Combine, EmptyPiece, RollUp
from banheng.rules.rule import Rule
from banheng.rules.streak import Streak
from banheng.rules.survey import Survey
from banheng.rules.tally import Take, Tally
from banheng.rules.target import Target
from banheng.rules.timely import Due, DueFrom, Timely
from banheng.schemes.speaking import GROUPS, MISSING, PERIODS, Speaker, given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.rules.event import Event
    from banheng.rules.trimming import Trim

TAKES: Mapping[str, Wording] = {
    Take.HIGHEST: Wording("只取最高一项", "only the highest counts"),
    Take.HIGHEST_PER_PROJECT: Wording("同一项目只取最高一项", "the highest of each project counts"),
    TakeLevel.LATEST: Wording("取最近一次", "the latest counts"),
    TakeLevel.MEAN: Wording("取平均", "the mean counts"),
    TakeLevel.SUM: Wording("累计", "summed up"),
    TakeLevel.BEST: Wording("取最好一次", "the best counts"),
    TakeLevel.WORST: Wording("取最差一次", "the worst counts"),
}
COMBINES: Mapping[Combine, Wording] = {
    Combine.MEAN: Wording("各{each}取平均", "mean of each {each}"),
    Combine.SUM: Wording("各{each}相加", "sum of each {each}"),
    Combine.LEAST: Wording("取最低的一{each}", "the least {each}"),
    Combine.GREATEST: Wording("取最高的一{each}", "the greatest {each}"),
}
TIES: Mapping[Ties, Wording] = {
    Ties.COMPETITION: Wording("并列占位（1、2、2、4）", "equal ones share a place (1, 2, 2, 4)"),
    Ties.DENSE: Wording("并列不占位（1、2、2、3）", "equal ones share a place (1, 2, 2, 3)"),
    Ties.LAST: Wording("并列取后位（1、3、3、4）", "equal ones take the last of their places (1, 3, 3, 4)"),
    Ties.AVERAGE: Wording("并列取各名次平均", "equal ones share the mean of their places"),
}


def describe_rule(rule: Rule, speaker: Speaker) -> list[str]:
    """Say a rule line by line; the last line is what no record means."""
    lines = [line for line in _lines(rule, speaker) if line]
    if not isinstance(rule, RollUp):
        lines.append(speaker.name(MISSING[rule.when_missing]))
    return lines


@singledispatch
def _lines(rule: Rule, speaker: Speaker) -> list[str]:  # noqa: ARG001 - every kind has its own
    raise TypeError(f"no words for {rule!r}")


def _start(start: str | int, speaker: Speaker) -> str:
    if start == "full":
        return speaker.say("从满分起", "starts from full points")
    if start == "zero":
        return speaker.say("从 0 分起", "starts from 0")
    return speaker.say("从 {start} 分起", "starts from {start}", start=start)


@_lines.register
def _tally(rule: Tally, speaker: Speaker) -> list[str]:
    take = "" if rule.take is Take.EVERY else speaker.name(TAKES[rule.take])
    first = speaker.join([_start(rule.start, speaker), *speaker.limits(rule.floor, rule.cap), take])
    events = [describe_event(event, speaker) for event in rule.events.values()]
    groups = [
        f"{group.name} ({speaker.names(rule.events[code].name for code in group.events)}): "
        + speaker.join(speaker.limits(group.floor, group.cap))
        for group in rule.groups
    ]
    return [first, *events, *groups]


def describe_event(event: Event, speaker: Speaker) -> str:
    """Say an event and its price on one line."""
    unit = speaker.unit(event.per.value)
    if event.every is not None:
        unit = speaker.say("满 {every} {unit}", "full {every} {unit}", every=event.every, unit=unit)
    return f"{event.name}: {speaker.join([_price(event, unit, speaker), *_conditions(event, speaker)])}"


def _price(event: Event, unit: str, speaker: Speaker) -> str:
    if event.exempt:
        return speaker.say("免扣", "exempt")
    if event.zeroes_item:
        return speaker.say("本项计 0 分", "the item gives 0")
    if event.levels is not None:
        prices = event.level_prices()
        return speaker.commas(f"{level} {speaker.signed(points)}" for level, points in prices.items())
    if event.range is not None:
        least, most = map(speaker.signed, event.range)
        return speaker.say(
            "每{unit} {least} 至 {most}，酌情",
            "{least} to {most} each, at discretion",
            unit=unit,
            least=least,
            most=most,
        )
    if event.escalate is not None:
        prices_by_turn = speaker.names(map(speaker.signed, event.escalate))
        return speaker.say(
            "按次 {prices}（其后同末次）", "by turn {prices} (the last repeats)", prices=prices_by_turn
        )
    points = "" if event.points is None else speaker.signed(event.points)
    return speaker.say("每{unit} {points}", "{points} per {unit}", unit=unit, points=points)


def _conditions(event: Event, speaker: Speaker) -> list[str]:
    texts = []
    if given(event.free):
        texts.append(speaker.say("{free} 以内不计", "the first {free} are free", free=event.free))
    if given(event.at_least):
        texts.append(speaker.say("满 {least} 才计", "counts from {least}", least=event.at_least))
    if event.once:
        texts.append(speaker.say("只计一次", "once only"))
    if event.doubled_from is not None:
        turn = speaker.count(event.doubled_from)
        texts.append(speaker.say("第 {turn} 次起加倍", "double from number {turn} on", turn=turn))
    if event.limit is not None:
        texts.append(speaker.say("合计不超过 {limit}", "at most {limit} together", limit=event.limit))
    return texts


@_lines.register
def _level(rule: Level, speaker: Speaker) -> list[str]:
    levels = speaker.commas(f"{level} {speaker.figure(points)}" for level, points in rule.levels.items())
    return [
        levels,
        speaker.join([speaker.name(TAKES[rule.take]), *speaker.limits(rule.floor, rule.cap)]),
    ]


@_lines.register
def _band(rule: Band, speaker: Speaker) -> list[str]:
    bands = [
        f"{band.name} {speaker.bounds(band)}: {speaker.figure(band.points)}".strip() for band in rule.bands
    ]
    rest = speaker.say("其余: {rest}", "otherwise: {rest}", rest=rule.otherwise)
    stated = "otherwise" in rule.model_fields_set
    return [speaker.measure(rule.measure, rule.of), *bands, rest if stated else ""]


@_lines.register
def _target(rule: Target, speaker: Speaker) -> list[str]:
    goal = speaker.say("目标 {target}", "target {target}", target=rule.target)
    scaled = speaker.say("按任职天数折算", "in proportion to the days in post") if rule.for_days else ""
    lines = [
        speaker.join(
            [
                speaker.measure(rule.measure, rule.of),
                goal,
                scaled,
                _start(rule.start, speaker),
                *speaker.limits(rule.floor, rule.cap),
            ]
        )
    ]
    for price, zh, en in (
        (rule.short, "每少 {every} {price}", "{price} for each {every} short"),
        (rule.extra, "每多 {every} {price}", "{price} for each {every} beyond"),
    ):
        if given(price):
            lines.append(speaker.say(zh, en, every=rule.every, price=speaker.signed(price)))
    if rule.part_counts:
        lines.append(speaker.say("不足一个单位的按一个计", "a part of a unit counts as one"))
    return lines


@_lines.register
def _timely(rule: Timely, speaker: Speaker) -> list[str]:
    points = speaker.say(
        "按时 {on_time}，逾期 {late}", "in time {on_time}, late {late}", on_time=rule.on_time, late=rule.late
    )
    each_day = ""
    if given(rule.each_day_late):
        price = speaker.signed(rule.each_day_late)
        each_day = speaker.say("每迟一天再 {price}", "{price} more for each day", price=price)
    return [_due(rule.due, speaker), speaker.join([points, each_day, *speaker.limits(rule.floor, None)])]


def _due(due: Due, speaker: Speaker) -> str:
    if due.on is not None:
        return speaker.say("期限 {day}", "due {day}", day=due.on.isoformat())
    kind = speaker.say("教学日", "school day") if due.school_days else speaker.say("天", "day")
    number = "" if due.days is None else speaker.count(due.days)
    if due.counted_from is DueFrom.PERIOD_END:
        return speaker.say(
            "期限：期末倒数第 {number} {kind}", "due {kind} {number} from the end", number=number, kind=kind
        )
    return speaker.say(
        "期限：期初第 {number} {kind}", "due {kind} {number} of the period", number=number, kind=kind
    )


@_lines.register
def _ratio(rule: Ratio, speaker: Speaker) -> list[str]:
    over = rule.over
    if over.part is not None:
        below = over.part.name
    elif over.best_within is not None:
        group = speaker.name(GROUPS[over.best_within])
        below = speaker.say("{group}最高值", "the best of {group}", group=group)
    else:
        below = speaker.say("学生数", "pupils") if over.pupils else speaker.figure(over.number)
    times = speaker.say("满分", "full points") if rule.times is None else speaker.figure(rule.times)
    above = speaker.say("得分", "points") if rule.numerator is None else rule.numerator.name
    inner = [f"  {line}" for line in describe_rule(rule.by, speaker)] if rule.by else []
    return [f"{above} ÷ {below} × {times}", speaker.join(speaker.limits(rule.floor, rule.cap)), *inner]


@_lines.register
def _survey(rule: Survey, speaker: Speaker) -> list[str]:
    lines = [
        speaker.say(
            "各方平均分加权，÷ {scale} × 满分",
            "weighted mean of the groups ÷ {scale} × full points",
            scale=rule.scale,
        )
    ]
    if rule.levels is not None:
        lines.append(speaker.commas(f"{level} {speaker.figure(mark)}" for level, mark in rule.levels.items()))
    for group in rule.groups.values():
        minimum = speaker.say(
            "至少 {least} 份", "at least {least} answer(s)", least=speaker.count(group.minimum)
        )
        weight = speaker.say("权重 {weight}", "weight {weight}", weight=group.weight)
        lines.append(f"{group.name}: {speaker.join([weight, minimum, _trim(group.trim, speaker)])}")
    return lines


def _trim(trim: Trim, speaker: Speaker) -> str:
    if not (given(trim.highest) or given(trim.lowest)):
        return ""
    highest, lowest = speaker.count(trim.highest), speaker.count(trim.lowest)
    return speaker.say(
        "去掉最高 {highest} 份、最低 {lowest} 份",
        "without the {highest} highest and {lowest} lowest",
        highest=highest,
        lowest=lowest,
    )


@_lines.register
def _judged(rule: Judged, speaker: Speaker) -> list[str]:
    most = speaker.say("满分", "full points") if rule.most is None else speaker.figure(rule.most)
    marks = speaker.say("评分 {least} 至 {most}", "marks from {least} to {most}", least=rule.least, most=most)
    take = {
        TakeMark.MEAN: Wording("取平均", "the mean counts"),
        TakeMark.LATEST: Wording("取最近一次", "the latest counts"),
        TakeMark.SUM: Wording("累计", "summed up"),
    }[rule.take]
    minimum = ""
    if rule.minimum != 1:
        minimum = speaker.say(
            "至少 {least} 份", "at least {least} mark(s)", least=speaker.count(rule.minimum)
        )
    return [speaker.join([marks, speaker.name(take), _trim(rule.trim, speaker), minimum])]


@_lines.register
def _position(rule: Position, speaker: Speaker) -> list[str]:
    group = speaker.name(GROUPS[rule.within])
    by = (
        speaker.say("下述规则的得分", "the points below")
        if rule.by
        else speaker.measure(rule.measure, rule.of)
    )
    lines = [
        speaker.join(
            [
                speaker.say("{group}按{by}排名", "ranked within {group} by {by}", group=group, by=by),
                speaker.name(TIES[rule.ties]),
            ]
        )
    ]
    if rule.first is not None:
        step = speaker.signed(rule.step)
        first = speaker.say(
            "第一名 {first}，以下每名 {step}",
            "first place {first}, {step} for each further",
            first=rule.first,
            step=step,
        )
        lines.append(speaker.join([first, *speaker.limits(rule.least, None)]))
    for size, ladder in {"": rule.table or (), **(rule.ladders or {})}.items():
        if ladder:
            start = speaker.say("{size} 个以上：", "from {size}: ", size=size) if size else ""
            lines.append(start + speaker.names(map(speaker.figure, ladder)))
    return [*lines, *(describe_rule(rule.by, speaker) if rule.by else [])]


@_lines.register
def _progress(rule: Progress, speaker: Speaker) -> list[str]:
    moved = speaker.say(
        "{baseline} → {now}，每升 {every} {gain}",
        "{baseline} → {now}: {gain} for each {every} up",
        baseline=rule.baseline.name,
        now=rule.now.name,
        every=rule.every,
        gain=speaker.signed(rule.gain),
    )
    lost = ""
    if given(rule.loss):
        lost = speaker.say(
            "每降 {every} {loss}",
            "{loss} for each {every} down",
            every=rule.every,
            loss=speaker.signed(rule.loss),
        )
    first = speaker.join([_start(rule.start, speaker), *speaker.limits(rule.floor, rule.cap)])
    return [first, speaker.join([moved, lost])]


@_lines.register
def _streak(rule: Streak, speaker: Speaker) -> list[str]:
    run = speaker.say(
        "{of}：连续 {length} {each}{without}，{points}",
        "{of}: {points} for {length} {each}(s) in a row {without}",
        of=rule.of,
        length=speaker.count(rule.length),
        each=speaker.name(PERIODS[rule.each]),
        points=speaker.signed(rule.points),
        without=speaker.say("没有", "without one") if rule.without else "",
    )
    return [speaker.join([run.strip(), *speaker.limits(None, rule.cap)])]


@_lines.register
def _roll_up(rule: RollUp, speaker: Speaker) -> list[str]:
    each = speaker.name(PERIODS[rule.each])
    if rule.count is not None:
        number = speaker.count(rule.count)
        combined = speaker.say(
            "各{each}相加 ÷ {number}", "sum of each {each} ÷ {number}", each=each, number=number
        )
    else:
        wording = COMBINES[rule.take]
        combined = speaker.say(wording.zh, wording.en, each=each)
    empty = ""
    if rule.empty is EmptyPiece.LEAVE_OUT:
        empty = speaker.say("无记录的{each}不计", "a {each} without record is left out", each=each)
    head = speaker.say("每{each}计分", "scored each {each}", each=each)
    return [speaker.join([head, combined, empty]), *describe_rule(rule.rule, speaker)]

"""Say when a duty is due, as a school would."""

from __future__ import annotations

from functools import singledispatch

from banheng.core.wording import Language, Wording
from banheng.routines.when import AsNeeded, Daily, Monthly, OnEvent, Termly, Weekly, Yearly
from banheng.rules.figures import Blank

WEEKDAYS = {
    "mon": Wording("每周一", "every Monday"),
    "tue": Wording("每周二", "every Tuesday"),
    "wed": Wording("每周三", "every Wednesday"),
    "thu": Wording("每周四", "every Thursday"),
    "fri": Wording("每周五", "every Friday"),
    "sat": Wording("每周六", "every Saturday"),
    "sun": Wording("每周日", "every Sunday"),
    "first": Wording("每周第一个上课日", "on the first school day of each week"),
    "last": Wording("每周最后一个上课日", "on the last school day of each week"),
}
EACH = {
    "week": Wording("每周", "every week"),
    "month": Wording("每月", "every month"),
    "term": Wording("每学期", "every term"),
    "year": Wording("每学年", "every academic year"),
}
EDGES = {
    "first": Wording("{each}第一个上课日", "on the first school day, {each}"),
    "last": Wording("{each}最后一个上课日", "on the last school day, {each}"),
}
DAILY = Wording("每个上课日", "every school day")
BY_WEEK = Wording("第 {week} 教学周结束前", "by the end of teaching week {week}")
LAST_WEEK = Wording("最后一个教学周结束前", "by the end of the last teaching week")
FROM_THE_END = Wording("倒数第 {week} 个教学周结束前", "by the end of teaching week {week} from the last")
ON_EDGE_OF_WEEK = {
    "first": Wording("第 {week} 教学周的第一个上课日", "on the first school day of teaching week {week}"),
    "last": Wording("第 {week} 教学周的最后一个上课日", "on the last school day of teaching week {week}"),
}
TIMES = Wording("{when}，{times} 次", "{when}, {times} times")
BY = Wording("{when} {by} 前", "{when} by {by}")
EVENT = Wording("发生“{event}”时，{minutes} 分钟内", "within {minutes} minutes of: {event}")
EVENT_OPEN = Wording("发生“{event}”时，时限待学校填写", "at once on: {event}; the school fills in the limit")
AS_NEEDED = Wording("适时", "as needed")


def say_when(when: object, language: Language) -> str:
    """Say when a duty is due: 每周一, 第 2 教学周结束前, 每月最后一个上课日."""
    said = _say(when, language)
    times = getattr(when, "times", 1)
    if times != 1:
        said = TIMES.say(language, when=said, times="____" if isinstance(times, Blank) else times)
    by = getattr(when, "by", None)
    return BY.say(language, when=said, by=by) if by else said


@singledispatch
def _say(when: object, language: Language) -> str:
    raise NotImplementedError(type(when))


@_say.register(Daily)
def _daily(_when: Daily, language: Language) -> str:
    return DAILY.say(language)


@_say.register(Weekly)
def _weekly(when: Weekly, language: Language) -> str:
    return (WEEKDAYS[when.on] if when.on else EACH["week"]).say(language)


@_say.register(Monthly)
def _monthly(when: Monthly, language: Language) -> str:
    return _at_edge("month", when.on, language)


@_say.register(Yearly)
def _yearly(when: Yearly, language: Language) -> str:
    return _at_edge("year", when.on, language)


@_say.register(Termly)
def _termly(when: Termly, language: Language) -> str:
    if when.week is None:
        return _at_edge("term", when.on, language)
    if when.week > 0:
        return (ON_EDGE_OF_WEEK[when.on] if when.on else BY_WEEK).say(language, week=when.week)
    return (LAST_WEEK if when.week == -1 else FROM_THE_END).say(language, week=-when.week)


@_say.register(OnEvent)
def _on_event(when: OnEvent, language: Language) -> str:
    if isinstance(when.within_minutes, Blank):
        return EVENT_OPEN.say(language, event=when.event)
    return EVENT.say(language, event=when.event, minutes=when.within_minutes)


@_say.register(AsNeeded)
def _as_needed(_when: AsNeeded, language: Language) -> str:
    return AS_NEEDED.say(language)


def _at_edge(each: str, edge: str | None, language: Language) -> str:
    said = EACH[each].say(language)
    return EDGES[edge].say(language, each=said) if edge else said

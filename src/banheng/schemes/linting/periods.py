"""Periods that do not fit into each other, and figures that something is divided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.periods import PeriodKind
from banheng.core.wording import Wording
from banheng.rules.roll_up import Combine, RollUp
from banheng.rules.streak import Streak
from banheng.rules.timely import Timely
from banheng.schemes.linting.check import Found, check, rules
from banheng.schemes.linting.reach import MOST_PIECES

if TYPE_CHECKING:
    from banheng.schemes.scheme import Scheme

LENGTH = list(PeriodKind)
"""From the shortest to the longest."""

NAMES = {
    PeriodKind.DAY: Wording("日", "day"),
    PeriodKind.WEEK: Wording("周", "week"),
    PeriodKind.MONTH: Wording("月", "month"),
    PeriodKind.TERM: Wording("学期", "term"),
    PeriodKind.HALF_YEAR: Wording("半年", "half year"),
    PeriodKind.YEAR: Wording("年", "year"),
}


def _named(**periods: PeriodKind) -> dict[str, str | int]:
    chinese = {name: NAMES[kind].zh for name, kind in periods.items()}
    return {**chinese, **{f"{name}_en": NAMES[kind].en for name, kind in periods.items()}}


@check(
    "L701",
    Severity.ERROR,
    "一{whole}不能按{each}再分（只能分成比它短的日、周、月）。请改正 each。",
    "a {whole_en} cannot be cut into pieces of a {each_en}: a day, week or month that is shorter. Correct each.",
)
def piece_too_long(scheme: Scheme) -> Found:
    """The pieces of a roll-up or streak are shorter than what they are pieces of."""
    for placed in rules(scheme):
        rule = placed.rule
        if isinstance(rule, RollUp | Streak) and (rule.each, placed.period) not in MOST_PIECES:
            yield (*placed.path, "each"), _named(whole=placed.period, each=rule.each)


@check(
    "L702",
    Severity.ERROR,
    "汇总周期“{to}”不比方案周期“{period}”长。请改成更长的周期。",
    "totals are combined to a {to_en}, which is not longer than the scheme's {period_en}. Name a longer period.",
)
def longer_is_shorter(scheme: Scheme) -> Found:
    """A longer period is longer than the scheme's own."""
    for number, longer in enumerate(scheme.longer_periods):
        if LENGTH.index(longer.to) <= LENGTH.index(scheme.period):
            yield ("longer_periods", number, "to"), _named(to=longer.to, period=scheme.period)


@check(
    "L703",
    Severity.ERROR,
    "期限为第 {days} 天，超出了一{period}（最多 {most} 天）。请改正天数，或改用更长的周期。",
    "it is due on day {days}, beyond a {period_en} (of {most} days at most). Correct the days or use a longer period.",
)
def due_beyond_period(scheme: Scheme) -> Found:
    """What is due falls into the period."""
    for placed in rules(scheme):
        most = 1 if placed.period is PeriodKind.DAY else MOST_PIECES[PeriodKind.DAY, placed.period]
        due = placed.rule.due if isinstance(placed.rule, Timely) else None
        if due is not None and due.days is not None and due.days > most:
            figures = {"days": str(due.days), "most": str(most), **_named(period=placed.period)}
            yield (*placed.path, "due"), figures


@check(
    "L704",
    Severity.WARNING,
    "期限 {day} 是一个固定日期，只有含这一天的那个周期适用。请改用 days。",
    "the date {day} lies in one period only; in all others it makes no sense. Use days instead.",
)
def due_on_fixed_date(scheme: Scheme) -> Found:
    """What comes back every period is not due on one date."""
    for placed in rules(scheme):
        if isinstance(placed.rule, Timely) and placed.rule.due.on is not None:
            yield (*placed.path, "due"), {"day": placed.rule.due.on.isoformat()}


@check(
    "L705",
    Severity.ERROR,
    "要连续 {length} 个{each}，而一{period}最多只有 {most} 个，永远达不到。请改正 length。",
    "{length} in a row are asked for, but a {period_en} has {most} of a {each_en} at most. Correct length.",
)
def streak_too_long(scheme: Scheme) -> Found:
    """A run fits into the period."""
    for placed in rules(scheme):
        rule = placed.rule
        most = MOST_PIECES.get((rule.each, placed.period)) if isinstance(rule, Streak) else None
        if isinstance(rule, Streak) and most is not None and rule.length > most:
            figures = {"length": str(rule.length), "most": str(most)}
            yield (*placed.path, "length"), {**figures, **_named(each=rule.each, period=placed.period)}


@check(
    "L707",
    Severity.WARNING,
    "“{name}”把一月各周相加，五周的月份会比四周的多得。请改用 take: mean，或写 count: 4。",
    "'{name}' adds up the weeks of a month, so a month of five weeks gives more than one of four. "
    "Use take: mean, or count: 4.",
)
def five_week_month(scheme: Scheme) -> Found:
    """A month of five weeks means as much as one of four."""
    for placed in rules(scheme):
        rule = placed.rule
        weeks_of_month = (
            isinstance(rule, RollUp) and rule.each is PeriodKind.WEEK and placed.period is PeriodKind.MONTH
        )
        if isinstance(rule, RollUp) and weeks_of_month and rule.take is Combine.SUM and rule.count is None:
            yield (*placed.path, "take"), {"name": placed.item.name}


@check(
    "L708",
    Severity.NOTE,
    "按周计分而没有写跨周期的那一周归谁，将按本周期内的天数计。请写 weeks: clipped、by_monday 或 by_thursday。",
    "weeks are scored, but where a week across the edge belongs is not stated; its days inside count. "
    "Write weeks: clipped, by_monday or by_thursday.",
)
def weeks_unstated(scheme: Scheme) -> Found:
    """Where weeks count, it is stated which weeks a period has."""
    weekly = [
        placed.path
        for placed in rules(scheme)
        if isinstance(placed.rule, RollUp | Streak) and placed.rule.each is PeriodKind.WEEK
    ]
    if weekly and "weeks" not in scheme.model_fields_set and scheme.period is not PeriodKind.WEEK:
        yield ("period",), {}

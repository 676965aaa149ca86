"""From results to pay, row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import singledispatch
from typing import TYPE_CHECKING

from banheng.core.money import FEN_PER_YUAN, format_yuan
from banheng.core.points import UNITS, format_units
from banheng.core.rounding import divide
from banheng.core.wording import Wording
from banheng.rules.rule import Step
from banheng.rules.words import UNIT_NAMES
from banheng.schemes import allowances as kinds
from banheng.schemes.allowances import HEADCOUNTS, YEARS, Headcount, PoolBy, Prorate
from banheng.scoring.concluding import Standing
from banheng.scoring.outcome import PayLine
from banheng.scoring.tree import HUNDRED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.schemes.allowances import Allowance, Pay
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.roster import Posting

PAY_WORDINGS: Mapping[str, Wording] = {
    "line": Wording("{name}：{how} = {yuan} 元", "{name}: {how} = {yuan} yuan"),
    "veto_forfeit": Wording(
        "因“{name}”不发本期津贴：{yuan} 元", "{name}: nothing is paid for the period: {yuan} yuan"
    ),
    "veto_percent": Wording(
        "因“{name}”按 {percent}% 发放：{yuan} 元", "{name}: paid at {percent} %: {yuan} yuan"
    ),
    "decided": Wording("{by} 决定实发 {yuan} 元：{why}", "{by} decided the pay of {yuan} yuan: {why}"),
    "floor": Wording("最低发 {floor} 元，补 {yuan} 元", "at least {floor} yuan: {yuan} yuan added"),
    "rounding": Wording("取整 {yuan} 元", "rounding: {yuan} yuan"),
    "pay": Wording("合计 {yuan} 元", "together {yuan} yuan"),
}


@dataclass(slots=True)
class Payee:
    """The pay of one subject while it is worked out."""

    standing: Standing
    lines: list[PayLine] = field(default_factory=list)

    @property
    def so_far(self) -> int:
        """Sum up the lines, in fen."""
        return sum(line.fen for line in self.lines)

    def add(self, code: str, fen: int, step: Step) -> None:
        """Add a line and how it came about."""
        self.lines.append(PayLine(code, fen))
        self.standing.add("pay", step)


@dataclass(frozen=True, slots=True)
class PaySetting:
    """What all payees of one pay run share."""

    scheme: Scheme
    pay: Pay
    period: Period
    calendar: SchoolCalendar


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount of money as a fraction of fen, and how it came about in figures."""

    numerator: int
    denominator: int = 1
    how: str = ""
    records: tuple[str, ...] = ()


def pay_out(
    allowances: Sequence[Allowance], setting: PaySetting, standings: Sequence[Standing]
) -> list[Payee]:
    """Work out the pay of all subjects; the lines of classes are not paid."""
    payees = [Payee(standing) for standing in standings if not standing.subject.is_class_line]
    for allowance in allowances:
        paid_to = [p for p in payees if p.standing.subject.posting.role.value in allowance.paid_to]
        if isinstance(allowance, kinds.Pool):
            _pay_pool(allowance, paid_to)
            continue
        for payee in paid_to:
            _pay_line(allowance, setting, payee)
    for payee in payees:
        _adjust(setting, payee)
    return payees


def _pay_line(allowance: Allowance, setting: PaySetting, payee: Payee) -> None:
    amount = _amount(allowance, setting, payee)
    if amount is None:
        return
    part, whole = (
        (1, 1) if isinstance(allowance, NEVER_PRORATED) else _days(allowance, setting, payee.standing)
    )
    fen = divide(amount.numerator * part, amount.denominator * whole, setting.pay.rounding.mode)
    how = amount.how if part == whole else f"{amount.how} × {part}/{whole}"
    figures = {"name": allowance.name, "how": how, "yuan": format_yuan(fen)}
    payee.add(allowance.code, fen, Step("line", figures, amount.records))


NEVER_PRORATED = (kinds.Factor, kinds.Leave, kinds.PerDay, kinds.PerEvent, kinds.Decided, kinds.Minimum)
"""Kinds that already follow the days or the records; a minimum is pro-rated before it is compared."""


def _days(allowance: Allowance, setting: PaySetting, standing: Standing) -> tuple[int, int]:
    """Give the days in post and the days of the period, as the line is pro-rated."""
    prorate = allowance.prorate or setting.pay.prorate or Prorate.NONE
    if prorate is Prorate.NONE:
        return 1, 1
    own, whole = list(standing.subject.days), setting.period.days()
    if prorate is Prorate.SCHOOL_DAYS:
        own, whole = (list(filter(setting.calendar.is_school_day, days)) for days in (own, whole))
    return (len(own), len(whole)) if whole else (0, 1)


@singledispatch
def _amount(allowance: Allowance, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    """Give what a line is before pro-rating; None if it does not concern the payee."""
    raise TypeError(f"no meaning for allowance {allowance!r}")


@_amount.register
def _fixed(allowance: kinds.Fixed, setting: PaySetting, payee: Payee) -> Amount:  # noqa: ARG001
    return Amount(allowance.fen, how=format_yuan(allowance.fen))


@_amount.register
def _by_rating(allowance: kinds.ByRating, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    fen = allowance.fen.get(payee.standing.rating)
    return None if fen is None else Amount(fen, how=format_yuan(fen))


@_amount.register
def _below(allowance: kinds.Below, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    value = payee.standing.value_of(allowance.of)
    how = f"{format_units(value)} < {format_units(allowance.at)}"
    return Amount(allowance.fen, how=how) if value < allowance.at else None


@_amount.register
def _by_band(allowance: kinds.ByBand, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    posting = payee.standing.subject.posting
    if allowance.of in HEADCOUNTS:
        value = _headcount(posting, Headcount(allowance.of)) * UNITS
    else:
        value = posting.years * UNITS if allowance.of == YEARS else payee.standing.value_of(allowance.of)
    fen = next((band.fen for band in allowance.bands if band.holds(value)), None)
    return None if fen is None else Amount(fen, how=f"{format_units(value)} → {format_yuan(fen)}")


def _headcount(posting: Posting, count: Headcount) -> int:
    return {
        Headcount.PUPILS: posting.pupils,
        Headcount.BOARDERS: posting.boarders,
        Headcount.DAY_PUPILS: posting.pupils - posting.boarders,
    }[count]


@_amount.register
def _leave(allowance: kinds.Leave, setting: PaySetting, payee: Payee) -> Amount | None:
    days = sum(map(setting.calendar.is_school_day, payee.standing.subject.substituted_days))
    if days < max(1, allowance.least_days):
        return None
    return Amount(allowance.fen * days, how=f"{days} × {format_yuan(allowance.fen)}")


@_amount.register
def _per_point(allowance: kinds.PerPoint, setting: PaySetting, payee: Payee) -> Amount:  # noqa: ARG001
    standing = payee.standing
    points = max(0, standing.value_of(allowance.of) - allowance.above)
    how = f"{format_units(points)} × {format_yuan(allowance.fen)}"
    if allowance.most_fen is not None and allowance.fen * points > allowance.most_fen * UNITS:
        return Amount(allowance.most_fen, how=f"{how} ≤ {format_yuan(allowance.most_fen)}")
    return Amount(allowance.fen * points, UNITS, how)


@_amount.register
def _per_pupil(allowance: kinds.PerPupil, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    standing = payee.standing
    posting = standing.subject.posting
    pupils = _headcount(posting, allowance.count)
    fen = allowance.fen if allowance.by_stage is None else allowance.by_stage.get(posting.stage)
    if fen is None:
        return None
    if allowance.up_to is not None:
        pupils = min(pupils, allowance.up_to)
    pupils = max(0, pupils - allowance.over)
    months = f" × {allowance.months}" if allowance.months > 1 else ""
    return Amount(fen * pupils * allowance.months, how=f"{pupils} × {format_yuan(fen)}{months}")


@_amount.register
def _by_rank(allowance: kinds.ByRank, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    standing = payee.standing
    if standing.rank is None or standing.rank > len(allowance.fen):
        return None
    fen = allowance.fen[standing.rank - 1]
    return Amount(fen, how=f"#{standing.rank} {format_yuan(fen)}")


@_amount.register
def _factor(allowance: kinds.Factor, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    standing = payee.standing
    records = tuple(standing.records.get(allowance.code, ()))
    key = {
        "all": "all",
        "rating": standing.rating,
        "class_type": standing.subject.posting.class_type,
        "level": records[-1].level if records else "",
    }[allowance.by]
    percent = allowance.percent.get(key)
    if percent is None:
        return None
    base = sum(line.fen for line in payee.lines if not allowance.of or line.code in allowance.of)
    how = f"{format_yuan(base)} × ({format_units(percent)}% − 100%)"
    ids = tuple(record.id for record in records[-1:])
    return Amount(base * (percent - HUNDRED_PERCENT), HUNDRED_PERCENT, how, ids)


@_amount.register
def _per_event(allowance: kinds.PerEvent, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    standing = payee.standing
    records = standing.records.get(allowance.code, ())
    total = 0
    how = []
    for code, event in allowance.events.items():
        quantity = sum(record.quantity for record in records if record.event == code)
        total += event.fen * quantity
        if quantity:
            unit = UNIT_NAMES[event.per.value].zh
            how.append(f"{event.name} {format_units(quantity)} {unit} × {format_yuan(event.fen)}")
    if not how:
        return None
    ids = tuple(record.id for record in records)
    for bound, beyond in ((allowance.least_fen, int.__lt__), (allowance.most_fen, int.__gt__)):
        if bound is not None and beyond(total, bound * UNITS):
            return Amount(bound, how=f"{' + '.join(how)} → {format_yuan(bound)}", records=ids)
    return Amount(total, UNITS, " + ".join(how), ids)


@_amount.register
def _seniority(allowance: kinds.Seniority, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    standing = payee.standing
    steps = max(0, standing.subject.posting.years - allowance.after_years) // allowance.every_years
    if steps == 0:
        return None
    fen = steps * allowance.fen
    if allowance.most_fen is not None:
        fen = min(fen, allowance.most_fen)
    return Amount(fen, how=f"{steps} × {format_yuan(allowance.fen)}")


@_amount.register
def _per_day(allowance: kinds.PerDay, setting: PaySetting, payee: Payee) -> Amount:
    days = payee.standing.subject.days
    number = sum(map(setting.calendar.is_school_day, days)) if allowance.school_days else len(days)
    if allowance.most_days is not None:
        number = min(number, allowance.most_days)
    return Amount(number * allowance.fen, how=f"{number} × {format_yuan(allowance.fen)}")


@_amount.register
def _decided(allowance: kinds.Decided, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    standing = payee.standing
    records = standing.records.get(allowance.code, ())
    if not records:
        return None
    units = sum(record.value or 0 for record in records)
    fen = max(divide(units * FEN_PER_YUAN, UNITS), allowance.least_fen)
    if allowance.most_fen is not None:
        fen = min(fen, allowance.most_fen)
    return Amount(fen, how=format_yuan(fen), records=tuple(record.id for record in records))


@_amount.register
def _minimum(allowance: kinds.Minimum, setting: PaySetting, payee: Payee) -> Amount | None:
    wanted = []
    if allowance.percent is not None and allowance.average_fen is not None:
        wanted.append(divide(allowance.average_fen * allowance.percent, HUNDRED_PERCENT))
    if allowance.fen is not None:
        wanted.append(allowance.fen)
    least = max(wanted) if allowance.take == "greater" else min(wanted)
    part, whole = _days(allowance, setting, payee.standing)
    missing = divide(least * part, whole, setting.pay.rounding.mode) - payee.so_far
    how = f"≥ {format_yuan(least)}" if part == whole else f"≥ {format_yuan(least)} × {part}/{whole}"
    return Amount(missing, how=how) if missing > 0 else None


def _pay_pool(pool: kinds.Pool, payees: Sequence[Payee]) -> None:
    groups: dict[str, list[Payee]] = defaultdict(list)
    classes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for payee in payees:
        subject = payee.standing.subject
        group = subject.groups[pool.within]
        classes[group].add((subject.posting.school, subject.posting.school_class))
        if not any(effect.allowance == "forfeit_period" for _, effect in payee.standing.effects):
            groups[group].append(payee)
    for group, members in groups.items():
        total = pool.fen if pool.fen is not None else (pool.fen_per_class or 0) * len(classes[group])
        weights = [_weight(pool, payee.standing) for payee in members]
        keys = [payee.standing.subject.key for payee in members]
        for payee, weight, fen in zip(members, weights, share_out(total, weights, keys), strict=True):
            how = (
                f"{format_yuan(total)} × {weight}/{sum(weights)}"
                if sum(weights)
                else f"{format_yuan(total)} ÷ {len(members)}"
            )
            figures = {"name": pool.name, "how": how, "yuan": format_yuan(fen)}
            payee.add(pool.code, fen, Step("line", figures))


def _weight(pool: kinds.Pool, standing: Standing) -> int:
    weight = {
        PoolBy.EQUAL: UNITS,
        PoolBy.POINTS: max(0, standing.total),
        PoolBy.RATING: max(0, pool.weights.get(standing.rating, 0)),
    }[pool.by]
    return weight * len(standing.subject.days) if pool.for_days else weight


def share_out(total: int, weights: Sequence[int], keys: Sequence[str]) -> list[int]:
    """Share out a sum to the last fen by weights: round down, then one fen each to the largest remainders.

    Equal remainders go in the order of the keys; if all weights are 0, all share equally.

    Examples:
        >>> share_out(100, [1, 1, 1], ["a", "b", "c"])
        [34, 33, 33]
    """
    if not weights:
        return []
    if sum(weights) == 0:
        weights = [1] * len(weights)
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    first = sorted(range(len(weights)), key=lambda number: (-remainders[number], keys[number]))
    for number in first[: total - sum(shares)]:
        shares[number] += 1
    return shares


def _adjust(setting: PaySetting, payee: Payee) -> None:
    """Vetoes, decisions, floor and rounding, in this order."""
    standing = payee.standing
    for veto, effect in standing.effects:
        if effect.allowance == "forfeit_period" and payee.so_far:
            fen = -payee.so_far
            figures: dict[str, int | str] = {"name": veto.name, "yuan": format_yuan(fen)}
            payee.add(f"veto:{veto.code}", fen, Step("veto_forfeit", figures))
        if effect.allowance_percent is not None:
            percent = effect.allowance_percent
            fen = divide(
                payee.so_far * (percent - HUNDRED_PERCENT), HUNDRED_PERCENT, setting.pay.rounding.mode
            )
            figures = {"name": veto.name, "percent": percent, "yuan": format_yuan(fen)}
            payee.add(f"veto:{veto.code}", fen, Step("veto_percent", figures))
    for decision in standing.decisions(setting.scheme, "allowance"):
        fen = divide((decision.value or 0) * FEN_PER_YUAN, UNITS)
        by = " ".join(
            filter(None, [setting.scheme.decisions.by if setting.scheme.decisions else "", decision.recorder])
        )
        figures = {"by": by, "yuan": format_yuan(fen), "why": decision.note}
        payee.add("decision", fen - payee.so_far, Step("decided", figures, (decision.id,)))
    floor = setting.pay.floor
    if floor is not None and payee.so_far < floor:
        fen = floor - payee.so_far
        payee.add("floor", fen, Step("floor", {"floor": format_yuan(floor), "yuan": format_yuan(fen)}))
    step = setting.pay.rounding.step
    rounded = divide(payee.so_far, step, setting.pay.rounding.mode) * step
    if rounded != payee.so_far:
        fen = rounded - payee.so_far
        payee.add("rounding", fen, Step("rounding", {"yuan": format_yuan(fen)}))
    standing.add("pay", Step("pay", {"yuan": format_yuan(payee.so_far)}))


def differences(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Give what a recomputation changes in the pay, in fen by subject; what is equal is left out."""
    keys = [*before, *(key for key in after if key not in before)]
    changes = {key: after.get(key, 0) - before.get(key, 0) for key in keys}
    return {key: fen for key, fen in changes.items() if fen}

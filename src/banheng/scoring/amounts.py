"""What each kind of allowance pays one subject before pro-rating, and how that came about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, singledispatch
from typing import TYPE_CHECKING

from banheng.core.money import FEN_PER_YUAN, format_yuan
from banheng.core.points import UNITS
from banheng.core.rounding import divide
from banheng.rules.rule import Step
from banheng.schemes import allowances as kinds
from banheng.schemes.allowances import HEADCOUNTS, YEARS, Headcount, Prorate
from banheng.scoring.concluding import Standing
from banheng.scoring.outcome import PayLine
from banheng.scoring.tree import HUNDRED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.schemes.allowances import Allowance, Pay
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.roster import Posting


Figures = dict[str, int | str]


@dataclass(slots=True)
class Payee:
    """The pay of one subject while it is worked out."""

    standing: Standing
    lines: list[PayLine] = field(default_factory=list)

    @property
    def so_far(self) -> int:
        """Sum up the lines, in fen."""
        return sum(line.fen for line in self.lines)

    def sum_of(self, codes: Collection[str]) -> int:
        """Sum up some of the lines so far, all of them if none are named."""
        return sum(line.fen for line in self.lines if not codes or line.code in codes)

    def add(self, code: str, fen: int, step: Step) -> None:
        """Add a line and how it came about."""
        self.lines.append(PayLine(code, fen))
        self.standing.add("pay", step)


@dataclass(frozen=True, slots=True)
class PaySetting:
    """What all payees of one pay run share; `rating_names` by code are for the words."""

    scheme: Scheme
    pay: Pay
    period: Period
    calendar: SchoolCalendar
    rating_names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount of money as a fraction of fen, and how it came about."""

    numerator: int
    denominator: int
    steps: tuple[Step, ...]
    records: tuple[str, ...] = ()


def priced(what: str, fen: int, **figures: int | str) -> Step:
    """Tell a step with an amount of money; it stands among the figures as `each`, in yuan."""
    return Step(what, {**figures, "each": format_yuan(fen)})


def days_counted(allowance: Allowance, setting: PaySetting, standing: Standing) -> tuple[int, int]:
    """Give the days in post and the days of the period, as the line is pro-rated."""
    prorate = prorate_of(allowance, setting)
    if prorate is Prorate.NONE:
        return 1, 1
    own, whole = tuple(standing.subject.days), tuple(setting.period.days())
    if prorate is not Prorate.SCHOOL_DAYS:
        return (len(own), len(whole)) if whole else (0, 1)
    school_days = _school_days(setting.calendar, whole)
    return (_school_days(setting.calendar, own), school_days) if school_days else (0, 1)


@lru_cache(maxsize=1024)
def _school_days(calendar: SchoolCalendar, days: tuple[date, ...]) -> int:
    """Count them once for all who have the same days, which are nearly all."""
    return sum(map(calendar.is_school_day, days))


def prorate_of(allowance: Allowance, setting: PaySetting) -> Prorate:
    """Tell how a line is pro-rated."""
    return allowance.prorate or setting.pay.prorate or Prorate.NONE


@singledispatch
def amount_of(allowance: Allowance, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    """Give what a line is before pro-rating; None if it does not concern the payee."""
    raise TypeError(f"no meaning for allowance {allowance!r}")


@amount_of.register
def _fixed(allowance: kinds.Fixed, setting: PaySetting, payee: Payee) -> Amount:  # noqa: ARG001
    return Amount(allowance.fen, 1, (priced("fixed", allowance.fen),))


@amount_of.register
def _by_rating(allowance: kinds.ByRating, setting: PaySetting, payee: Payee) -> Amount | None:
    rating = payee.standing.rating
    fen = allowance.fen.get(rating)
    if fen is None:
        return None
    return Amount(fen, 1, (priced("by_rating", fen, name=setting.rating_names.get(rating, rating)),))


@amount_of.register
def _below(allowance: kinds.Below, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    points = payee.standing.value_of(allowance.of)
    if points >= allowance.at or not payee.standing.applies_to(allowance.of):
        return None
    part = payee.standing.name_of(allowance.of)
    return Amount(
        allowance.fen, 1, (priced("below", allowance.fen, part=part, points=points, at=allowance.at),)
    )


@amount_of.register
def _by_band(allowance: kinds.ByBand, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    standing, posting = payee.standing, payee.standing.subject.posting
    if allowance.of in HEADCOUNTS:
        points = _headcount(posting, Headcount(allowance.of)) * UNITS
    elif allowance.of == YEARS:
        points = posting.years * UNITS
    elif standing.applies_to(allowance.of):
        points = standing.value_of(allowance.of)
    else:
        return None
    band = next((band for band in allowance.bands if band.holds(points)), None)
    if band is None:
        return None
    figures: Figures = {"part": payee.standing.name_of(allowance.of), "points": points}
    what = "by_band" if band.bounds() else "by_band_any"
    step = priced(what, band.fen, **figures, **band.bounds())
    return Amount(band.fen, 1, (step,))


def _headcount(posting: Posting, count: Headcount) -> int:
    return {
        Headcount.PUPILS: posting.pupils,
        Headcount.BOARDERS: posting.boarders,
        Headcount.DAY_PUPILS: max(0, posting.pupils - posting.boarders),
    }[count]


@amount_of.register
def _leave(allowance: kinds.Leave, setting: PaySetting, payee: Payee) -> Amount | None:
    days = sum(map(setting.calendar.is_school_day, payee.standing.subject.substituted_days))
    if days < max(1, allowance.least_days):
        return None
    return Amount(allowance.fen * days, 1, (priced("leave", allowance.fen, days=days * UNITS),))


@amount_of.register
def _per_point(allowance: kinds.PerPoint, setting: PaySetting, payee: Payee) -> Amount:  # noqa: ARG001
    points = max(0, payee.standing.value_of(allowance.of) - allowance.above)
    figures: Figures = {
        "part": payee.standing.name_of(allowance.of),
        "points": points,
        "above": allowance.above,
    }
    step = priced("per_point_above" if allowance.above else "per_point", allowance.fen, **figures)
    if allowance.most_fen is not None and allowance.fen * points > allowance.most_fen * UNITS:
        return Amount(allowance.most_fen, 1, (step, priced("most", allowance.most_fen)))
    return Amount(allowance.fen * points, UNITS, (step,))


@amount_of.register
def _per_pupil(allowance: kinds.PerPupil, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    posting = payee.standing.subject.posting
    number = _headcount(posting, allowance.count)
    fen = allowance.fen if allowance.by_stage is None else allowance.by_stage.get(posting.stage)
    if fen is None:
        return None
    steps: list[Step] = []
    part = allowance.count.value
    whole = Step("headcount", {"part": part, "number": number * UNITS})
    if allowance.up_to is not None and number > allowance.up_to:
        number = allowance.up_to
        steps.append(Step("up_to", {"up_to": number * UNITS}))
    if allowance.over:
        number = max(0, number - allowance.over)
        steps.append(Step("over", {"over": allowance.over * UNITS}))
    what = "per_counted" if steps else "per_pupil"
    what += "" if allowance.months == 1 else "_months"
    months = allowance.months * UNITS
    steps = [
        *([whole, *steps] if steps else []),
        priced(what, fen, part=part, number=number * UNITS, months=months),
    ]
    return Amount(fen * number * allowance.months, 1, tuple(steps))


@amount_of.register
def _by_rank(allowance: kinds.ByRank, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    rank = payee.standing.rank
    if rank is None or rank > len(allowance.fen):
        return None
    fen = allowance.fen[rank - 1]
    return Amount(fen, 1, (priced("by_rank", fen, rank=rank * UNITS),))


@amount_of.register
def _factor(allowance: kinds.Factor, setting: PaySetting, payee: Payee) -> Amount | None:
    standing = payee.standing
    records = standing.records.get(allowance.code, ())
    key = {
        "all": "all",
        "rating": standing.rating,
        "class_type": standing.subject.posting.class_type,
        "level": records[-1].level if records else "",
    }[allowance.by]
    percent = allowance.percent.get(key)
    if percent is None:
        return None
    base = payee.sum_of(allowance.of)
    name = setting.rating_names.get(key, key) if allowance.by == "rating" else key
    figures: Figures = {"name": name, "percent": percent, "base": format_yuan(base)}
    ids = tuple(record.id for record in records) if allowance.by == "level" else ()
    step = Step(f"factor_{allowance.by}", figures)
    return Amount(base * (percent - HUNDRED_PERCENT), HUNDRED_PERCENT, (step,), ids)


@amount_of.register
def _per_event(allowance: kinds.PerEvent, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    records = payee.standing.records.get(allowance.code, ())
    total = 0
    steps: list[Step] = []
    for code, event in allowance.events.items():
        quantity = sum(record.quantity for record in records if record.event == code)
        total += event.fen * quantity
        if quantity:
            figures: Figures = {"name": event.name, "quantity": quantity, "unit": event.per.value}
            steps.append(priced("per_event", event.fen, **figures))
    if not steps:
        return None
    ids = tuple(record.id for record in records)
    if allowance.least_fen is not None and total < allowance.least_fen * UNITS:
        return Amount(allowance.least_fen, 1, (*steps, priced("least", allowance.least_fen)), ids)
    if allowance.most_fen is not None and total > allowance.most_fen * UNITS:
        return Amount(allowance.most_fen, 1, (*steps, priced("most", allowance.most_fen)), ids)
    return Amount(total, UNITS, tuple(steps), ids)


@amount_of.register
def _seniority(allowance: kinds.Seniority, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    years, every = payee.standing.subject.posting.years, max(1, allowance.every_years)
    number = max(0, years - allowance.after_years) // every
    if number == 0:
        return None
    figures = {"years": years * UNITS, "every": every * UNITS, "number": number * UNITS}
    figures["after"] = allowance.after_years * UNITS
    step = priced("seniority_after" if allowance.after_years else "seniority", allowance.fen, **figures)
    if allowance.most_fen is not None and number * allowance.fen > allowance.most_fen:
        return Amount(allowance.most_fen, 1, (step, priced("most", allowance.most_fen)))
    return Amount(number * allowance.fen, 1, (step,))


@amount_of.register
def _per_day(allowance: kinds.PerDay, setting: PaySetting, payee: Payee) -> Amount:
    days = payee.standing.subject.days
    number = sum(map(setting.calendar.is_school_day, days)) if allowance.school_days else len(days)
    steps: list[Step] = []
    if allowance.most_days is not None and number > allowance.most_days:
        number = allowance.most_days
        steps.append(Step("most_days", {"most_days": number * UNITS}))
    what = "per_school_day" if allowance.school_days else "per_day"
    if allowance.for_days > 1:
        what = f"{what}_of"
    steps.append(priced(what, allowance.fen, days=number * UNITS, of=allowance.for_days * UNITS))
    return Amount(number * allowance.fen, allowance.for_days, tuple(steps))


@amount_of.register
def _decided(allowance: kinds.Decided, setting: PaySetting, payee: Payee) -> Amount | None:  # noqa: ARG001
    records = payee.standing.records.get(allowance.code, ())
    if not records:
        return None
    wanted = divide(sum(record.value or 0 for record in records) * FEN_PER_YUAN, UNITS)
    fen = max(wanted, allowance.least_fen)
    if allowance.most_fen is not None:
        fen = min(fen, allowance.most_fen)
    steps = [priced("decided_amount", wanted)]
    if fen != wanted:
        steps.append(priced("least" if fen > wanted else "most", fen))
    return Amount(fen, 1, tuple(steps), tuple(record.id for record in records))


@amount_of.register
def _minimum(allowance: kinds.Minimum, setting: PaySetting, payee: Payee) -> Amount | None:
    wanted = []
    if allowance.percent is not None and allowance.average_fen is not None:
        wanted.append(divide(allowance.average_fen * allowance.percent, HUNDRED_PERCENT))
    if allowance.fen is not None:
        wanted.append(allowance.fen)
    whole = max(wanted) if allowance.take == "greater" else min(wanted)
    days, period_days = days_counted(allowance, setting, payee.standing)
    least = divide(whole * days, period_days, setting.pay.rounding.mode)
    figures: Figures = {"days": days * UNITS, "period_days": period_days * UNITS}
    figures["least"] = format_yuan(least)
    step = priced("minimum" if days == period_days else "minimum_for_days", whole, **figures)
    return Amount(least - payee.so_far, 1, (step,)) if least > payee.so_far else None

"""Pay that can go negative, is not pro-rated, or names what the scheme does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.money import format_yuan
from banheng.rules.figures import Blank
from banheng.schemes.allowances import (
    AssistantShare,
    Below,
    ByBand,
    ByRank,
    ByRating,
    Decided,
    Factor,
    Fixed,
    Leave,
    Minimum,
    PerEvent,
    PerPoint,
    PerPupil,
    Pool,
    PoolBy,
    Seniority,
)
from banheng.schemes.linting.check import Found, Outcome, check, outcomes
from banheng.schemes.rating import TOTAL
from banheng.schemes.walking import Path_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.allowances import Allowance
    from banheng.schemes.scheme import Scheme

PRORATED = (Below, ByBand, ByRank, ByRating, Fixed, PerPoint, PerPupil, Seniority)
"""Kinds whose amount does not follow the days or the records by itself."""


def _lines(scheme: Scheme) -> Iterator[tuple[Path_, Outcome, Allowance]]:
    for outcome in outcomes(scheme):
        for number, allowance in enumerate(outcome.allowances):
            yield (*outcome.path, "allowances", number), outcome, allowance


@check(
    "L601",
    Severity.WARNING,
    "津贴可能为负：“{name}”最低 {least} 元，而没有写最低发放额。请在 pay 里写 floor: 0，或写明允许倒扣。",
    "the pay can go negative: '{name}' takes {least} yuan and no floor is stated. Write floor: 0 in pay, "
    "or the floor that is meant.",
)
def negative_pay(scheme: Scheme) -> Found:
    """Where a line takes money, the pay has a stated floor.

    Source: 000-F-12, where 40 points are paid 40 - 50 = -10 yuan.
    """
    for path, outcome, allowance in _lines(scheme):
        tops_up = any(isinstance(line, Minimum) for line in outcome.allowances)
        least = min(_amounts(allowance), default=0)
        if least < 0 and outcome.pay.floor is None and not tops_up:
            yield path, {"name": allowance.name, "least": format_yuan(least)}


def _amounts(allowance: Allowance) -> list[int]:
    """List the amounts in fen that one record or result can mean."""
    match allowance:
        case Fixed() | Below() | Leave() | PerPoint() | Seniority():
            amounts: list[int | None] = [allowance.fen]
        case ByRating():
            amounts = list(allowance.fen.values())
        case ByBand():
            amounts = [band.fen for band in allowance.bands]
        case ByRank():
            amounts = list(allowance.fen)
        case PerEvent():
            amounts = [event.fen for event in allowance.events.values()]
        case Decided():
            amounts = [allowance.least_fen]
        case PerPupil():
            amounts = [allowance.fen, *(allowance.by_stage or {}).values()]
        case _:
            amounts = []
    return [fen for fen in amounts if fen is not None and not isinstance(fen, Blank)]


@check(
    "L602",
    Severity.WARNING,
    "没有写任职不满一个周期怎样折算（{names}），将全额发放。请在 pay 里写 prorate，不折算写 none。",
    "how pay shrinks for part of a period is not stated ({names}); it will be paid in full. "
    "Write prorate in pay; none if it does not shrink.",
)
def prorating_unstated(scheme: Scheme) -> Found:
    """What somebody in post for part of the period gets is stated."""
    for outcome in outcomes(scheme):
        names = [
            line.name for line in outcome.allowances if isinstance(line, PRORATED) and line.prorate is None
        ]
        if names and outcome.pay.prorate is None:
            yield (*outcome.path, "allowances"), {"names": "、".join(names)}


@check(
    "L603",
    Severity.ERROR,
    "“{name}”写了方案没有的等次：{unknown}。可用：{known}。",
    "'{name}' names ratings that the scheme does not have: {unknown}. It has: {known}.",
)
def unknown_rating(scheme: Scheme) -> Found:
    """Amounts and factors by rating name ratings of the scheme."""
    for path, outcome, allowance in _lines(scheme):
        named: set[str] = set()
        if isinstance(allowance, ByRating):
            named = set(allowance.fen)
        elif isinstance(allowance, Factor) and allowance.by == "rating":
            named = set(allowance.percent)
        elif isinstance(allowance, Pool):
            named = set(allowance.weights)
        known = [rating.code for rating in outcome.ratings]
        if unknown := sorted(named - set(known)):
            figures = {"unknown": ", ".join(unknown), "known": ", ".join(known) or "-"}
            yield path, {"name": allowance.name, **figures}


@check(
    "L604",
    Severity.ERROR,
    "“{name}”引用的“{unknown}”不存在，或排在它后面。请写前面已有的代码。",
    "'{name}' refers to {unknown}, which does not exist or comes after it. Name codes that stand before.",
)
def unknown_line(scheme: Scheme) -> Found:
    """A factor multiplies, and an assistant shares, lines before it; what is paid by a part names a part."""
    parts = {*scheme.part_codes(), TOTAL}
    for outcome in outcomes(scheme):
        before: set[str] = set()
        for number, line in enumerate(outcome.allowances):
            wanted = set(line.of) - before if isinstance(line, Factor | AssistantShare) else set()
            if isinstance(line, PerPoint | Below):
                wanted = {line.of} - parts
            if wanted:
                path = (*outcome.path, "allowances", number, "of")
                yield path, {"name": line.name, "unknown": "、".join(sorted(wanted))}
            before.add(line.code)


@check(
    "L605",
    Severity.ERROR,
    "“{name}”按等次分配，而没有写各等次的权数。请写 weights。",
    "'{name}' is shared by rating, but no weights are given. Write weights.",
)
def pool_without_weights(scheme: Scheme) -> Found:
    """A pool that is shared by rating says what each rating weighs."""
    for path, _, allowance in _lines(scheme):
        if isinstance(allowance, Pool) and allowance.by is PoolBy.RATING and not allowance.weights:
            yield path, {"name": allowance.name}


@check(
    "L606",
    Severity.ERROR,
    "“{name}”没有人能得到：从超过 {over} 人起计，又只计到 {up_to} 人。请改正。",
    "nobody gets '{name}': it counts beyond {over} pupils and only up to {up_to}. Correct it.",
)
def no_pupils_counted(scheme: Scheme) -> Found:
    """Some pupils are counted."""
    for path, _, allowance in _lines(scheme):
        if (
            isinstance(allowance, PerPupil)
            and allowance.up_to is not None
            and allowance.up_to <= allowance.over
        ):
            figures = {"over": str(allowance.over), "up_to": str(allowance.up_to)}
            yield path, {"name": allowance.name, **figures}


@check(
    "L607",
    Severity.WARNING,
    "“{name}”没有写学段 {missing} 的标准，这些学段不发。请补上。",
    "'{name}' has no rate for {missing}, where nothing will be paid. Add it.",
)
def stage_without_rate(scheme: Scheme) -> Found:
    """A rate by stage covers the stages of the scheme."""
    for path, _, allowance in _lines(scheme):
        if isinstance(allowance, PerPupil) and allowance.by_stage is not None:
            missing = [stage for stage in scheme.stages if stage not in allowance.by_stage]
            if missing:
                yield (*path, "by_stage"), {"name": allowance.name, "missing": "、".join(missing)}

"""How coefficients move from year to year, and a warning before a limit is crossed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from banheng.balance.exact import decimal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from banheng.balance.schools import Level
    from banheng.balance.verdict import Verdict

COMPOSITE = "composite"


class Status(StrEnum):
    """How things stand, the worst first."""

    FAILS = "fails"  # above the limit
    WARNING = "warning"  # within, but the line through the years crosses the limit soon
    WORSENING = "worsening"  # within and growing
    STEADY = "steady"  # within and not growing, or known for one year only


@dataclass(frozen=True, slots=True)
class Trend:
    """One tested figure over the years.

    Attributes:
        years: year and figure, in order.
        slope: of the least-squares line, a year; None for a single year.
        years_left: until the line from the last figure meets the limit; None unless it does.
    """

    province: str
    county: str
    level: Level
    indicator: str
    limit: Fraction
    years: tuple[tuple[int, Decimal], ...]
    slope: Decimal | None
    years_left: Decimal | None
    status: Status


def trends(verdicts: Iterable[Verdict], *, ahead: int = 2) -> list[Trend]:
    """Follow every figure that the regime tests, the worst first.

    Args:
        verdicts: one for each county, level and year.
        ahead: how many years before the crossing to warn.
    """
    lines: dict[tuple[str, str, Level, str], list[tuple[int, Decimal, bool]]] = defaultdict(list)
    limits: dict[tuple[str, str, Level, str], Fraction] = {}
    for verdict in verdicts:
        place = verdict.place
        for indicator, value, passes in _tested(verdict):
            key = (place.province, place.county, place.level, indicator)
            lines[key].append((int(place.year), value, passes))
            limits[key] = verdict.limit
    found = [_trend(key, limits[key], sorted(line), ahead) for key, line in lines.items()]
    order = list(Status)
    return sorted(found, key=lambda each: order.index(each.status))


def _tested(verdict: Verdict) -> Iterator[tuple[str, Decimal, bool]]:
    if verdict.tests_each:
        for code, each in verdict.coefficients.items():
            yield code, each.value, code not in verdict.failing
    else:
        yield COMPOSITE, verdict.composite, verdict.passes


def _trend(
    key: tuple[str, str, Level, str], limit: Fraction, line: Sequence[tuple[int, Decimal, bool]], ahead: int
) -> Trend:
    _, last, passes = line[-1]
    slope = _slope([(year, Fraction(value)) for year, value, _ in line])
    left = (limit - Fraction(last)) / slope if slope is not None and slope > 0 and passes else None
    if not passes:
        status = Status.FAILS
    elif left is None:
        status = Status.STEADY
    else:
        status = Status.WARNING if left <= ahead else Status.WORSENING
    return Trend(
        *key,
        limit,
        tuple((year, value) for year, value, _ in line),
        None if slope is None else decimal_of(slope),
        None if left is None else decimal_of(left),
        status,
    )


def _slope(line: Sequence[tuple[int, Fraction]]) -> Fraction | None:
    if len({year for year, _ in line}) < 2:
        return None
    middle = Fraction(sum(year for year, _ in line), len(line))
    mean = sum((value for _, value in line), start=Fraction(0)) / len(line)
    spread = sum(((year - middle) ** 2 for year, _ in line), start=Fraction(0))
    return sum(((year - middle) * (value - mean) for year, value in line), start=Fraction(0)) / spread

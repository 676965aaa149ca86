"""Score a period: choose the engine, and split what is longer than the scheme's own period."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from banheng.core.errors import MalformedPeriod
from banheng.core.periods import PeriodKind
from banheng.scoring.columnar import score_columnar
from banheng.scoring.evidence import effective
from banheng.scoring.reference import score_longer, score_reference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.schemes.scheme import LongerPeriod, Scheme
    from banheng.scoring.outcome import ScoreSheet
    from banheng.scoring.roster import Posting


class Engine(StrEnum):
    """Which engine computes; they agree to the last unit, only the reference explains."""

    REFERENCE = "reference"
    COLUMNAR = "columnar"


def score(
    scheme: Scheme,
    evidence: pl.DataFrame,
    postings: Sequence[Posting],
    period: Period,
    calendar: SchoolCalendar,
    engine: Engine = Engine.COLUMNAR,
    settled: Mapping[str, ScoreSheet] | None = None,
) -> ScoreSheet:
    """Score a period of the scheme's kind, or a longer one that the scheme says how to combine.

    Args:
        settled: sheets of shorter periods that stand as they are, by the code of the period.

    Raises:
        MalformedPeriod: the scheme does not say how to score such a period.
        InputRefused: two teachers have a class on the same day.
        LimitExceeded: figures too large to stay exact.
    """
    score_period = score_reference if engine is Engine.REFERENCE else score_columnar
    if period.kind is scheme.period:
        return score_period(scheme, evidence, postings, period, calendar)
    longer = _longer(scheme, period)
    each = longer.each or scheme.period
    span = period.whole_weeks(scheme.weeks) if each is PeriodKind.WEEK else period
    sheets = []
    for piece in span.split(each, calendar):
        if settled and piece.code in settled:
            sheets.append(settled[piece.code])
        elif schools := _schools_with_records(scheme, evidence, piece):
            sheet = score(scheme, evidence, postings, piece, calendar, engine, settled)
            results = tuple(result for result in sheet.results if result.subject.posting.school in schools)
            sheets.append(replace(sheet, results=results))
    return score_longer(scheme, longer, sheets, postings, period, calendar)


def _longer(scheme: Scheme, period: Period) -> LongerPeriod:
    for longer in scheme.longer_periods:
        if longer.to is period.kind:
            return longer
    kinds = [scheme.period, *(longer.to for longer in scheme.longer_periods)]
    raise MalformedPeriod(
        f"'{period.code}' is a {period.kind.value}, but scheme {scheme.scheme} is scored by "
        f"{' or '.join(kind.value for kind in kinds)}"
    )


def _schools_with_records(scheme: Scheme, evidence: pl.DataFrame, period: Period) -> set[str]:
    """Tell which schools recorded anything for the scheme's items; a period without does not count.

    The first days of a month may belong to the last week of the one before.
    """
    with suppress(MalformedPeriod):  # a rest without a whole week is refused when it is scored
        period = period.whole_weeks(scheme.weeks)
    codes = [item.code for item in scheme.items()]
    return set(effective(evidence, period).filter(pl.col("item").is_in(codes))["school"])

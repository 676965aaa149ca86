"""The fast engine: all subjects at once, in integer columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.core.points import UNITS
from banheng.core.rounding import divide_array, multiply, round_units_array
from banheng.rules.limits import limit_array
from banheng.scoring.answering import answering
from banheng.scoring.columnar_assisting import pairs_of, rows_of_results
from banheng.scoring.columnar_concluding import as_published, conclude, with_assistants
from banheng.scoring.columnar_items import ready, score_items
from banheng.scoring.columnar_paying import pay_out_columns
from banheng.scoring.outcome import PartScore, PayLine, ScoreSheet, SubjectResult
from banheng.scoring.packed import as_batch, pack
from banheng.scoring.part_columns import PartColumns
from banheng.scoring.reduce import reduce_records
from banheng.scoring.subject_table import SubjectTable, subject_table
from banheng.scoring.subjects import subjects_of
from banheng.scoring.tree import HUNDRED_PERCENT, full_of_indicator, full_of_item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.core.rounding import Booleans, Integers
    from banheng.schemes.scheme import Indicator, Scheme
    from banheng.scoring.columnar_concluding import Conclusions
    from banheng.scoring.columnar_items import ReadyScheme
    from banheng.scoring.columnar_paying import PayColumns
    from banheng.scoring.reduce import Reduced
    from banheng.scoring.roster import Posting
    from banheng.scoring.subjects import Subject


@dataclass(frozen=True, slots=True)
class Outcome:
    """All results of one scheme as columns of one entry a subject."""

    parts: Mapping[str, PartColumns]
    conclusions: Conclusions
    pay: PayColumns


def score_columnar(
    scheme: Scheme,
    evidence: pl.DataFrame,
    postings: Sequence[Posting],
    period: Period,
    calendar: SchoolCalendar,
) -> ScoreSheet:
    """Score one period of the scheme's own kind, for any number of schools with the same scheme."""
    span = period.whole_weeks(scheme.weeks)
    subjects = subjects_of(postings, span)
    table = subject_table(subjects, span, calendar)
    packed = pack(evidence.filter(pl.col("day").is_between(span.first, span.last) | (pl.col("voids") != "")))
    batch = as_batch(packed.records, packed.directory)
    made = ready(scheme)
    holders = bool(made.codes.to_holder.any())
    people = answering(packed.directory, table.numbers(), table, span, holders=holders)
    reduced = reduce_records(batch.columns, packed.directory.what, made.codes, people, table)
    outcome = score_reduced(scheme, made, reduced, span, calendar)
    return ScoreSheet(scheme, period, tuple(_results(scheme, subjects, outcome)))


def score_reduced(
    scheme: Scheme, made: ReadyScheme, reduced: Reduced, span: Period, calendar: SchoolCalendar
) -> Outcome:
    """Score from reduced evidence."""
    table = reduced.table
    parts = score_items(scheme, made, reduced, span, calendar)
    _score_indicators(scheme.indicators, parts, len(table))
    total = _total(scheme, table, parts)
    conclusions = conclude(scheme, table, total, parts, reduced)
    pairs = pairs_of(table)
    if len(pairs.assistant):
        rows = rows_of_results(table, pairs)
        parts = {code: PartColumns(part.points[rows], part.applies[rows]) for code, part in parts.items()}
        conclusions = with_assistants(conclusions, rows)
    pay = pay_out_columns(scheme, table, conclusions, parts, reduced.others, span, calendar, pairs)
    return Outcome(parts, as_published(conclusions, table.is_assistant), pay)


@dataclass(frozen=True, slots=True)
class _Part:
    columns: PartColumns
    full: int
    weight: int | None
    outside: bool

    @property
    def weighted(self) -> Integers:
        points = self.columns.points
        return points if self.weight is None else divide_array(multiply(points, self.weight), HUNDRED_PERCENT)


def _score_indicators(indicators: Sequence[Indicator], parts: dict[str, PartColumns], rows: int) -> None:
    for indicator in indicators:
        _score_indicators(indicator.indicators, parts, rows)
        own = _indicator_parts(indicator.indicators, parts)
        own += [_Part(parts[i.code], full_of_item(i), i.weight, outside=False) for i in indicator.items]
        start = (indicator.full_points or 0) if indicator.start == "full" else 0
        parts[indicator.code] = _combine(own, start, indicator.floor, indicator.cap, rows)


def _indicator_parts(indicators: Sequence[Indicator], parts: Mapping[str, PartColumns]) -> list[_Part]:
    return [_Part(parts[i.code], full_of_indicator(i), i.weight, outside=i.outside_total) for i in indicators]


def _combine(
    parts: Sequence[_Part], start: int, floor: int | None, cap: int | None, rows: int
) -> PartColumns:
    base = [part for part in parts if not part.outside]
    points, extra = np.zeros(rows, dtype=np.int64), np.full(rows, start, dtype=np.int64)
    for part in base:  # a part that does not apply has 0 points
        if part.full:
            points += part.weighted
        else:
            extra += part.weighted
    applying = np.array([part.columns.applies for part in base]).reshape(len(base), rows)
    applies = np.full(rows, not base or bool(start)) | applying.any(axis=0)
    if not start and not applying.all():
        points = _scaled_up(points, applying, [part.full for part in base])
    points += extra
    for part in parts:
        if part.outside:
            points += part.weighted
    return PartColumns(np.where(applies, limit_array(points, floor, cap), 0), applies)


def _scaled_up(points: Integers, applying: Booleans, full: Sequence[int]) -> Integers:
    """Scale the points up to the full points of all parts where only some apply; `applying` has a row a part."""
    of_all, of_applying = sum(full), np.zeros_like(points)
    for applies, own in zip(applying, full, strict=True):
        of_applying += np.where(applies, own, 0)
    partly = (of_applying > 0) & (of_applying < of_all)
    scaled = divide_array(multiply(points, of_all), np.where(partly, of_applying, 1))
    return np.where(partly, scaled, points)


def _total(scheme: Scheme, table: SubjectTable, parts: Mapping[str, PartColumns]) -> PartColumns:
    tree = _combine(_indicator_parts(scheme.indicators, parts), 0, None, None, len(table))
    points = tree.points
    for across in scheme.limits:
        together = np.zeros_like(points)
        for code in across.parts:
            together += parts[code].points  # 0 where a part does not apply
        points = points + limit_array(together, across.floor, across.cap) - together
    for coefficient in scheme.coefficients:
        factors = table.names[coefficient.by].looked_up(coefficient.factors, UNITS)
        points = divide_array(multiply(points, factors), UNITS)
    points = limit_array(points, scheme.floor, scheme.cap)
    if scheme.scale_to is not None:
        points = divide_array(multiply(points, scheme.scale_to), scheme.full_points)
    applies = tree.applies & (table.days > 0)
    points = round_units_array(points, scheme.rounding.places, scheme.rounding.mode)
    return PartColumns(np.where(applies, points, 0), applies)


_part_score = lru_cache(maxsize=2**14)(PartScore)
"""Most subjects have one of few scores in a part, full marks above all, and a score never changes."""


def _results(scheme: Scheme, subjects: Sequence[Subject], outcome: Outcome) -> list[SubjectResult]:
    """Turn the columns into one result a subject."""
    columns = {
        code: list(map(_part_score, part.points.tolist(), part.applies.tolist()))
        for code, part in outcome.parts.items()
    }
    indicators = [indicator.code for indicator in scheme.all_indicators()]
    items = [item.code for item in scheme.items()]
    ends, pay = outcome.conclusions, outcome.pay
    lines = [(code, fen.tolist(), paid.tolist()) for code, fen, paid in pay.lines]
    total, rank, rank_of = ends.total.tolist(), ends.rank.tolist(), ends.rank_of.tolist()
    rating, sums = ends.rating.tolist(), pay.pay.tolist()
    codes = [rating.code for rating in scheme.ratings]
    return [
        SubjectResult(
            subject=subject,
            items={code: columns[code][number] for code in items},
            indicators={code: columns[code][number] for code in indicators},
            total=total[number],
            rank=rank[number] or None,
            rank_of=rank_of[number],
            rating=codes[rating[number]] if rating[number] >= 0 else "",
            vetoes=tuple(veto.code for veto, holds in ends.vetoes if holds[number]),
            flags=tuple(flag for flag, holds in ends.flags.items() if holds[number]),
            pay_lines=tuple(PayLine(code, fen[number]) for code, fen, paid in lines if paid[number]),
            pay=sums[number],
        )
        for number, subject in enumerate(subjects)
    ]

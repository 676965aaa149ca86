"""The fast engine: all subjects at once, in integer columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.core.points import UNITS
from banheng.core.rounding import divide_array, multiply, round_units_array
from banheng.rules.limits import limit_array
from banheng.rules.rule import Setting
from banheng.scoring.answering import answering
from banheng.scoring.columnar_assisting import pairs_of, rows_of_results
from banheng.scoring.columnar_concluding import as_published, conclude, with_assistants
from banheng.scoring.columnar_paying import pay_out_columns
from banheng.scoring.other_records import others_of
from banheng.scoring.outcome import PartScore, PayLine, ScoreSheet, SubjectResult
from banheng.scoring.packed import as_batch, pack
from banheng.scoring.part_columns import PartColumns
from banheng.scoring.reduce import cells_by_item, code_table, encode
from banheng.scoring.subject_table import SubjectTable, subject_table
from banheng.scoring.subjects import subjects_of
from banheng.scoring.tree import HUNDRED_PERCENT, full_of_indicator, full_of_item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.core.rounding import Integers
    from banheng.rules.rule import Cells
    from banheng.schemes.scheme import Indicator, Scheme
    from banheng.scoring.columnar_concluding import Conclusions
    from banheng.scoring.columnar_paying import PayColumns
    from banheng.scoring.other_records import Others
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
    codes = code_table(scheme)
    holders = bool(codes.to_holder.any())
    people = answering(packed.directory, table.numbers(), table, span, holders=holders)
    encoded = encode(batch.columns, codes, packed.directory.what, people)
    others, cells = others_of(encoded, packed.directory), cells_by_item(encoded, codes, table)
    outcome = score_cells(scheme, table, cells, others, span, calendar)
    return ScoreSheet(scheme, period, tuple(_results(scheme, subjects, outcome)))


def score_cells(
    scheme: Scheme,
    table: SubjectTable,
    cells: Sequence[Cells],
    others: Others,
    span: Period,
    calendar: SchoolCalendar,
) -> Outcome:
    """Score from reduced evidence: one entry of `cells` for each item, and the attributed records of no item."""
    parts: dict[str, PartColumns] = {}
    for item, item_cells in zip(scheme.items(), cells, strict=True):
        setting = Setting(item.full_points or 0, span, calendar)
        points, applies = item.rule.score_cells(item_cells, setting)
        if item.answers == "homeroom_teacher":
            applies = applies & table.held.any(axis=1)
        if item.full_points is not None and not item.may_exceed:
            points = np.minimum(points, item.full_points)
        parts[item.code] = PartColumns(np.where(applies, points, 0), applies)
    _score_indicators(scheme.indicators, parts, len(table))
    total = _total(scheme, table, parts)
    item_cells_of = {item.code: (item, own) for item, own in zip(scheme.items(), cells, strict=True)}
    conclusions = conclude(scheme, table, total, parts, item_cells_of, others)
    pairs = pairs_of(table)
    if len(pairs.assistant):
        rows = rows_of_results(table, pairs)
        parts = {code: PartColumns(part.points[rows], part.applies[rows]) for code, part in parts.items()}
        conclusions = with_assistants(conclusions, rows)
    pay = pay_out_columns(scheme, table, conclusions, parts, others, span, calendar, pairs)
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
    points, full_applicable = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    extra = np.full(rows, start, dtype=np.int64)
    applies = np.full(rows, not base or bool(start))
    for part in base:
        if part.full:
            points += np.where(part.columns.applies, part.weighted, 0)
        else:
            extra += np.where(part.columns.applies, part.weighted, 0)
        full_applicable += np.where(part.columns.applies, part.full, 0)
        applies |= part.columns.applies
    full = sum(part.full for part in base)
    partly = (full_applicable > 0) & (full_applicable < full)
    if partly.any() and not start:
        rescaled = divide_array(multiply(points, full), np.where(partly, full_applicable, 1))
        points = np.where(partly, rescaled, points)
    points = points + extra
    for part in parts:
        if part.outside:
            points += np.where(part.columns.applies, part.weighted, 0)
    return PartColumns(np.where(applies, limit_array(points, floor, cap), 0), applies)


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


def _results(scheme: Scheme, subjects: Sequence[Subject], outcome: Outcome) -> list[SubjectResult]:
    """Turn the columns into one result a subject."""
    columns = {
        code: list(map(PartScore, part.points.tolist(), part.applies.tolist()))
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

"""The pay of all subjects at once; the meaning is in `paying`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatch
from typing import TYPE_CHECKING

import numpy as np

from banheng.core.money import FEN_PER_YUAN
from banheng.core.points import UNITS
from banheng.core.rounding import Booleans, Integers, divide, divide_array, multiply
from banheng.rules.by_subject import looked_up, side_by_side
from banheng.schemes import allowances as kinds
from banheng.schemes.allowances import HEADCOUNTS, YEARS, Headcount, PoolBy, Prorate
from banheng.schemes.rating import TOTAL
from banheng.scoring.columnar_assisting import rows_of_results
from banheng.scoring.columnar_concluding import counted, decisions
from banheng.scoring.paying import NEVER_PRORATED
from banheng.scoring.roster import Role
from banheng.scoring.subject_table import Named
from banheng.scoring.tree import HUNDRED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.schemes.allowances import Allowance
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.columnar_assisting import Pairs
    from banheng.scoring.columnar_concluding import Conclusions
    from banheng.scoring.other_records import Others
    from banheng.scoring.part_columns import PartColumns
    from banheng.scoring.subject_table import SubjectTable


@dataclass(frozen=True, slots=True)
class PayColumns:
    """Lines in order: code, fen and who has the line; and the pay. Columns have one entry a subject."""

    lines: Sequence[tuple[str, Integers, Booleans]]
    pay: Integers


@dataclass(slots=True)
class _Run:
    """What all lines of one pay run use, and the lines so far."""

    scheme: Scheme
    table: SubjectTable
    ends: Conclusions
    parts: Mapping[str, PartColumns]
    others: Others
    span: Period
    calendar: SchoolCalendar
    pairs: Pairs
    lines: list[tuple[str, Integers, Booleans]] = field(default_factory=list)

    @property
    def so_far(self) -> Integers:
        return self.sum_of(())

    def sum_of(self, codes: Collection[str]) -> Integers:
        """Sum up some of the lines so far, all of them if none are named."""
        chosen = (fen for code, fen, _ in self.lines if not codes or code in codes)
        return sum(chosen, np.zeros(len(self.table), dtype=np.int64))

    def add(self, code: str, fen: Integers, paid: Booleans) -> None:
        if paid.any():
            self.lines.append((code, np.where(paid, fen, 0), paid))

    def value_of(self, part: str) -> Integers:
        return self.ends.total if part == TOTAL else self.parts[part].points

    def applies(self, part: str) -> Booleans:
        """Mark the subjects that the total or a part applies to."""
        return ~self.ends.flags["not_applicable"] if part == TOTAL else self.parts[part].applies

    def all(self) -> Booleans:
        return np.ones(len(self.table), dtype=bool)

    def holds(self, code: str) -> Booleans:
        """Mark the subjects with any record of an allowance's code."""
        marked = np.zeros(len(self.table), dtype=bool)
        marked[self.others.of(code).subject] = True
        return marked


Amounts = tuple[Integers, int, Booleans]
"""Numerator for each subject, common denominator, and whom it concerns."""


def pay_out_columns(
    scheme: Scheme,
    table: SubjectTable,
    ends: Conclusions,
    parts: Mapping[str, PartColumns],
    others: Others,
    span: Period,
    calendar: SchoolCalendar,
    pairs: Pairs,
) -> PayColumns:
    """Work out the pay of all subjects; the lines of classes are not paid."""
    run = _Run(scheme, table, ends, parts, others, span, calendar, pairs)
    for allowance in scheme.allowances:
        paid_to = table.names["role"].is_among(allowance.paid_to) & ~table.is_class_line
        if isinstance(allowance, kinds.Pool):
            _pay_pool(allowance, run, paid_to)
            continue
        if isinstance(allowance, kinds.AssistantShare):
            _pay_assistants(allowance, run)
            continue
        amounts, denominator, concerned = _amounts(allowance, run)
        part, whole = (run.all().astype(np.int64), 1)
        if not isinstance(allowance, NEVER_PRORATED):
            part, whole = _days(allowance, run)
        fen = divide_array(multiply(amounts, part), denominator * whole, scheme.pay.rounding.mode)
        run.add(allowance.code, fen, concerned & paid_to)
    _adjust(run)
    return PayColumns(run.lines, np.where(table.is_class_line, 0, run.so_far))


def _days(allowance: Allowance, run: _Run) -> tuple[Integers, int]:
    prorate = allowance.prorate or run.scheme.pay.prorate or Prorate.NONE
    if prorate is Prorate.NONE:
        return np.ones(len(run.table), dtype=np.int64), 1
    days = run.span.days()
    if prorate is Prorate.SCHOOL_DAYS:
        whole = sum(map(run.calendar.is_school_day, days))
        return (run.table.school_days, whole) if whole else (np.zeros(len(run.table), dtype=np.int64), 1)
    return run.table.days, len(days)


@singledispatch
def _amounts(allowance: Allowance, run: _Run) -> Amounts:  # noqa: ARG001
    raise TypeError(f"no meaning for allowance {allowance!r}")


@_amounts.register
def _fixed(allowance: kinds.Fixed, run: _Run) -> Amounts:
    return np.full(len(run.table), allowance.fen, dtype=np.int64), 1, run.all()


@_amounts.register
def _per_point(allowance: kinds.PerPoint, run: _Run) -> Amounts:
    points = np.maximum(0, run.value_of(allowance.of) - allowance.above)
    amounts = multiply(points, allowance.fen)
    if allowance.most_fen is not None:
        amounts = np.minimum(amounts, allowance.most_fen * UNITS)
    return amounts, UNITS, run.all()


@_amounts.register
def _by_rating(allowance: kinds.ByRating, run: _Run) -> Amounts:
    codes = [rating.code for rating in run.scheme.ratings]
    table = side_by_side([*(allowance.fen.get(code, 0) for code in codes), 0])
    named = np.array([*(code in allowance.fen for code in codes), False], dtype=bool)
    fen = looked_up(table, run.ends.rating, np.arange(len(run.table)))
    return fen, 1, named[run.ends.rating]


@_amounts.register
def _by_band(allowance: kinds.ByBand, run: _Run) -> Amounts:
    applies = run.all()
    if allowance.of in HEADCOUNTS:
        values = run.table.headcounts[Headcount(allowance.of)] * UNITS
    elif allowance.of == YEARS:
        values = run.table.years * UNITS
    else:
        values, applies = run.value_of(allowance.of), run.applies(allowance.of)
    fen, banded = np.zeros(len(values), dtype=np.int64), np.zeros(len(values), dtype=bool)
    for band in reversed(allowance.bands):
        inside = band.holds_array(values)
        fen, banded = np.where(inside, band.fen, fen), banded | inside
    return fen, 1, banded & applies


@_amounts.register
def _by_rank(allowance: kinds.ByRank, run: _Run) -> Amounts:
    table = np.array([0, *allowance.fen], dtype=np.int64)
    placed = (run.ends.rank > 0) & (run.ends.rank <= len(allowance.fen))
    return table[np.where(placed, run.ends.rank, 0)], 1, placed


@_amounts.register
def _below(allowance: kinds.Below, run: _Run) -> Amounts:
    fen = np.full(len(run.table), allowance.fen, dtype=np.int64)
    return fen, 1, (run.value_of(allowance.of) < allowance.at) & run.applies(allowance.of)


@_amounts.register
def _seniority(allowance: kinds.Seniority, run: _Run) -> Amounts:
    steps = np.maximum(0, run.table.years - allowance.after_years) // allowance.every_years
    fen = multiply(steps, allowance.fen)
    if allowance.most_fen is not None:
        fen = np.minimum(fen, allowance.most_fen)
    return fen, 1, steps > 0


@_amounts.register
def _per_day(allowance: kinds.PerDay, run: _Run) -> Amounts:
    days = run.table.school_days if allowance.school_days else run.table.days
    if allowance.most_days is not None:
        days = np.minimum(days, allowance.most_days)
    return multiply(days, allowance.fen), allowance.for_days, run.all()


@_amounts.register
def _leave(allowance: kinds.Leave, run: _Run) -> Amounts:
    days = run.table.substituted
    return multiply(days, allowance.fen), 1, days >= max(1, allowance.least_days)


@_amounts.register
def _per_pupil(allowance: kinds.PerPupil, run: _Run) -> Amounts:
    pupils = run.table.headcounts[allowance.count]
    if allowance.up_to is not None:
        pupils = np.minimum(pupils, allowance.up_to)
    pupils = np.maximum(0, pupils - allowance.over)
    if allowance.fen is not None:
        return multiply(pupils, allowance.fen * allowance.months), 1, run.all()
    by_stage = allowance.by_stage or {}
    stage = run.table.names["stage"]
    return multiply(pupils * allowance.months, stage.looked_up(by_stage, 0)), 1, stage.is_among(by_stage)


@_amounts.register
def _factor(allowance: kinds.Factor, run: _Run) -> Amounts:
    if allowance.by == "all":
        chosen = Named(["all"], np.zeros(len(run.table), dtype=np.int64))
    elif allowance.by == "rating":
        chosen = Named([*(rating.code for rating in run.scheme.ratings), ""], run.ends.rating)
    elif allowance.by == "class_type":
        chosen = run.table.names["class_type"]
    else:
        chosen = _latest_levels(allowance, run)
    percent = chosen.looked_up(allowance.percent, HUNDRED_PERCENT)
    named = chosen.is_among(allowance.percent)
    base = run.sum_of(allowance.of)
    return multiply(base, percent - HUNDRED_PERCENT), HUNDRED_PERCENT, named


def _latest_levels(allowance: kinds.Factor, run: _Run) -> Named:
    names = ["", *allowance.percent]
    number = np.zeros(len(run.table), dtype=np.int64)
    for subject, level, _ in run.others.of(allowance.code).each():
        number[subject] = names.index(level) if level in names else 0
    return Named(names, number)


@_amounts.register
def _per_event(allowance: kinds.PerEvent, run: _Run) -> Amounts:
    rows = len(run.table)
    total, any_quantity = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=bool)
    for code, event in allowance.events.items():
        quantity = counted(run.others, rows, allowance.code, code)
        total += multiply(quantity, event.fen)
        any_quantity |= quantity > 0
    if allowance.least_fen is not None:
        total = np.maximum(total, allowance.least_fen * UNITS)
    if allowance.most_fen is not None:
        total = np.minimum(total, allowance.most_fen * UNITS)
    return total, UNITS, any_quantity


@_amounts.register
def _decided(allowance: kinds.Decided, run: _Run) -> Amounts:
    chosen = run.others.of(allowance.code)
    units = np.zeros(len(run.table), dtype=np.int64)
    np.add.at(units, chosen.subject, chosen.value)
    fen = np.maximum(divide_array(units * FEN_PER_YUAN, UNITS), allowance.least_fen)
    if allowance.most_fen is not None:
        fen = np.minimum(fen, allowance.most_fen)
    return fen, 1, run.holds(allowance.code)


@_amounts.register
def _minimum(allowance: kinds.Minimum, run: _Run) -> Amounts:
    wanted = []
    if allowance.percent is not None and allowance.average_fen is not None:
        wanted.append(divide(allowance.average_fen * allowance.percent, HUNDRED_PERCENT))
    if allowance.fen is not None:
        wanted.append(allowance.fen)
    least = max(wanted) if allowance.take == "greater" else min(wanted)
    part, whole = _days(allowance, run)
    missing = divide_array(multiply(part, least), whole, run.scheme.pay.rounding.mode) - run.so_far
    return missing, 1, missing > 0


def _pay_pool(pool: kinds.Pool, run: _Run, paid_to: Booleans) -> None:
    group_of = run.table.groups[pool.within][rows_of_results(run.table, run.pairs)]
    classes = np.unique(np.stack([group_of[paid_to], run.table.school_class[paid_to]]), axis=1)[0]
    sharing = paid_to.copy()
    for veto, holds in run.ends.vetoes:
        if veto.effect.allowance == "forfeit_period":
            sharing &= ~holds
    rows = np.flatnonzero(sharing)
    if len(rows) == 0:
        return
    groups, group = np.unique(group_of[rows], return_inverse=True)
    members = np.bincount(group)
    total = np.full(len(members), pool.fen or 0)
    if pool.fen_per_class is not None:
        total = multiply(np.bincount(classes)[groups], pool.fen_per_class)
    weights = _weights(pool, run)[rows]
    whole = np.zeros(len(members), dtype=np.int64)
    np.add.at(whole, group, weights)
    weights = np.where(whole[group] == 0, 1, weights)
    whole = np.where(whole == 0, members, whole)
    shares, remainders = np.divmod(multiply(weights, total[group]), whole[group])
    order = np.lexsort((run.table.key_order()[rows], -remainders, group))
    place = np.arange(len(rows)) - np.concatenate([[0], np.cumsum(members)[:-1]])[group[order]]
    paid = np.zeros(len(members), dtype=np.int64)
    np.add.at(paid, group, shares)
    shares[order] += place < (total - paid)[group[order]]
    fen = np.zeros(len(run.table), dtype=np.int64)
    fen[rows] = shares
    run.add(pool.code, fen, sharing)


def _pay_assistants(allowance: kinds.AssistantShare, run: _Run) -> None:
    shared = run.table.names["role"].is_among((Role.HOMEROOM_TEACHER.value,))[run.pairs.teacher]
    assistant, teacher, days = (
        column[shared] for column in (run.pairs.assistant, run.pairs.teacher, run.pairs.days)
    )
    base = np.maximum(0, run.sum_of(allowance.of))[teacher]
    shares = divide_array(
        multiply(multiply(base, allowance.percent), days),
        HUNDRED_PERCENT * run.table.days[teacher],
        run.scheme.pay.rounding.mode,
    )
    fen, concerned = np.zeros(len(run.table), dtype=np.int64), np.zeros(len(run.table), dtype=bool)
    np.add.at(fen, assistant, shares)
    concerned[assistant] = True
    if not allowance.on_top:
        np.subtract.at(fen, teacher, shares)
        concerned[teacher] = True
    run.add(allowance.code, fen, concerned)


def _weights(pool: kinds.Pool, run: _Run) -> Integers:
    if pool.by is PoolBy.EQUAL:
        weights = np.full(len(run.table), UNITS, dtype=np.int64)
    elif pool.by is PoolBy.POINTS:
        weights = np.maximum(0, run.ends.total)
    else:
        codes = [*(rating.code for rating in run.scheme.ratings), ""]
        table = np.array([max(0, pool.weights.get(code, 0)) for code in codes], dtype=np.int64)
        weights = table[run.ends.rating]
    return weights * run.table.days if pool.for_days else weights


def _adjust(run: _Run) -> None:
    pay, teachers = run.scheme.pay, ~run.table.is_class_line
    settled = np.zeros(len(run.table), dtype=bool)
    for veto, holds in run.ends.vetoes:
        so_far = run.so_far
        taken = holds & (so_far > 0) & teachers
        if veto.effect.allowance == "forfeit_period":
            run.add(f"veto:{veto.code}", -so_far, taken)
            settled |= holds
        elif veto.effect.allowance_percent is not None:
            base = multiply(so_far, veto.effect.allowance_percent - HUNDRED_PERCENT)
            run.add(f"veto:{veto.code}", divide_array(base, HUNDRED_PERCENT, pay.rounding.mode), taken)
    for subject, _, value in decisions(run.scheme, run.others, "allowance"):
        decided = divide(value * FEN_PER_YUAN, UNITS)
        mine = np.zeros(len(run.table), dtype=bool)
        mine[subject] = teachers[subject]
        run.add("decision", decided - run.so_far, mine)
        settled |= mine
    so_far = run.so_far
    step = pay.rounding.step
    rounded = divide_array(so_far, step, pay.rounding.mode) * step
    run.add("rounding", rounded - so_far, rounded != so_far)
    if pay.floor is not None:
        any_line = np.zeros(len(run.table), dtype=bool)
        for _, _, paid in run.lines:
            any_line |= paid
        run.add("floor", pay.floor - rounded, (rounded < pay.floor) & any_line & ~settled & teachers)

"""Vetoes, decisions, ranks and ratings for all subjects at once; the meaning is in `concluding`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from banheng.core.points import UNITS
from banheng.core.rounding import divide_array, multiply, round_units_array
from banheng.rules.position import Ties
from banheng.schemes.rating import TOTAL, QuotaTies
from banheng.scoring.concluding import DECISION
from banheng.scoring.part_columns import PartColumns
from banheng.scoring.tree import HUNDRED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Booleans, Integers
    from banheng.schemes.rating import Ranking, Rating, Veto
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.other_records import Others
    from banheng.scoring.reduce import Reduced
    from banheng.scoring.subject_table import SubjectTable


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Columns of one entry a subject; rank 0 is unranked, rating -1 unrated, else its place in the scheme."""

    total: Integers
    rank: Integers
    rank_of: Integers
    rating: Integers
    vetoes: Sequence[tuple[Veto, Booleans]]
    flags: Mapping[str, Booleans]


def conclude(
    scheme: Scheme,
    table: SubjectTable,
    tree_total: PartColumns,
    parts: Mapping[str, PartColumns],
    reduced: Reduced,
) -> Conclusions:
    """Draw the conclusions from totals; `parts` holds columns by code."""
    others = reduced.others
    applies = tree_total.applies
    waived = {(subject, code) for subject, code, _ in decisions(scheme, others, "veto")}
    recorded = [_recorded(veto, scheme, reduced) for veto in scheme.vetoes]
    _waive(scheme, recorded, waived)
    total = _after_vetoes(scheme, tree_total.points, recorded)
    total = _after_decisions(scheme, total, others)
    values = {**parts, TOTAL: PartColumns(total, applies)}
    by_result = [
        ~before & values[veto.when.part].holds(veto.when) if veto.when else np.zeros_like(before)
        for veto, before in zip(scheme.vetoes, recorded, strict=True)
    ]
    _waive(scheme, by_result, waived)
    total = _after_vetoes(scheme, total, by_result)
    vetoes = [
        (veto, first | second) for veto, first, second in zip(scheme.vetoes, recorded, by_result, strict=True)
    ]
    eligible, short = _eligible(scheme, table, applies)
    ranked = eligible.copy()
    for veto, holds in vetoes:
        if veto.effect.ranking == "excluded":
            ranked &= ~holds
    values = {**parts, TOTAL: PartColumns(total, applies)}
    keys = [total, *(values[part].points for part in (scheme.ranking.tie_break if scheme.ranking else ()))]
    rank, rank_of, last = _ranks(scheme.ranking, table, ranked, keys)
    rating = _ratings(scheme.ratings, table, eligible, ranked, keys, values)
    rating = _override(scheme, rating, vetoes, eligible, others)
    barred = np.zeros(len(table), dtype=bool)
    for veto, holds in vetoes:
        barred |= holds & (veto.effect.honours == "barred")
    flags = {"last_place": last, "honours_barred": barred, "not_eligible": short, "not_applicable": ~applies}
    return Conclusions(total, rank, rank_of, rating, vetoes, flags)


def with_assistants(ends: Conclusions, rows: Integers) -> Conclusions:
    """Give each subject the conclusions of the row whose result it has."""
    return Conclusions(
        ends.total[rows],
        ends.rank[rows],
        ends.rank_of[rows],
        ends.rating[rows],
        [(veto, holds[rows]) for veto, holds in ends.vetoes],
        {flag: holds[rows] for flag, holds in ends.flags.items()},
    )


def as_published(ends: Conclusions, assistant: Booleans) -> Conclusions:
    """Leave out the ranks and ratings of assistants, which only their pay asks for."""
    flags = {**ends.flags, "assistant": assistant}
    flags |= {name: ends.flags[name] & ~assistant for name in ("last_place", "not_eligible")}
    return replace(
        ends,
        rank=np.where(assistant, 0, ends.rank),
        rank_of=np.where(assistant, 0, ends.rank_of),
        rating=np.where(assistant, -1, ends.rating),
        flags=flags,
    )


def counted(others: Others, rows: int, item: str, event: str = "") -> Integers:
    """Sum the quantities of an item's records (or of one event) for each subject."""
    chosen = others.of(item, event)
    sums = np.zeros(rows, dtype=np.int64)
    np.add.at(sums, chosen.subject, chosen.quantity)
    return sums


def decisions(scheme: Scheme, others: Others, kind: str) -> list[tuple[int, str, int]]:
    """List the decisions of a kind that the scheme lets somebody take, in order: subject, level and value."""
    allowed = {"adjust": "points"}.get(kind, kind)
    if scheme.decisions is None or allowed not in scheme.decisions.may:
        return []
    return list(others.of(DECISION, kind).each())


def _recorded(veto: Veto, scheme: Scheme, reduced: Reduced) -> Booleans:
    """Tell who has the records that trigger a veto."""
    item, _, event = (veto.evidence or veto.code).partition("/")
    watched = [number for number, other in enumerate(scheme.items()) if other.code == item]
    if watched:
        codes = scheme.items()[watched[0]].rule.codes()
        columns = [place for place, (code, _) in enumerate(codes) if event in ("", code)]
        count = reduced.cells(watched[0]).quantity[:, columns].sum(axis=1)
    else:
        count = counted(reduced.others, len(reduced.table), item, event)
    holds: Booleans = (count > 0) & (count >= veto.times * UNITS)
    return holds


def _waive(scheme: Scheme, found: Sequence[Booleans], waived: set[tuple[int, str]]) -> None:
    for veto, holds in zip(scheme.vetoes, found, strict=True):
        holds[[subject for subject, code in waived if code == veto.code]] = False


def _after_vetoes(scheme: Scheme, total: Integers, found: Sequence[Booleans]) -> Integers:
    for veto, holds in zip(scheme.vetoes, found, strict=True):
        if veto.effect.points == "zero":
            total = np.where(holds, np.minimum(total, 0), total)
        if veto.effect.points_percent is not None:
            exact = divide_array(multiply(total, veto.effect.points_percent), HUNDRED_PERCENT)
            lowered = round_units_array(exact, scheme.rounding.places, scheme.rounding.mode)
            total = np.where(holds & (total > 0), np.minimum(lowered, total), total)
    return total


def _after_decisions(scheme: Scheme, total: Integers, others: Others) -> Integers:
    total = total.copy()
    for subject, _, value in decisions(scheme, others, "points"):
        total[subject] = value
    for subject, _, value in decisions(scheme, others, "adjust"):
        total[subject] += value
    return round_units_array(total, scheme.rounding.places, scheme.rounding.mode)


def _eligible(scheme: Scheme, table: SubjectTable, applies: Booleans) -> tuple[Booleans, Booleans]:
    """Tell who may be ranked and rated, and who has too few days for it."""
    eligible = applies & ~table.is_class_line & ~table.is_assistant
    if scheme.eligible is None:
        return eligible, np.zeros_like(eligible)
    days = table.school_days if scheme.eligible.school_days else table.days
    short = eligible & (days < scheme.eligible.least_days)
    return eligible & ~short, short


@dataclass(frozen=True, slots=True)
class _Order:
    """Rows in order of group and merit, with the run of equal rows each belongs to.

    Attributes:
        rows: row numbers, shape (ordered,).
        first, last: place of the first and last row of the run, counted inside the group from 0.
        dense: number of the run inside the group.
        size: number of rows in the group.
    """

    rows: Integers
    first: Integers
    last: Integers
    dense: Integers
    size: Integers


def _order(rows: Integers, group: Integers, keys: Sequence[Integers], *, worst_first: bool = False) -> _Order:
    sign = 1 if worst_first else -1
    columns = [group[rows], *(sign * key[rows] for key in keys)]
    order = np.lexsort(columns[::-1])
    rows = rows[order]
    columns = [column[order] for column in columns]
    number = np.arange(len(rows))
    new_group = np.ones(len(rows), dtype=bool)
    new_group[1:] = columns[0][1:] != columns[0][:-1]
    new_run = new_group.copy()
    for column in columns[1:]:
        new_run[1:] |= column[1:] != column[:-1]
    group_number, run = np.cumsum(new_group) - 1, np.cumsum(new_run) - 1
    group_start, run_start = number[new_group], number[new_run]
    group_end = np.append(group_start, len(rows))[1:]
    run_end = np.append(run_start, len(rows))[1:] - 1
    start = group_start[group_number] if len(rows) else number
    return _Order(
        rows=rows,
        first=run_start[run] - start if len(rows) else number,
        last=run_end[run] - start if len(rows) else number,
        dense=run - run[start] if len(rows) else number,
        size=(group_end - group_start)[group_number] if len(rows) else number,
    )


def _ranks(
    ranking: Ranking | None, table: SubjectTable, ranked: Booleans, keys: Sequence[Integers]
) -> tuple[Integers, Integers, Booleans]:
    rank, rank_of = np.zeros(len(table), dtype=np.int64), np.zeros(len(table), dtype=np.int64)
    last = np.zeros(len(table), dtype=bool)
    if ranking is None:
        return rank, rank_of, last
    order = _order(np.flatnonzero(ranked), table.groups[ranking.within], keys)
    rank[order.rows] = (
        1 + {Ties.COMPETITION: order.first, Ties.LAST: order.last, Ties.DENSE: order.dense}[ranking.ties]
    )
    rank_of[order.rows] = order.size
    last[order.rows] = (order.size - 1 - order.last < ranking.flag_last) & (order.size > 1)
    return rank, rank_of, last


def _ratings(
    ratings: Sequence[Rating],
    table: SubjectTable,
    eligible: Booleans,
    ranked: Booleans,
    keys: Sequence[Integers],
    values: Mapping[str, PartColumns],
) -> Integers:
    given = np.full(len(table), -1, dtype=np.int64)
    quotas = [number for number, rating in enumerate(ratings) if rating.by in ("rank", "share")]
    for number in sorted(quotas, key=lambda number: ratings[number].from_bottom):
        rating = ratings[number]
        group = table.groups[rating.within]
        places = _places(rating, group, ranked)
        candidates = np.flatnonzero(ranked & (given < 0) & _qualifies(rating, values))
        order = _order(candidates, group, keys, worst_first=rating.from_bottom)
        room = places[group[order.rows]]
        taken = order.first < room if rating.ties is QuotaTies.ALL_IN else order.last < room
        given[order.rows[taken]] = number
    for number, rating in enumerate(ratings):
        if rating.by == "points":
            given = np.where((given < 0) & eligible & _qualifies(rating, values), number, given)
    rest = next((number for number, rating in enumerate(ratings) if rating.otherwise), -1)
    return np.where((given < 0) & eligible, rest, given)


def _places(rating: Rating, group: Integers, ranked: Booleans) -> Integers:
    """Give the places of a rating in each group."""
    size = np.bincount(group[ranked], minlength=group.max(initial=0) + 1).astype(np.int64, copy=False)
    if rating.share is None:
        return np.full_like(size, rating.top or 0)
    share = np.zeros_like(size)
    share[group] = rating.share  # all of a group have the same
    places = divide_array(share * size, HUNDRED_PERCENT, rating.share_rounding)
    return np.maximum(places, rating.least_number)


def _qualifies(rating: Rating, values: Mapping[str, PartColumns]) -> Booleans:
    total = values[TOTAL].points
    fits = rating.holds_array(total)
    if rating.not_below is not None:
        fits &= total >= rating.not_below
    if rating.needs is not None:
        met = np.zeros(len(total), dtype=np.int64)
        for condition in rating.needs.of:
            met += values[condition.part].holds(condition)
        wanted = len(rating.needs.of) if rating.needs.at_least is None else rating.needs.at_least
        fits &= met >= wanted
    return fits


def _override(
    scheme: Scheme,
    rating: Integers,
    vetoes: Sequence[tuple[Veto, Booleans]],
    eligible: Booleans,
    others: Others,
) -> Integers:
    codes = [rating.code for rating in scheme.ratings]
    for veto, holds in vetoes:
        effect = veto.effect
        if effect.rating is not None:
            lowered = np.maximum(rating, codes.index(effect.rating))
        else:
            lowest = codes.index(effect.rating_at_most) if effect.rating_at_most is not None else 0
            lowered = np.minimum(np.maximum(rating, lowest) + effect.downgrade, len(codes) - 1)
        rating = np.where(holds & (rating >= 0), lowered, rating)
    for subject, code, _ in decisions(scheme, others, "rating"):
        if code in codes and eligible[subject]:
            rating[subject] = codes.index(code)
    return rating

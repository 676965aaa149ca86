"""How firm the places of a league table are: where they would be on other days, with other inspectors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.assessment.fairness_of import inspected_period
from banheng.assessment.live import inputs_of, live_sheet, remembered
from banheng.core.points import UNITS
from banheng.fairness.firmness import firmness
from banheng.fairness.visits import CannotTell
from banheng.rules.rule import Within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.assessment.periods import ScoredPeriod
    from banheng.scoring.outcome import SubjectResult

SEED = 20260901
"""The same records give the same places."""


@dataclass(frozen=True, slots=True)
class FirmPlace:
    """Between which places a result stays in 95 of 100 draws; `is_level` with the one before: not told apart."""

    low: int
    high: int
    is_level: bool


def firm_places(scored: ScoredPeriod) -> Mapping[str, FirmPlace]:
    """Give the firmness of each rank, by key of the subject; results of which nothing can be said are left out.

    All that is not inspected stays as it is; of what is inspected, days and inspectors are drawn anew.
    """
    if scored.period.kind is not scored.scheme.period:
        return {}
    inputs = inputs_of(scored)
    return remembered("firm places", scored, inputs, lambda: dict(_places(scored)))


def _places(scored: ScoredPeriod) -> Iterator[tuple[str, FirmPlace]]:
    scheme = scored.scheme
    visits = inspected_period(scored).visits
    if scheme.scale_to is not None:
        visits = visits.with_columns(pl.col("loss") * (scheme.scale_to / (scheme.full_points or UNITS)))
    within = scheme.ranking.within if scheme.ranking else Within.SCHOOL
    groups: dict[str, list[SubjectResult]] = defaultdict(list)
    for result in live_sheet(scored).results:
        if result.rank is not None:
            groups[result.subject.groups[within]].append(result)
    for members in groups.values():
        yield from _of_group(members, visits, scheme.full_total)


def _of_group(
    members: Sequence[SubjectResult], visits: pl.DataFrame, full: int
) -> Iterator[tuple[str, FirmPlace]]:
    by_class: dict[str, list[SubjectResult]] = defaultdict(list)
    for result in members:
        by_class[result.subject.posting.school_class].append(result)
    # of two teachers of one class, the visits do not say whose days they were
    alone = {code: results[0] for code, results in by_class.items() if len(results) == 1}
    lost = {code: (full - result.total) / UNITS for code, result in alone.items()}
    seen = visits.filter(pl.col("school_class").is_in(list(alone)))
    if len(alone) < len(members) or seen["school_class"].n_unique() < len(alone):
        return
    # whether one inspector is fair cannot be told, but other days can still be drawn
    over = ("day", "inspector") if seen["inspector"].n_unique() > 1 else ("day",)
    found = firmness(seen, np.random.default_rng(SEED), over, altogether=lost)
    if isinstance(found, CannotTell):
        return
    level = {code for group in found.groups for code in group[1:]}
    for place in found.places:
        yield (
            alone[place.school_class].subject.key,
            FirmPlace(place.low, place.high, place.school_class in level),
        )

"""Try a draft on a past period of the school, beside the version that was in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from banheng.assessment.live import inputs_of, live_sheet
from banheng.assessment.periods import ScoredPeriod, period_of
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.scoring.run import score
from banheng.scoring.what_if import what_if
from banheng.spreadsheets.dictionary import headings_of
from banheng.spreadsheets.records import Records, Said
from banheng.web.schemes.matching import count_by_key, matches_of, said_as

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banheng.policies.models import SchemeVersion
    from banheng.schemes.scheme import Scheme
    from banheng.schools.models import School
    from banheng.scoring.what_if import Change, WhatIf
    from banheng.web.schemes.matching import Match

MOST_PERIODS = 12


@dataclass(frozen=True)
class Trial:
    """What a period would have come to.

    Attributes:
        left_out: how many of its records the draft does not know, though the version in force does.
        changes: who moves first: most pay lost, then most places lost.
        matches: what was recorded that the draft has no code for, and what it was counted as.
    """

    comparison: WhatIf
    left_out: int
    records: int
    matches: Sequence[Match] = ()

    @property
    def changes(self) -> Sequence[Change]:
        """Give everybody, who loses most first, who gains most next, who stays last."""
        return sorted(
            self.comparison.changes,
            key=lambda change: (not change.moves, change.fen, change.rank, change.total, change.name),
        )

    @property
    def most_gained(self) -> int:
        """Give the greatest gain in pay, in fen; 0 if nobody gains."""
        return max((change.fen for change in self.comparison.changes if change.fen > 0), default=0)

    @property
    def most_lost(self) -> int:
        """Give the greatest loss in pay, in fen, without a sign; 0 if nobody loses."""
        return max((-change.fen for change in self.comparison.changes if change.fen < 0), default=0)


def periods_to_try(school: School, scheme: Scheme, today: date) -> list[ScoredPeriod]:
    """List past periods with the version that the draft would replace, latest first."""
    found: list[ScoredPeriod] = []
    period = period_of(school, scheme.period, today)
    while period is not None and len(found) < MOST_PERIODS:
        version = replaced_by(school, scheme, min(period.last, today))
        if version is None:
            break
        found.append(ScoredPeriod(version, period))
        period = period_of(school, scheme.period, period.first - timedelta(days=1))
    return found


def last_over(periods: Sequence[ScoredPeriod], today: date) -> ScoredPeriod | None:
    """Give the last period that is over, which says more than one that has just begun; None if there is none."""
    over = [each for each in periods if each.period.last < today] or periods
    return next(iter(over), None)


def replaced_by(school: School, scheme: Scheme, day: date) -> SchemeVersion | None:
    """Give the version in force with the same code, else the first of the same kind of period."""
    versions = versions_in_force(school, day)
    same_kind = [version for version in versions if scheme_of(version).period is scheme.period]
    return next((each for each in same_kind if each.code == scheme.scheme), next(iter(same_kind), None))


def try_on(scored: ScoredPeriod, scheme: Scheme, same_as: Mapping[str, str] | None = None) -> Trial:
    """Score a period by its own version and by a draft.

    Args:
        same_as: what records count as that the draft has no code for (`web.schemes.matching`).

    Raises:
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    inputs = inputs_of(scored)
    within = inputs.evidence.filter(pl.col("day").is_between(scored.period.first, scored.period.last))
    matches = matches_of(scored.scheme, scheme, count_by_key(within), same_as or {})
    kept, _ = known_to(scheme, said_as(inputs.evidence, matches), scored.scheme)
    left_out = known_to(scheme, said_as(within, matches), scored.scheme)[1]
    before = live_sheet(scored, inputs)
    after = score(scheme, kept, inputs.postings, scored.period, inputs.calendar)
    return Trial(what_if(before, after), left_out, within.height, matches)


def known_to(scheme: Scheme, evidence: pl.DataFrame, before: Scheme) -> tuple[pl.DataFrame, int]:
    """Keep the records that a scheme knows; count those that another one knows and this one does not."""
    said = evidence.filter(pl.col("voids") == "").group_by("item", "event", "level").len().rows()
    known_before, known_now = _Known(before), _Known(scheme)
    lost = [row[:3] for row in said if not known_now(*row[:3])]
    left_out = sum(row[3] for row in said if row[:3] in lost and known_before(*row[:3]))
    if not lost:
        return evidence, 0
    gone = pl.DataFrame(lost, schema=["item", "event", "level"], orient="row")
    return evidence.join(gone, on=["item", "event", "level"], how="anti"), left_out


class _Known:
    """Tells whether a scheme counts records of an item, event and level."""

    def __init__(self, scheme: Scheme) -> None:
        self.records = Records(scheme)
        self.items = {heading.code for heading in headings_of(scheme)}

    def __call__(self, item: str, event: str, level: str) -> bool:
        if item not in self.items:
            return False
        said = Said(item, event, level, "1", "", True, True, True, is_void=False)
        faults = self.records.read(said).faults
        return all(fault.column in {"value", "quantity"} for fault in faults)

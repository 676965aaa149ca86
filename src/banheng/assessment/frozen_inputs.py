"""What an edition rests on: the version, roster and calendar as they were frozen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from banheng.assessment.live import inputs_of
from banheng.assessment.periods import ScoredPeriod, period_of_sheet
from banheng.assessment.settled import frozen_calendar, frozen_roster

if TYPE_CHECKING:
    from banheng.assessment.live import Inputs
    from banheng.assessment.models import FrozenSheet


def scored_period_of(edition: FrozenSheet) -> ScoredPeriod:
    """Give the period of an edition with the version of the scheme that it was scored by."""
    return ScoredPeriod(edition.version, period_of_sheet(edition.sheet))


def frozen_inputs(edition: FrozenSheet) -> Inputs:
    """Give roster and calendar as they were frozen, and the evidence as the ledger stands now."""
    return replace(
        inputs_of(scored_period_of(edition)),
        postings=frozen_roster(edition),
        calendar=frozen_calendar(edition),
    )

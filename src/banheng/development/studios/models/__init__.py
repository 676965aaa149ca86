"""A studio with all that belongs to it, and meetings at which homeroom teachers show what they can."""

from __future__ import annotations

from banheng.development.studios.models.gathering import Contribution, Gathering, Mark
from banheng.development.studios.models.studio import (
    Activity,
    FundEntry,
    Goal,
    Member,
    Section,
    Studio,
    YearReview,
)

__all__ = [
    "Activity",
    "Contribution",
    "FundEntry",
    "Gathering",
    "Goal",
    "Mark",
    "Member",
    "Section",
    "Studio",
    "YearReview",
]

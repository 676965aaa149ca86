"""How appeals ended, by item and by inspector: where the rules or the recording need a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.assessment.models import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from banheng.assessment.models import ScoreSheet
    from banheng.schools.models import School


@dataclass(slots=True)
class Tally:
    """How many rulings there are of each outcome."""

    upheld: int = 0
    amended: int = 0
    rejected: int = 0

    @property
    def overturned(self) -> int:
        """Count those in which the appeal was right in whole or in part."""
        return self.upheld + self.amended

    @property
    def number(self) -> int:
        """Count all."""
        return self.overturned + self.rejected


def tally_of(sheet: ScoreSheet) -> Tally:
    """Count how the appeals against a result ended."""
    rulings = Ruling.objects.filter(appeal__sheet=sheet).values_list("appeal__sheet__period", "outcome")
    return dict(_counted(rulings)).get(sheet.period, Tally())


def by_item(school: School) -> Sequence[tuple[str, Tally]]:
    """Give the rulings by code of the item, most overturned first; without item are those about a whole result."""
    rulings = Ruling.objects.filter(appeal__school=school).values_list("appeal__item", "outcome")
    return _counted(rulings)


def by_inspector(school: School) -> Sequence[tuple[str, Tally]]:
    """Give the rulings on single records by the name of the recorder, most overturned first."""
    rulings = Ruling.objects.filter(appeal__school=school, appeal__record__isnull=False)
    return _counted(rulings.values_list("appeal__record__recorder_name", "outcome"))


def _counted(rulings: Iterable[tuple[str, str]]) -> Sequence[tuple[str, Tally]]:
    tallies: dict[str, Tally] = {}
    for name, outcome in rulings:
        tally = tallies.setdefault(name, Tally())
        setattr(tally, outcome, getattr(tally, outcome) + 1)
    return sorted(tallies.items(), key=lambda pair: (-pair[1].overturned, -pair[1].number, pair[0]))

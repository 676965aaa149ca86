"""One school: its figures, what it meets, what is odd about it, and how much it moves the county."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.balance.influence import Influence, influences
from banheng.balance.judging import judge_school
from banheng.balance.remarks import remarks
from banheng.bureau.collecting.figures import units_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.balance.judging import SchoolVerdict
    from banheng.balance.remarks import Remark
    from banheng.balance.schools import Level, Unit
    from banheng.balance.standard import Standard
    from banheng.bureau.standing.county import Compared, Standing


@dataclass(frozen=True)
class SchoolCard:
    """One level of a school.

    Attributes:
        influence: by indicator, of those that are compared.
    """

    unit: Unit
    verdict: SchoolVerdict
    remarks: Sequence[Remark]
    influence: Sequence[tuple[Compared, Influence]]


def judged(standing: Standing, standard: Standard) -> list[SchoolVerdict]:
    """Judge all schools that a standard is for."""
    units = units_in([each.school for each in standing.counted], standing.collection.stocks)
    return [judge_school(standard, unit) for unit in units if unit.students and standard.takes(unit)]


def cards_of(standing: Standing, standard: Standard, school: int) -> list[SchoolCard]:
    """Make the cards of a school, one for each level that it has."""
    units = units_in([each.school for each in standing.counted], standing.collection.stocks)
    own = [each.school for each in standing.counted if each.filing.school_id == school]
    taken = [unit for unit in units if unit.students and standard.takes(unit)]
    remarked = list(remarks(standard, taken))
    influence = _influence_on(standing, own[0]) if own else {}
    return [
        SchoolCard(
            unit,
            judge_school(standard, unit),
            [remark for remark in remarked if remark.unit is unit],
            influence.get(unit.level, ()),
        )
        for unit in taken
        if unit.school in own
    ]


def influences_on(compared: Compared) -> list[Influence]:
    """Tell what each school does to an indicator, the greatest share first."""
    if compared.variation is None:
        return []
    _, found = influences(compared.stocks)
    return found


def _influence_on(standing: Standing, school: object) -> Mapping[Level, list[tuple[Compared, Influence]]]:
    found: dict[Level, list[tuple[Compared, Influence]]] = {}
    for compared in standing.compared:
        own = [each for each in influences_on(compared) if each.unit.school is school]
        found.setdefault(compared.level, []).extend((compared, each) for each in own)
    return found

"""A city or a province over its counties: all schools together, each student counting the same."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from banheng.accounts.bureau_access import with_those_below
from banheng.bureau.collecting.figures import schools_of
from banheng.bureau.collecting.models import Collection, Filing
from banheng.bureau.standing.county import compare, standing_with
from banheng.schools.models import School

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.balance.regime import Regime
    from banheng.balance.schools import Level
    from banheng.bureau.standing.county import Compared, Standing
    from banheng.schools.models import Bureau


@dataclass(frozen=True)
class Whole:
    """One indicator at one level over all counties.

    Attributes:
        counties: the same indicator in each county, in the order of the roll-up; None where it is not known.
        between: the share of the variance that lies between counties, not inside them; None without variance.
    """

    compared: Compared
    counties: Sequence[Compared | None]
    between: Fraction | None


@dataclass(frozen=True)
class RollUp:
    """All counties of a year.

    Attributes:
        lacking: bureaus below that have schools and no collection of the year.
    """

    standings: Sequence[Standing]
    wholes: Sequence[Whole]
    lacking: Sequence[Bureau]


def roll_up(bureau: Bureau, year: int, regime: Regime) -> RollUp:
    """Put together what all bureaus below have collected for a year; a few queries, whatever the number of schools.

    Totals of stock and of students are added up, so that the mean is that of all students, not of counties.
    """
    bureaus = with_those_below(bureau)
    collections = list(Collection.objects.filter(bureau__in=bureaus, year=year).select_related("bureau"))
    collections.sort(key=lambda each: each.bureau.code)
    filings: dict[int, list[Filing]] = {each.pk: [] for each in collections}
    for filing in Filing.objects.filter(collection__in=collections).select_related("school"):
        filings[filing.collection_id].append(filing)
    standings = [standing_with(each, regime, schools_of(filings[each.pk], each)) for each in collections]
    has = {each.bureau_id for each in collections}
    with_schools = set(School.objects.filter(bureau__in=bureaus).values_list("bureau", flat=True))
    lacking = [each for each in bureaus if each.pk in with_schools - has]
    levels: dict[Level, None] = {level: None for each in standings for level in each.units}
    wholes = [
        _whole(regime, level, number, standings)
        for level in levels
        for number in range(len(regime.indicators))
    ]
    return RollUp(standings, [each for each in wholes if each.compared.variation is not None], lacking)


def _whole(regime: Regime, level: Level, number: int, standings: Sequence[Standing]) -> Whole:
    indicator = regime.indicators[number]
    units = [unit for each in standings for unit in each.units.get(level, ())]
    compared = compare(regime, level, indicator, units)
    counties = [each.of(level, indicator.code) for each in standings]
    return Whole(compared, counties, between(compared, counties))


def between(whole: Compared, counties: Sequence[Compared | None]) -> Fraction | None:
    """Give the share of the variance that lies between counties: that of their means, weighted by students."""
    if whole.variation is None or not whole.variation.variance:
        return None
    mean, square = whole.variation.mean, Fraction(0)
    for county in filter(None, counties):
        students = sum(unit.students for unit, _ in county.stocks)  # also where there is no stock at all
        if students:
            stock = sum((stock for _, stock in county.stocks), start=Fraction(0))
            square += students * (stock / students - mean) ** 2
    return square / whole.variation.students / whole.variation.variance

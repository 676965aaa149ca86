"""Published results as honours and consequences look at them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from banheng.assessment.models import ScoreSheet
from banheng.assessment.settled import frozen_calendar, settled_sheet
from banheng.core.periods import parse_period
from banheng.core.points import parse_units
from banheng.policies.in_force import scheme_of
from banheng.scoring.lines import lines_of
from banheng.scoring.outcome import PartScore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.assessment.models import FrozenSheet
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.lines import PeriodLines

SETTLED = (ScoreSheet.State.PUBLISHED, ScoreSheet.State.FINAL)


def lines_in(edition: FrozenSheet) -> PeriodLines:
    """Take the lines from an edition, with the parts that a tie-break may compare."""
    sheet = settled_sheet(edition)
    rows = {row["key"]: row for row in edition.results["results"]}
    results = (
        replace(
            result,
            items=_parts(rows[result.subject.key]["items"]),
            indicators=_parts(rows[result.subject.key]["indicators"]),
        )
        for result in sheet.results
    )
    return lines_of(replace(sheet, results=tuple(results)))


def _parts(rows: dict[str, Any]) -> dict[str, PartScore]:
    return {code: PartScore(parse_units(row["points"]), row["applies"]) for code, row in rows.items()}


def earlier_lines(edition: FrozenSheet) -> Sequence[PeriodLines]:
    """Give the published results of the same kind of period before an edition, by any version of the scheme.

    Nothing is read if no honour and no consequence looks back.
    """
    if not _looks_back(scheme_of(edition.version)):
        return []
    period = parse_period(edition.sheet.period, frozen_calendar(edition))
    sheets = ScoreSheet.objects.filter(
        school=edition.sheet.school, version__code=edition.version.code, state__in=SETTLED
    ).exclude(pk=edition.sheet_id)
    lines = [lines_in(sheet.editions.latest("number")) for sheet in sheets]
    return [each for each in lines if each.period.kind is period.kind and each.period.first < period.first]


def _looks_back(scheme: Scheme) -> bool:
    uses = (*scheme.honours, *scheme.consequences)
    return any(use.times > 1 for use in uses) or any(each.ladder for each in scheme.consequences)

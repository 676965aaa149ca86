from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.assessment.live import live_sheet, results_by_class
from banheng.assessment.periods import find_period, periods_of_term
from banheng.core.errors import MalformedPeriod
from banheng.schools.classes import classes_on
from banheng.web.choosing import choose_period, shows_results
from banheng.web.league.tables import own_codes
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.periods import ScoredPeriod
    from banheng.schools.models import ClassYear
    from banheng.scoring.outcome import SubjectResult


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A class in two periods; None for a period in which it has no result."""

    class_year: ClassYear
    before: SubjectResult | None
    after: SubjectResult | None

    @property
    def change(self) -> int | None:
        """Points gained, in units."""
        return self.after.total - self.before.total if self.before and self.after else None

    @property
    def places(self) -> int | None:
        """Places gained in the ranking."""
        if not self.before or not self.after or not self.before.rank or not self.after.rank:
            return None
        return self.before.rank - self.after.rank


@school_page(Permission.SEE_LEAGUE)
@shows_results
def compare(request: HttpRequest, access: Access) -> HttpResponse:
    """Put two periods of a scheme side by side: the chosen one and, unless another is named, the one before."""
    choice = choose_period(request, access)
    shown: dict[str, Any] = {"choice": choice, "own": own_codes(access), "tab": "compare"}
    if choice and choice.term:
        kind, code = choice.scored.period.kind, choice.scored.version.code
        shown["others"] = [
            scored
            for scored in periods_of_term(access.school, choice.term, access.day)
            if scored.version.code == code and scored.period.kind is kind
        ]
        before = _before(request, access, choice.scored, choice.earlier.code if choice.earlier else "")
        if before:
            shown |= {
                "before": before,
                "lines": _lines(access, before, choice.scored),
                "places": choice.scored.scheme.rounding.places,
            }
    return render(request, "league/compare.html", shown)


def _before(request: HttpRequest, access: Access, scored: ScoredPeriod, usual: str) -> ScoredPeriod | None:
    named = request.GET.get("with") or usual
    if not named:
        return None
    try:
        found = find_period(access.school, scored.version.code, named, access.day)
    except MalformedPeriod as malformed:
        raise Http404 from malformed
    if found is None and "with" in request.GET:
        raise Http404
    return found


def _lines(access: Access, before: ScoredPeriod, after: ScoredPeriod) -> list[ComparedLine]:
    old, new = (_applying(scored) for scored in (before, after))
    return [
        ComparedLine(class_year, old.get(class_year.school_class.code), new.get(class_year.school_class.code))
        for class_year in classes_on(access.school, min(after.period.last, access.day))
    ]


def _applying(scored: ScoredPeriod) -> dict[str, SubjectResult]:
    results = results_by_class(live_sheet(scored))
    return {code: result for code, result in results.items() if "not_applicable" not in result.flags}

"""Which scheme and period a page of results is about, and what stands there when there is no result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from banheng.assessment.periods import ScoredPeriod, current_periods, find_period, longer_periods, period_of
from banheng.core.errors import BanhengError, FaultsFound, MalformedPeriod
from banheng.schools.calendars import current_term
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.core.periods import Period
    from banheng.schools.models import Term


@dataclass(frozen=True, slots=True)
class Choice:
    """The period that a page shows, and the others to choose from.

    Attributes:
        schemes: the schemes in force with their periods of today.
        longer: the longer periods that the scheme sums up.
        earlier, later: the neighbours of the period; None outside the term or in the future.
        so_far: the period has not ended yet.
    """

    scored: ScoredPeriod
    term: Term | None
    schemes: Sequence[ScoredPeriod]
    longer: Sequence[ScoredPeriod]
    earlier: Period | None
    later: Period | None
    so_far: bool


def choose_period(request: HttpRequest, access: Access) -> Choice | None:
    """Read the choice from the address (`scheme`, `period`); None if no scheme is in force and none is named.

    Raises:
        Http404: nothing is scored by those codes.
    """
    school, day = access.school, access.day
    current = current_periods(school, day)
    code = request.GET.get("scheme") or (current[0].version.code if current else "")
    scored = next((found for found in current if found.version.code == code), None)
    if named := request.GET.get("period"):
        try:
            scored = find_period(school, code, named, day)
        except MalformedPeriod as malformed:
            raise Http404 from malformed
    if scored is None:
        if request.GET:
            raise Http404
        return None
    period = scored.period
    before, after = period.first - timedelta(days=1), period.last + timedelta(days=1)
    term = current_term(school, period.last)
    return Choice(
        scored,
        term,
        current,
        list(longer_periods(school, scored, min(period.last, day))),
        period_of(school, period.kind, before) if term and before >= term.first else None,
        period_of(school, period.kind, after) if after <= day else None,
        so_far=period.last >= day,
    )


def shows_results(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say on the page why there is no result, when the engine refuses what it is given."""

    @wraps(view)
    def shown(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except FaultsFound as refused:
            reasons = [finding.say(request_language()) for finding in refused.findings]
        except BanhengError as refused:
            reasons = [str(refused)]
        return render(request, "web/no_result.html", {"reasons": reasons})

    return shown

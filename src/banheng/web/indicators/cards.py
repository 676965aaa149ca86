"""One indicator, and one school."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.balance.exact import rounded
from banheng.balance.splitting import Division
from banheng.bureau.collecting.columns import LEVEL_NAMES
from banheng.bureau.naming import called
from banheng.bureau.standing.school import cards_of, influences_on
from banheng.bureau.standing.years import trends_of
from banheng.web.bureau_loading import bureau_page
from banheng.web.indicators.county import requirement_names
from banheng.web.indicators.loading import choose

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess
    from banheng.balance.trend import Trend

MOST_SHOWN = 15


@bureau_page(Permission.SEE_BUREAU)
def indicator(request: HttpRequest, access: BureauAccess, code: str) -> HttpResponse:
    """Show one indicator: formula, source, who moves it, and how it went over the years."""
    choice = choose(request, access)
    asked = next((each for each in choice.regime.indicators if each.code == code), None)
    standing = choice.standing
    if asked is None or standing is None:
        raise Http404
    codes = {each.school.name: each.filing.school.code for each in standing.counted}
    trends = [
        each
        for each in trends_of(access.bureau, choice.regime, standing.collection.year)
        if each.indicator == code
    ]
    levels = []
    for compared in standing.compared:
        if compared.indicator is asked:
            moved = [(each, codes[each.unit.name]) for each in influences_on(compared)]
            levels.append((compared, moved[:MOST_SHOWN], moved[MOST_SHOWN:]))
    shown = {
        "standing": standing,
        "indicator": asked,
        "is_split": asked.division is Division.BY_WEIGHTS,
        "levels": levels,
        "trends": trends,
        "chart": _chart(trends),
        **choice.shown("county"),
    }
    return render(request, "indicators/indicator.html", shown)


@bureau_page(Permission.SEE_BUREAU)
def school(request: HttpRequest, access: BureauAccess, school: str) -> HttpResponse:
    """Show one school: figures, what is met, what is odd, and what it moves."""
    choice = choose(request, access)
    standing = choice.standing
    own = (
        next((each for each in standing.counted if each.filing.school.code == school), None)
        if standing
        else None
    )
    if standing is None or own is None:
        raise Http404
    shown = {
        "standing": standing,
        "own": own,
        "cards": cards_of(standing, choice.standard, own.filing.school_id),
        "standard": choice.standard,
        "names": requirement_names(choice.standard),
        "marks": {each.code: called(each.name) for each in choice.standard.marks},
        **choice.shown("county"),
    }
    return render(request, "indicators/school.html", shown)


def _chart(trends: list[Trend]) -> dict[str, Any] | None:
    years = sorted({year for each in trends for year, _ in each.years})
    if len(years) < 2:
        return None
    series = [
        {
            "name": str(LEVEL_NAMES[each.level]),
            "values": [
                float(rounded(found, 3)) if (found := dict(each.years).get(year)) is not None else None
                for year in years
            ],
        }
        for each in trends
    ]
    return {"categories": [str(year) for year in years], "series": series}

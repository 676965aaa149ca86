"""A city or a province over its counties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from banheng.accounts.bureau_access import with_those_below
from banheng.accounts.roles import Permission
from banheng.bureau.collecting.models import Collection
from banheng.bureau.standing.rolling_up import roll_up
from banheng.web.bureau_loading import bureau_page
from banheng.web.indicators.loading import choose

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess


@bureau_page(Permission.SEE_BUREAU)
def below(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Put the counties of a year together."""
    choice = choose(request, access)
    collections = Collection.objects.filter(bureau__in=with_those_below(access.bureau))
    years = sorted(set(collections.values_list("year", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    year = next((each for each in years if str(each) == asked), years[0] if years else None)
    shown = choice.shown("below") | {"years": years, "year": year}
    if year is not None:
        shown["rolled"] = roll_up(access.bureau, year, choice.regime)
        shown["asked"] = f"year={year}&regime={choice.regime.regime}"
    return render(request, "indicators/below.html", shown)

"""The honour wall: who has been awarded what, for everybody at the school."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.core.periods import parse_period
from banheng.honours.models import Honour
from banheng.schools.calendars import current_term, school_calendar
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

MOST_SHOWN = 500


@school_page(Permission.SEE_SCHOOL)
def wall(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the honours that stand, by period, the latest first; class banners on their own."""
    calendar = school_calendar(access.school)
    standing = Honour.objects.filter(
        school=access.school, state=Honour.State.AWARDED, revoked_at=None
    ).select_related("staff")
    awarded = standing.exclude(code=Honour.BANNER)[:MOST_SHOWN]
    banners = standing.filter(code=Honour.BANNER).order_by("-period", "school_class__code")[:MOST_SHOWN]
    dated = [(parse_period(honour.period, calendar), honour) for honour in awarded]
    dated.sort(key=lambda each: (each[0].last, each[0].first), reverse=True)
    shown = {
        "periods": [
            (period, [honour for _, honour in honours])
            for period, honours in groupby(dated, key=lambda each: each[0])
        ],
        "weeks": [
            (parse_period(code), list(honours))
            for code, honours in groupby(banners, key=lambda honour: honour.period)
        ],
        "term": current_term(access.school, access.day),
        "own_staff": access.user.staff_id,
        "tab": "wall",
    }
    return render(request, "honours/wall.html", shown)

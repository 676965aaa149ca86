from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.schools.calendars import current_term, school_calendar
from banheng.web.duties.own import own_duties
from banheng.web.loading import school_page
from banheng.web.today.duties import duties_today
from banheng.web.today.overview import overview
from banheng.web.today.own_class import own_classes

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def today(request: HttpRequest, access: Access) -> HttpResponse:
    """Show what was recorded today, and what is to do."""
    homeroom = list(access.homeroom_classes())
    shown = {
        "term": current_term(access.school, access.day),
        "is_school_day": school_calendar(access.school).is_school_day(access.day),
        "own": own_classes(access, homeroom),
        "own_duties": own_duties(access),
        "duties": duties_today(access),
        "overview": overview(access, homeroom),
    }
    return render(request, "today/today.html", shown)

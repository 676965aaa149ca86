from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.duties.work.cases import cases_of
from banheng.schools.calendars import current_term, school_calendar
from banheng.surveys.answering import rights_of
from banheng.web.backups.reminding import reminder
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
        "cases": cases_of(access),
        "surveys": rights_of(access.user, access.school, access.day),
        "own_duties": own_duties(access),
        "duties": duties_today(access),
        "overview": overview(access, homeroom),
        "backup_reminder": reminder(timezone.now()) if access.may(Permission.EDIT_ACCOUNTS) else "",
    }
    return render(request, "today/today.html", shown)

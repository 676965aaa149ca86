from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from banheng.assessment.displaying import shown_display
from banheng.assessment.periods import period_of
from banheng.assessment.weekly import week_of
from banheng.core.errors import BanhengError
from banheng.core.periods import PeriodKind
from banheng.schools.calendars import current_term

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ROOMY = 7
"""Up to this many classes in each grade, six grades fit the screen in larger type."""


@never_cache
def hall(request: HttpRequest, secret: str) -> HttpResponse:
    """Show this week's places of the classes to whoever stands before the screen: no names, no notes, no records."""
    display = shown_display(secret)
    if display is None:
        raise Http404
    day = timezone.localdate()
    period = period_of(display.school, PeriodKind.WEEK, day)
    try:
        week = week_of(display.school, period, day)
    except BanhengError:
        week = None  # why is the office's to read, not the hall's
    shown = {
        "hall_school": display.school,
        "period": period,
        "week": week,
        "is_roomy": week is not None and all(len(grade.lines) <= ROOMY for grade in week.grades),
        "term": current_term(display.school, day),
        "now": timezone.localtime(),
    }
    return render(request, "league/hall.html", shown)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.firm_places import firm_places
from banheng.assessment.live import live_sheet
from banheng.assessment.periods import find_period, period_of
from banheng.assessment.weekly import week_of
from banheng.core.errors import MalformedPeriod
from banheng.core.periods import PeriodKind, parse_period
from banheng.honours.deciding import banners_of, confirm_banners
from banheng.schools.calendars import current_term
from banheng.spreadsheets.result_report import Report
from banheng.web.choosing import choose_period, shows_results
from banheng.web.loading import school_page
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.core.periods import Period
    from banheng.web.choosing import Choice


@school_page(Permission.SEE_LEAGUE)
@shows_results
def league(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the league table of a period, group by group."""
    choice = choose_period(request, access)
    shown: dict[str, Any] = {"choice": choice, "own": own_codes(access), "tab": "league"}
    if choice:
        report = Report(live_sheet(choice.scored), choice.scored.version.digest)
        before = _ranks_before(access, choice)
        shown["places"] = choice.scored.scheme.rounding.places
        firm = firm_places(choice.scored)
        shown["groups"] = [
            (
                title,
                any(result.subject.key in firm for result in members),
                [
                    (
                        result,
                        _move(before.get(result.subject.key), result.rank),
                        firm.get(result.subject.key),
                    )
                    for result in members
                ],
            )
            for title, members in report.groups(request_language())
        ]
    return render(request, "league/league.html", shown)


@school_page(Permission.SEE_LEAGUE)
@shows_results
def week(request: HttpRequest, access: Access) -> HttpResponse:
    """Compare the classes of each grade in a week, and propose who gets the class banner."""
    chosen = _week_named(request, access)
    earlier = neighbour_week(chosen, -1)
    later = neighbour_week(chosen, 1)
    shown = {
        "week": week_of(access.school, chosen, access.day),
        "period": chosen,
        "term": current_term(access.school, chosen.last),
        "earlier": earlier,
        "later": later if later.first <= access.day else None,
        "so_far": chosen.last >= access.day,
        "own": own_codes(access),
        "banners": [banner.school_class.code for banner in banners_of(access.school, chosen)],
        "may_confirm": access.may(Permission.KEEP_HONOURS) and chosen.last < access.day,
        "tab": "week",
    }
    return render(request, "league/week.html", shown)


@require_POST
@school_page(Permission.KEEP_HONOURS)
def confirm_banner(request: HttpRequest, access: Access) -> HttpResponse:
    """Put the class banners of a week that is over on the honour wall."""
    chosen = _week_named(request, access)
    week = week_of(access.school, chosen, access.day)
    if week is None or chosen.last >= access.day:
        raise Http404
    lines = [line.class_year for grade in week.grades for line in grade.lines]
    classes = [each for each in lines if each.school_class.code in request.POST.getlist("class")]
    code = week.scored.version.code
    confirm_banners(access.school, code, chosen, classes, by=request.user, at=timezone.now())
    messages.success(
        request, gettext("已确认 %(number)d 面流动红旗，荣誉墙上可见。") % {"number": len(classes)}
    )
    return redirect(f"{reverse('league-week', args=[access.school.code])}?week={chosen.code}")


def own_codes(access: Access) -> set[str]:
    """Give the codes of the account's own classes, which stand out in every table."""
    return {class_year.school_class.code for class_year in access.homeroom_classes()}


def neighbour_week(week: Period, step: int) -> Period:
    """Give the week before (-1) or after (1)."""
    day = week.first.fromordinal(week.first.toordinal() + 7 * step)
    year, number, _ = day.isocalendar()
    return parse_period(f"{year}-W{number:02d}")


def _week_named(request: HttpRequest, access: Access) -> Period:
    named = request.POST.get("week") or request.GET.get("week")
    if not named:
        return period_of(access.school, PeriodKind.WEEK, access.day)
    try:
        found = parse_period(named)
    except MalformedPeriod as malformed:
        raise Http404 from malformed
    if found.kind is not PeriodKind.WEEK or found.first > access.day:
        raise Http404
    return found


def _ranks_before(access: Access, choice: Choice) -> dict[str, int | None]:
    """Give the ranks of the period before, by subject."""
    if choice.earlier is None:
        return {}
    before = find_period(access.school, choice.scored.version.code, choice.earlier.code, access.day)
    if before is None:
        return {}
    return {result.subject.key: result.rank for result in live_sheet(before).results}


def _move(before: int | None, now: int | None) -> int | None:
    """Give the places gained; None if there is no rank on one side."""
    return None if before is None or now is None else before - now

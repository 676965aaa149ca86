from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.acknowledging import acknowledge
from banheng.assessment.appeal_statistics import tally_of
from banheng.assessment.appealing import last_appeal_day
from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import standing
from banheng.assessment.models import AppealRule, Publication
from banheng.assessment.periods import period_of_sheet
from banheng.core.periods import parse_period
from banheng.reports.contents.ranking import rank_tables
from banheng.reports.contents.results import Results
from banheng.schools.calendars import current_term
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import ScoreSheet

SHOWN = 60
FIGURES = (0, 3)
"""Columns of the tables that hold figures: rank and total."""


@school_page(Permission.SEE_SCHOOL)
def board(request: HttpRequest, access: Access) -> HttpResponse:
    """List the public notices: those whose period runs, then earlier ones."""
    notices = (
        Publication.objects.filter(sheet__school=access.school, withdrawn_at=None)
        .select_related("sheet__version", "sheet__school")
        .order_by("-last", "-id")[:SHOWN]
    )
    lines = [(each, parse_period(each.sheet.period)) for each in notices]
    shown = {
        "running": [line for line in lines if line[0].last >= access.day],
        "earlier": [line for line in lines if line[0].last < access.day],
        "term": current_term(access.school, access.day),
    }
    return render(request, "board/board.html", shown)


@school_page(Permission.SEE_SCHOOL)
def notice(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Show one public notice: the results, the notice period, and what became of objections."""
    publication = _load(access, scheme, period)
    sheet, edition = publication.sheet, standing(publication.sheet)
    period = period_of_sheet(sheet)
    results = Results(edition.version, period, edition.results, sheet, edition.number)
    staff = request.user.staff
    shown = {
        "publication": publication,
        "sheet": sheet,
        "edition": edition,
        "amendments": sheet.editions.filter(at__gt=publication.at).defer("results"),
        "period": period,
        "term": current_term(access.school, period.last),
        "tables": rank_tables(results),
        "figures": FIGURES,
        "appeals": tally_of(sheet),
        "waiting": sheet.open_appeals.count(),
        "own": [line.given for line in results.people if staff is not None and line.teacher == staff.code],
        "appeals_until": _appeals_until(sheet),
        "seen": staff is not None and edition.acknowledgements.filter(staff=staff).first(),
        "runs": publication.last >= access.day,
    }
    return render(request, "board/notice.html", shown)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def seen(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Let a teacher confirm that they have seen their result."""
    try:
        acknowledge(standing(_load(access, scheme, period).sheet), by=access.user, at=timezone.now())
        messages.success(request, gettext("已确认阅知。有异议仍可在期限内申诉。"))
    except SheetRefused as refused:
        messages.error(request, refused.reason)
    return redirect("board-notice", access.school.code, scheme, period)


def _load(access: Access, scheme: str, period: str) -> Publication:
    """Give a public notice that stands.

    Raises:
        Http404: there is none.
    """
    return get_object_or_404(
        Publication.objects.select_related("sheet__version", "sheet__school"),
        sheet__school=access.school,
        sheet__version__code=scheme,
        sheet__period=period,
        withdrawn_at=None,
    )


def _appeals_until(sheet: ScoreSheet) -> date | None:
    rule = AppealRule.objects.filter(school=sheet.school).first()
    return last_appeal_day(sheet, rule) if rule else None

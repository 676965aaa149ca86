from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.acknowledging import acknowledge
from banheng.assessment.appealing import last_appeal_day
from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import standing
from banheng.assessment.models import Appeal, AppealRule, Publication, Ruling
from banheng.assessment.periods import period_of_sheet
from banheng.schools.calendars import current_term
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import FrozenSheet, ScoreSheet

SHOWN = 60


@school_page(Permission.SEE_SCHOOL)
def board(request: HttpRequest, access: Access) -> HttpResponse:
    """List the public notices: those whose period runs, then earlier ones."""
    notices = (
        Publication.objects.filter(sheet__school=access.school, withdrawn_at=None)
        .select_related("sheet__version", "sheet__school")
        .order_by("-last", "-id")[:SHOWN]
    )
    lines = [(each, period_of_sheet(each.sheet)) for each in notices]
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
    rows = _rows(edition)
    staff = request.user.staff
    shown = {
        "publication": publication,
        "sheet": sheet,
        "edition": edition,
        "editions": sheet.editions.exclude(number=1).defer("results"),
        "period": period_of_sheet(sheet),
        "term": current_term(access.school, period_of_sheet(sheet).last),
        "rows": rows,
        "ranks": any(row["rank"] for row in rows),
        "appeals": _appeals(sheet),
        "own": [row for row in rows if staff is not None and row["teacher"] == staff.code],
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


def _rows(edition: FrozenSheet) -> Sequence[Mapping[str, Any]]:
    """List the teachers' results by grade, best first; the lines of classes stand at the end."""
    judged = [row for row in edition.results["results"] if row["role"] != "assistant_homeroom_teacher"]
    return sorted(judged, key=lambda row: (row["is_class_line"], row["rank"] is None, row["rank"] or 0))


def _appeals(sheet: ScoreSheet) -> Sequence[tuple[str, int]]:
    """Count the objections by what became of them; who objected and why is shown to those concerned only."""
    rulings = Counter(Ruling.objects.filter(appeal__sheet=sheet).values_list("outcome", flat=True))
    counted = [(str(outcome.label), rulings[outcome]) for outcome in Ruling.Outcome if rulings[outcome]]
    if waiting := Appeal.objects.filter(sheet=sheet, ruling=None, withdrawn_at=None).count():
        counted.append(("", waiting))
    return counted


def _appeals_until(sheet: ScoreSheet) -> date | None:
    rule = AppealRule.objects.filter(school=sheet.school).first()
    return last_appeal_day(sheet, rule) if rule else None

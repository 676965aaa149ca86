from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.computing import ask_to_compute, compute, is_large, newer_records, sheet_of
from banheng.assessment.errors import SheetRefused
from banheng.assessment.missing import check
from banheng.assessment.models import Computation
from banheng.assessment.periods import find_period, periods_of_term
from banheng.assessment.reviewing import review
from banheng.core.errors import MalformedPeriod
from banheng.schools.calendars import current_term
from banheng.web.choosing import shows_results
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import ScoreSheet
    from banheng.assessment.periods import ScoredPeriod


class ReviewForm(forms.Form):
    """What the reviewer says of the result."""

    remark = forms.CharField(
        label=_("审核意见（可不填）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A period and how far it is."""

    scored: ScoredPeriod
    sheet: ScoreSheet | None
    newer: int
    runs: bool


@school_page(Permission.RUN_PERIODS)
def desk(request: HttpRequest, access: Access) -> HttpResponse:
    """List the periods of the term and how far each is."""
    term = current_term(access.school, access.day)
    periods = periods_of_term(access.school, term, access.day) if term else []
    lines = []
    for scored in periods:
        sheet = sheet_of(scored)
        newer = newer_records(scored, sheet) if sheet else 0
        lines.append(DeskLine(scored, sheet, newer, scored.period.last >= access.day))
    return render(request, "desk/desk.html", {"term": term, "lines": lines})


@school_page(Permission.RUN_PERIODS)
@shows_results
def period_page(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Show what a period still needs, and its computed result."""
    return _page(request, access, _load(access, scheme, period), ReviewForm())


@require_POST
@school_page(Permission.RUN_PERIODS)
@shows_results
def compute_period(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Compute a period, a large one in the background."""
    scored = _load(access, scheme, period)
    try:
        if is_large(scored):
            ask_to_compute(scored, by=access.user, at=timezone.now())
        else:
            compute(scored, by=access.user, at=timezone.now())
            messages.success(request, gettext("已经计算。请核对下面的结果，确认后审核。"))
    except SheetRefused as refused:
        messages.error(request, refused.reason)
    return redirect("desk-period", access.school.code, scheme, period)


@require_POST
@school_page(Permission.RUN_PERIODS)
def review_period(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Confirm the computed result of a period."""
    scored, form = _load(access, scheme, period), ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, access, scored, form)
    try:
        review(scored, remark=form.cleaned_data["remark"], by=access.user, at=timezone.now())
        messages.success(request, gettext("已经审核。之后的新记录不再改变这份结果。"))
    except SheetRefused as refused:
        messages.error(request, refused.reason)
    return redirect("desk-period", access.school.code, scheme, period)


def _load(access: Access, scheme: str, period: str) -> ScoredPeriod:
    try:
        scored = find_period(access.school, scheme, period, access.day)
    except MalformedPeriod as malformed:
        raise Http404 from malformed
    if scored is None:
        raise Http404
    return scored


def _page(request: HttpRequest, access: Access, scored: ScoredPeriod, form: ReviewForm) -> HttpResponse:
    sheet = sheet_of(scored)
    asked = Computation.objects.filter(
        school=access.school, version__code=scored.version.code, period=scored.period.code
    ).first()
    shown: dict[str, Any] = {
        "scored": scored,
        "term": current_term(access.school, scored.period.last),
        "is_own_kind": scored.period.kind is scored.scheme.period,
        "runs": scored.period.last >= access.day,
        "sheet": sheet,
        "newer": newer_records(scored, sheet) if sheet else 0,
        "running": asked if asked and asked.finished_at is None else None,
        "fault": asked.fault if asked else "",
        "form": form,
    }
    if shown["is_own_kind"]:
        shown["check"] = check(scored, access.day)
    return render(request, "desk/period.html", shown)

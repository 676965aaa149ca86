from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.acknowledging import scored_teachers
from banheng.assessment.adjusting import adjusting_item
from banheng.assessment.amending import are_left, changes_today
from banheng.assessment.computing import ask_to_compute, compute, is_large, newer_records, sheet_of
from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import standing
from banheng.assessment.missing import check
from banheng.assessment.models import AppealRule, Computation, Difference
from banheng.assessment.periods import periods_of_term
from banheng.assessment.publishing import last_notice_day, publication_of
from banheng.assessment.reviewing import review
from banheng.schools.calendars import current_term
from banheng.web.choosing import shows_results
from banheng.web.desk.forms import AppealRuleForm, PublishForm, ReviewForm
from banheng.web.desk.loading import DESK, load_period
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import ScoreSheet
    from banheng.assessment.periods import ScoredPeriod


ADJUSTING_PAGES: dict[Literal["severity", "context"], str] = {
    "severity": "desk-severity",
    "context": "desk-context",
}


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A period and how far it is."""

    scored: ScoredPeriod
    sheet: ScoreSheet | None
    newer: int
    runs: bool


@school_page(*DESK)
def desk(request: HttpRequest, access: Access) -> HttpResponse:
    """List the periods of the term and how far each is."""
    term = current_term(access.school, access.day)
    periods = periods_of_term(access.school, term, access.day) if term else []
    lines = []
    for scored in periods:
        sheet = sheet_of(scored)
        newer = newer_records(scored, sheet) if sheet and sheet.state == "computed" else 0
        lines.append(DeskLine(scored, sheet, newer, scored.period.last >= access.day))
    has_rule = AppealRule.objects.filter(school=access.school).exists()
    shown = {
        "term": term,
        "lines": lines,
        "has_rule": has_rule,
        "may_run": access.may(Permission.RUN_PERIODS),
    }
    return render(request, "desk/desk.html", shown)


@school_page(*DESK)
@shows_results
def period_page(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Show what a period still needs, and its computed result."""
    return _page(request, access, load_period(access, scheme, period), ReviewForm())


@require_POST
@school_page(Permission.RUN_PERIODS)
@shows_results
def compute_period(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Compute a period, a large one in the background."""
    scored = load_period(access, scheme, period)
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
    scored, form = load_period(access, scheme, period), ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, access, scored, form)
    try:
        review(scored, remark=form.cleaned_data["remark"], by=access.user, at=timezone.now())
        messages.success(request, gettext("已经审核。本期不再接收新记录，等校长公示。"))
    except SheetRefused as refused:
        messages.error(request, refused.reason)
    return redirect("desk-period", access.school.code, scheme, period)


def _page(request: HttpRequest, access: Access, scored: ScoredPeriod, form: ReviewForm) -> HttpResponse:
    sheet = sheet_of(scored)
    asked = Computation.objects.filter(
        school=access.school, version__code=scored.version.code, period=scored.period.code
    ).first()
    shown: dict[str, Any] = {
        "scored": scored,
        "term": current_term(access.school, scored.period.last),
        "runs": scored.period.last >= access.day,
        "sheet": sheet,
        "newer": newer_records(scored, sheet) if sheet and sheet.state == "computed" else 0,
        "running": asked if asked and asked.finished_at is None else None,
        "fault": asked.fault if asked else "",
        "form": form,
        "may_run": access.may(Permission.RUN_PERIODS),
        "may_publish": access.may(Permission.PUBLISH_RESULTS),
    }
    if scored.period.kind is scored.scheme.period and (sheet is None or sheet.state == "computed"):
        shown["check"] = check(scored, access.day)
        shown["is_checked"] = True
        shown["adjusting"] = [
            (item, reverse(name, args=[access.school.code, scored.version.code, scored.period.code]))
            for source, name in ADJUSTING_PAGES.items()
            if (item := adjusting_item(scored.scheme, source)) is not None
        ]
    if sheet is not None:
        shown |= _settling(access, sheet)
    return render(request, "desk/period.html", shown)


def _settling(access: Access, sheet: ScoreSheet) -> dict[str, Any]:
    """Gather what the steps after the review show."""
    shown: dict[str, Any] = {
        "steps": sheet.steps.select_related("edition").order_by("-id"),
        "editions": sheet.editions.defer("results").order_by("-number"),
    }
    if sheet.state == "reviewed":
        rule = AppealRule.objects.filter(school=access.school).first()
        shown["rule"] = rule
        shown["publish_form"] = PublishForm(
            initial={"school_days": rule.notice_days, "contact": rule.contact} if rule else {}
        )
        if rule:
            shown["would_end"] = last_notice_day(access.school, access.day, rule.notice_days)
    if sheet.state in {"published", "final"}:
        changes = changes_today(sheet)
        edition = standing(sheet)
        shown |= {
            "edition": edition,
            "seen": edition.acknowledgements.count(),
            "teachers": len(scored_teachers(edition)),
            "publication": publication_of(sheet),
            "notice_runs": publication_of(sheet).last >= access.day,
            "open_appeals": sheet.open_appeals.count(),
            "changes": changes,
            "was_kept": are_left(sheet, changes),
            "differences": Difference.objects.filter(edition__sheet=sheet).select_related("staff", "edition"),
        }
    return shown


@school_page(*DESK)
def appeal_rule(request: HttpRequest, access: Access) -> HttpResponse:
    """Set how long notices last and by when appeals are ruled on."""
    rule = AppealRule.objects.filter(school=access.school).first() or AppealRule(school=access.school)
    form = AppealRuleForm(request.POST or None, instance=rule)
    if request.method == "POST" and form.is_valid():
        rule.changed_by, rule.changed_at = access.user, timezone.now()
        form.save()
        messages.success(request, gettext("已保存。以后的公示和申诉按这些期限办理。"))
        return redirect("desk", access.school.code)
    return render(request, "desk/appeal_rule.html", {"form": form})

"""Inspections of a bureau, their visits, and what came of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.errors import BureauRefused
from banheng.bureau.findings.inspecting import (
    conclude_inspection,
    is_drawn_rightly,
    note_visit,
    plan_inspection,
)
from banheng.bureau.findings.models import Finding, Inspection, Visit
from banheng.bureau.findings.recording import record_finding
from banheng.reports.contents.inspection import inspection_report
from banheng.web.acting import act
from banheng.web.bureau_loading import bureau_page
from banheng.web.findings.forms import ConcludeForm, FoundForm, InspectionForm, VisitForm
from banheng.web.reports.answering import answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess

PLANNERS = (Permission.REVIEW_DATA, Permission.KEEP_TARGETS)


@bureau_page(Permission.SEE_BUREAU)
def inspections(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List the inspections."""
    found = Inspection.objects.filter(bureau=access.bureau).prefetch_related("visits__findings")
    shown = {"found": found, "plans": any(access.may(each) for each in PLANNERS), "day": access.day}
    return render(request, "findings/inspections.html", shown)


@bureau_page(*PLANNERS)
def new(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Plan an inspection."""
    form = InspectionForm(
        access.schools(), request.POST or None, initial={"first": access.day, "last": access.day}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"schools": list(form.cleaned_data["schools"])}
        try:
            made = plan_inspection(access.bureau, **said, by=request.user, at=timezone.now())
        except BureauRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, gettext("督导已安排。"))
            return redirect("inspections-one", access.bureau.code, made.pk)
    return render(request, "findings/new_inspection.html", {"form": form})


@bureau_page(Permission.SEE_BUREAU)
def inspection_page(request: HttpRequest, access: BureauAccess, inspection: int) -> HttpResponse:
    """Show an inspection."""
    return _page(request, access, _inspection(access, inspection))


@bureau_page(Permission.SEE_BUREAU)
def inspection_print(request: HttpRequest, access: BureauAccess, inspection: int, form: str) -> HttpResponse:
    """Give the report of an inspection as a document."""
    return answer(request, inspection_report(_inspection(access, inspection), access.day), form)


@require_POST
@bureau_page(*PLANNERS)
def inspection_conclude(request: HttpRequest, access: BureauAccess, inspection: int) -> HttpResponse:
    """Conclude an inspection."""
    kept, form = _inspection(access, inspection), ConcludeForm(request.POST)
    do = partial(conclude_inspection, kept, at=timezone.now())
    done = act(request, form, do, "inspections-one", access.bureau.code, kept.pk)
    return done or _page(request, access, kept, concluding=form)


@bureau_page(Permission.REVIEW_DATA)
def visit_page(request: HttpRequest, access: BureauAccess, visit: int) -> HttpResponse:
    """Note a visit, and what was found at it."""
    kept = _visit(access, visit)
    said = {"visited_on": kept.visited_on or access.day, "team": kept.team, "summary": kept.summary}
    form = VisitForm(request.POST or None, initial=said, auto_id="visit_%s")
    if request.method == "POST" and (
        done := act(
            request, form, partial(note_visit, kept), "inspections-visit", access.bureau.code, kept.pk
        )
    ):
        return done
    return _visit_page(request, kept, visiting=form, finding=_found_form(access))


@require_POST
@bureau_page(Permission.REVIEW_DATA)
def visit_find(request: HttpRequest, access: BureauAccess, visit: int) -> HttpResponse:
    """Record a finding at a visit."""
    kept, form = _visit(access, visit), FoundForm(request.POST, auto_id="found_%s")
    do = partial(
        record_finding,
        access.bureau,
        kept.school,
        source=Finding.Source.INSPECTION,
        visit=kept,
        by=request.user,
        at=timezone.now(),
    )
    done = act(request, form, do, "inspections-visit", access.bureau.code, kept.pk)
    said = {"visited_on": kept.visited_on or access.day, "team": kept.team, "summary": kept.summary}
    visiting = VisitForm(initial=said, auto_id="visit_%s")
    return done or _visit_page(request, kept, visiting=visiting, finding=form)


def _found_form(access: BureauAccess) -> FoundForm:
    return FoundForm(initial={"found_on": access.day}, auto_id="found_%s")


def _inspection(access: BureauAccess, number: int) -> Inspection:
    return get_object_or_404(Inspection, bureau=access.bureau, pk=number)


def _visit(access: BureauAccess, number: int) -> Visit:
    visits = Visit.objects.select_related("inspection", "school")
    return get_object_or_404(visits, inspection__bureau=access.bureau, pk=number)


def _visit_page(request: HttpRequest, visit: Visit, **forms: Any) -> HttpResponse:
    reported = Finding.objects.filter(school=visit.school, source=Finding.Source.SELF)
    shown = {
        "visit": visit,
        "findings": visit.findings.all(),
        "reported": reported.exclude(state=Finding.State.CLOSED),
        **forms,
    }
    return render(request, "findings/visit.html", shown)


def _page(request: HttpRequest, access: BureauAccess, inspection: Inspection, **forms: Any) -> HttpResponse:
    shown: dict[str, Any] = {
        "inspection": inspection,
        "visits": inspection.visits.select_related("school").prefetch_related("findings"),
        "inspects": access.may(Permission.REVIEW_DATA),
        "is_right": bool(inspection.seed) and is_drawn_rightly(inspection),
        "day": access.day,
    }
    if inspection.closed_at is None and any(access.may(each) for each in PLANNERS):
        shown["concluding"] = ConcludeForm()
    return render(request, "findings/inspection.html", shown | forms)

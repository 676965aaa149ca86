"""Plans: how far they are, and each with its phases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.errors import DevelopmentRefused
from banheng.development.plans.carrying_out import close, review
from banheng.development.plans.drawing_up import add_measure, add_phase, draw_up
from banheng.development.plans.models import Measure, Plan
from banheng.development.plans.progress import owed, progress
from banheng.development.plans.template import plan_drafts
from banheng.reports.contents.plan import plan_table
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.plans.forms import CloseForm, MeasureForm, PhaseForm, PlanForm, ReviewForm
from banheng.web.plans.loading import load_phase, load_plan
from banheng.web.reports.answering import answer

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

REVIEWERS = (Permission.KEEP_TEAM, Permission.DECIDE_TEAM)


@school_page(Permission.SEE_SCHOOL)
def plans(request: HttpRequest, access: Access) -> HttpResponse:
    """List the plans with their progress, what I owe and what is late."""
    found = Plan.objects.filter(school=access.school).prefetch_related("phases__measures")
    rows = [
        (plan, progress([each for phase in plan.phases.all() for each in phase.measures.all()], access.day))
        for plan in found
    ]
    every = owed(access.school)
    shown = {
        "rows": rows,
        "mine": [each for each in every if each.owner_id and each.owner_id == access.user.staff_id],
        "late": [each for each in every if each.is_late(access.day)],
        "day": access.day,
        "keeps": access.may(Permission.KEEP_TEAM),
    }
    return render(request, "plans/plans.html", shown)


@school_page(Permission.KEEP_TEAM)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Draw up a plan, from one of the library or by hand."""
    code = request.GET.get("template", "")
    draft = plan_drafts().get(code)
    if request.method == "POST":
        form = PlanForm(request.POST)
        if form.is_valid():
            try:
                made = draw_up(access.school, draft, **form.cleaned_data, by=request.user, at=timezone.now())
            except DevelopmentRefused as refusal:
                form.add_error(None, refusal.reason)
            else:
                messages.success(request, gettext("规划已建立。请给每项措施落实责任人和期限。"))
                return redirect("plans-one", access.school.code, made.pk)
    else:
        form = PlanForm(
            initial={"first": access.day} | ({"title": draft.title, "goal": draft.goal} if draft else {})
        )
    shown = {"form": form, "drafts": plan_drafts().values(), "draft": draft}
    return render(request, "plans/new.html", shown)


@school_page(Permission.SEE_SCHOOL)
def plan_page(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Show a plan."""
    return _page(request, access, load_plan(access, plan))


@school_page(Permission.SEE_SCHOOL)
def plan_print(request: HttpRequest, access: Access, plan: int, form: str) -> HttpResponse:
    """Give a plan as a document: its timetable with owners, and what came of it."""
    return answer(request, plan_table(load_plan(access, plan)), form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def phase_add(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Add a phase."""
    kept, form = load_plan(access, plan), PhaseForm(request.POST)
    done = act(request, form, partial(add_phase, kept), "plans-one", access.school.code, kept.pk)
    return done or _page(request, access, kept, phase_form=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def measure_add(request: HttpRequest, access: Access, phase: int) -> HttpResponse:
    """Add a measure to a phase."""
    kept, form = load_phase(access, phase), MeasureForm(access.school, request.POST)
    done = act(request, form, partial(add_measure, kept), "plans-one", access.school.code, kept.plan_id)
    return done or _page(request, access, kept.plan, measure_form=form, at_phase=kept.pk)


@school_page(*REVIEWERS)
def phase_review(request: HttpRequest, access: Access, phase: int) -> HttpResponse:
    """Review a phase at its end."""
    kept = load_phase(access, phase)
    form = ReviewForm(request.POST or None, initial={"before": kept.before or kept.plan.before})
    if request.method == "POST":
        do = partial(review, kept, by=request.user, at=timezone.now())
        if done := act(request, form, do, "plans-one", access.school.code, kept.plan_id):
            return done
    return render(request, "plans/review.html", {"phase": kept, "form": form})


@require_POST
@school_page(*REVIEWERS)
def plan_close(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Close a plan with what came of it."""
    kept, form = load_plan(access, plan), CloseForm(request.POST)
    done = act(
        request, form, partial(close, kept, at=timezone.now()), "plans-one", access.school.code, kept.pk
    )
    return done or _page(request, access, kept, close_form=form)


def _page(
    request: HttpRequest,
    access: Access,
    plan: Plan,
    *,
    phase_form: Form | None = None,
    measure_form: Form | None = None,
    at_phase: int | None = None,
    close_form: Form | None = None,
) -> HttpResponse:
    phases = list(plan.phases.prefetch_related("measures__owner").select_related("reviewed_by"))
    measures = [each for phase in phases for each in phase.measures.all()]
    keeps = access.may(Permission.KEEP_TEAM) and plan.closed_at is None
    reviews = plan.closed_at is None and any(access.may(each) for each in REVIEWERS)
    shown = {
        "plan": plan,
        "phases": phases,
        "progress": progress(measures, access.day),
        "day": access.day,
        "keeps": keeps,
        "reviews": reviews,
        "phase_form": (phase_form or PhaseForm(auto_id="phase_%s")) if keeps else None,
        "measure_form": measure_form or MeasureForm(access.school, auto_id="measure_%s"),
        "at_phase": at_phase,
        "close_form": (close_form or CloseForm())
        if reviews and phases and all(phase.reviewed_at for phase in phases)
        else None,
        "reached": Measure.Verdict.REACHED,
    }
    return render(request, "plans/plan.html", shown)

"""The plan of a year, its trainings, and how far the themes are held."""

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
from banheng.development.training.closing import finish_training
from banheng.development.training.models import Enrolment
from banheng.development.training.planning import add_session, cancel_training, save_training
from banheng.development.training.spending import spent_on
from banheng.development.training.themes import held_in
from banheng.reports.contents.training_plan import training_plan
from banheng.schools.models import Staff
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.reports.answering import answer
from banheng.web.templatetags.points import request_language
from banheng.web.training.forms import GoalsForm, ReasonForm, SessionForm, TrainingForm
from banheng.web.training.loading import load_plan, load_training, tabs, years_of
from banheng.web.training.saying import say_themes

if TYPE_CHECKING:
    from django.forms import Form, ModelForm
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.training.models import Training


@school_page(Permission.SEE_TEAM)
def plan(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the plan of a year; who keeps it writes its goals."""
    found = load_plan(request, access)
    keeps = access.may(Permission.KEEP_TEAM)
    form = GoalsForm(request.POST or None, instance=found) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid():
        form.save()
        messages.success(request, gettext("已记下。"))
        return redirect(request.get_full_path())
    rows = [
        (each, say_themes(each.themes), sum(session.closed_at is not None for session in each.sessions.all()))
        for each in found.trainings.prefetch_related("sessions")
    ]
    shown = {"plan": found, "rows": rows, "form": form, "years": years_of(access), **tabs(access, "plan")}
    return render(request, "training/plan.html", shown)


@school_page(Permission.SEE_TEAM)
def plan_file(request: HttpRequest, access: Access, form: str) -> HttpResponse:
    """Give the plan with its timetable as a document."""
    return answer(request, training_plan(load_plan(request, access), say_themes), form)


@school_page(Permission.SEE_TEAM)
def theme_table(request: HttpRequest, access: Access) -> HttpResponse:
    """Show of every theme what the year has planned and held."""
    found = load_plan(request, access)
    language = request_language()
    rows = [
        (theme.say_group(language), theme.say(language), "、".join(theme.clauses), held)
        for theme, held in held_in(found)
    ]
    shown = {"plan": found, "rows": rows, "years": years_of(access), **tabs(access, "themes")}
    return render(request, "training/themes.html", shown)


@school_page(Permission.KEEP_TEAM)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Put a training into the plan."""
    found = load_plan(request, access)
    form = TrainingForm(found, request.POST or None, initial={"since": access.day, "until": access.day})
    return _edit(request, access, form)


@school_page(Permission.KEEP_TEAM)
def edit(request: HttpRequest, access: Access, training: int) -> HttpResponse:
    """Change a training of which nothing was held."""
    found = load_training(access, training)
    form = TrainingForm(found.plan, request.POST or None, instance=found)
    return _edit(request, access, form)


@school_page(Permission.SEE_TEAM)
def training_page(request: HttpRequest, access: Access, training: int) -> HttpResponse:
    """Show a training with its sessions."""
    return _page(request, access, load_training(access, training))


@require_POST
@school_page(Permission.KEEP_TEAM)
def session_new(request: HttpRequest, access: Access, training: int) -> HttpResponse:
    """Add a session."""
    found = load_training(access, training)
    form = SessionForm(found, request.POST)
    if form.is_valid():
        try:
            made = add_session(form.save(commit=False))
        except DevelopmentRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, gettext("已增加一场。"))
            return redirect("training-session", access.school.code, made.pk)
    return _page(request, access, found, session=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def cancel(request: HttpRequest, access: Access, training: int) -> HttpResponse:
    """Take a training out of the plan."""
    found, form = load_training(access, training), ReasonForm(request.POST)
    do = partial(cancel_training, found)
    return act(request, form, do, "training-one", access.school.code, found.pk) or _page(
        request, access, found, cancelling=form
    )


@require_POST
@school_page(Permission.KEEP_TEAM)
def finish(request: HttpRequest, access: Access, training: int) -> HttpResponse:
    """Finish a training; extra points come as `extra-<id of the teacher>`."""
    found = load_training(access, training)
    extra = {
        int(name.removeprefix("extra-")): min(int(value), 100)
        for name, value in request.POST.items()
        if name.removeprefix("extra-").isdecimal() and name.startswith("extra-") and value.isdecimal()
    }
    try:
        finish_training(found, extra, by=request.user, at=timezone.now())
    except DevelopmentRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已结业。"))
    return redirect("training-one", access.school.code, found.pk)


def _edit(request: HttpRequest, access: Access, form: ModelForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = save_training(form.save(commit=False), by=request.user, at=timezone.now())
        except DevelopmentRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, gettext("已列入计划。"))
            return redirect("training-one", access.school.code, made.pk)
    return render(request, "training/new.html", {"form": form, **tabs(access, "plan")})


def _page(
    request: HttpRequest,
    access: Access,
    found: Training,
    *,
    session: Form | None = None,
    cancelling: Form | None = None,
) -> HttpResponse:
    keeps = access.may(Permission.KEEP_TEAM) and found.is_open
    sessions = list(found.sessions.prefetch_related("enrolments"))
    closed = [each for each in sessions if each.closed_at is not None]
    taking_part = Staff.objects.filter(
        training_enrolments__session__in=sessions,
        training_enrolments__state=Enrolment.State.ENROLLED,
    ).distinct()
    shown = {
        "training": found,
        "theme_names": say_themes(found.themes),
        "sessions": [
            (each, sum(one.attended_at is not None for one in each.enrolments.all())) for each in sessions
        ],
        "completions": found.completions.select_related("staff"),
        "spent": spent_on(found),
        "session_form": (session or SessionForm(found, initial={"since": access.day})) if keeps else None,
        "cancelling": (cancelling or ReasonForm()) if keeps and not closed else None,
        "may_edit": keeps and not closed,
        "may_finish": keeps and sessions and len(closed) == len(sessions),
        "taking_part": taking_part if keeps and found.by_attendance else [],
        **tabs(access, "plan"),
    }
    return render(request, "training/training.html", shown)

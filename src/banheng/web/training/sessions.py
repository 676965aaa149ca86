"""A session: who is in it, attendance by hand, its end, and its correction."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.errors import DevelopmentRefused
from banheng.development.training.attending import mark
from banheng.development.training.audience import audience_of
from banheng.development.training.closing import close_session, reopen_session
from banheng.development.training.enrolling import enrol, is_full
from banheng.development.training.models import Enrolment
from banheng.development.training.rating import may_rate, mean_of
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.training.forms import CloseForm, ReasonForm, StaffForm, WatchForm
from banheng.web.training.loading import load_session, own_staff, tabs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.training.models import Session
    from banheng.schools.models import Staff


@school_page(Permission.SEE_SCHOOL)
def session_page(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Show a session."""
    return render(request, "training/session.html", session_shown(access, load_session(access, session)))


@require_POST
@school_page(Permission.KEEP_TEAM)
def enrol_audience(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Enrol everybody whom the training means."""
    found = load_session(access, session)
    staff = audience_of(access.school, found.training.audience, access.day)
    return _enrol(request, access, found, staff)


@require_POST
@school_page(Permission.KEEP_TEAM)
def enrol_named(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Enrol those who are named."""
    found, form = load_session(access, session), StaffForm(access.school, request.POST)
    if not form.is_valid():
        return render(request, "training/session.html", session_shown(access, found, naming=form))
    return _enrol(request, access, found, form.cleaned_data["staff"])


@require_POST
@school_page(Permission.KEEP_TEAM)
def attendance(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Take down who was present."""
    found = load_session(access, session)
    present = {int(each) for each in request.POST.getlist("present") if each.isdecimal()}
    try:
        mark(found, present, at=timezone.now())
    except DevelopmentRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已记下到场情况。"))
    return redirect("training-session", access.school.code, found.pk)


@require_POST
@school_page(Permission.KEEP_TEAM)
def close(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """End a session."""
    found, form = load_session(access, session), CloseForm(request.POST)
    do = partial(close_session, found, by=request.user, at=timezone.now())
    return act(request, form, do, "training-session", access.school.code, found.pk) or render(
        request, "training/session.html", session_shown(access, found, closing=form)
    )


@require_POST
@school_page(Permission.KEEP_TEAM)
def reopen(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Open a closed session to correct it."""
    found, form = load_session(access, session), ReasonForm(request.POST)
    do = partial(reopen_session, found, at=timezone.now())
    return act(request, form, do, "training-session", access.school.code, found.pk) or render(
        request, "training/session.html", session_shown(access, found, reopening=form)
    )


def session_shown(
    access: Access,
    session: Session,
    *,
    watching: Form | None = None,
    naming: Form | None = None,
    closing: Form | None = None,
    reopening: Form | None = None,
) -> dict[str, Any]:
    """Give the page of a session what it shows to this account."""
    training = session.training
    is_open = session.closed_at is None and training.is_open
    keeps = access.may(Permission.KEEP_TEAM)
    sees = access.may(Permission.SEE_TEAM)
    enrolments = list(session.enrolments.exclude(state=Enrolment.State.LEFT).select_related("staff"))
    own = next((each for each in enrolments if each.staff_id == access.user.staff_id), None)
    staff = own_staff(access)
    may_enrol = is_open and own is None and staff is not None
    if may_enrol:
        may_enrol = staff in audience_of(access.school, training.audience, access.day)
    may_watch = is_open and own is not None and session.video and own.attended_at is None
    return {
        "session": session,
        "training": training,
        "own": own,
        "may_enrol": may_enrol,
        "is_full": is_full(session),
        "may_leave": is_open and own is not None and own.attended_at is None,
        "watching": (watching or WatchForm(session)) if may_watch else None,
        "may_rate": own is not None and may_rate(own, access.day),
        "marks": range(5, 0, -1),
        "enrolments": enrolments if sees else [],
        "attended": sum(each.attended_at is not None for each in enrolments),
        "enrolled": sum(each.state == Enrolment.State.ENROLLED for each in enrolments),
        "mean": mean_of(session, access.day) if sees else None,
        "is_open": is_open,
        "naming": (naming or StaffForm(access.school)) if keeps and is_open else None,
        "closing": (closing or CloseForm()) if keeps and is_open and session.until <= access.day else None,
        "reopening": (reopening or ReasonForm())
        if keeps and session.closed_at is not None and training.is_open
        else None,
        **tabs(access, "plan"),
    }


def _enrol(request: HttpRequest, access: Access, session: Session, staff: Iterable[Staff]) -> HttpResponse:
    try:
        made = enrol(session, staff, by=request.user, at=timezone.now())
    except DevelopmentRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        said = gettext("已把 %(number)d 人列入名单。")
        messages.success(request, said % {"number": len(made)})
    return redirect("training-session", access.school.code, session.pk)

"""My training: what is ahead, what I may enrol in, what I lack, and what I have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.errors import DevelopmentRefused
from banheng.development.training.attending import watch
from banheng.development.training.audience import audience_of
from banheng.development.training.enrolling import enrol, leave
from banheng.development.training.hours import needs_of, totals, trained
from banheng.development.training.models import Enrolment, Session
from banheng.development.training.rating import may_rate, rate
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.training.forms import WatchForm
from banheng.web.training.loading import load_session, own_enrolment, own_staff, tabs
from banheng.web.training.saying import say_facts, say_needs, say_totals
from banheng.web.training.sessions import session_shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.schools.models import Staff


@school_page(Permission.SEE_SCHOOL)
def training(request: HttpRequest, access: Access) -> HttpResponse:
    """Show what concerns the account itself."""
    staff = own_staff(access)
    shown = {"staff": staff, **tabs(access, "own")}
    if staff is not None:
        mine = list(
            Enrolment.objects.filter(staff=staff)
            .exclude(state=Enrolment.State.LEFT)
            .select_related("session__training")
            .order_by("session__since")
        )
        facts = trained(staff)
        (needs,) = needs_of(access.school, [staff], access.day)
        shown |= {
            "ahead": [each for each in mine if each.session.closed_at is None],
            "to_rate": [each for each in mine if may_rate(each, access.day)],
            "offered": _offered(access, staff, {each.session_id for each in mine}),
            "needs": say_needs(needs),
            "totals": say_totals(totals(facts)),
            "facts": say_facts(facts),
        }
    return render(request, "training/own.html", shown)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def enrol_own(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Enrol in a session that is meant for oneself."""
    found, staff = load_session(access, session), own_staff(access)
    if staff is None or not may_enrol(access, found, staff):
        raise PermissionDenied
    try:
        (made,) = enrol(found, [staff], by=request.user, at=timezone.now())
    except DevelopmentRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        is_in = made.state == Enrolment.State.ENROLLED
        messages.success(request, gettext("已报名。") if is_in else gettext("名额已满，已列入候补。"))
    return redirect("training-session", access.school.code, found.pk)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def leave_own(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Leave a session."""
    found = load_session(access, session)
    try:
        leave(own_enrolment(access, found))
    except DevelopmentRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已退出。"))
    return redirect("training-session", access.school.code, found.pk)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def watched(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Say that one has watched a recorded lesson."""
    found = load_session(access, session)
    enrolment, form = own_enrolment(access, found), WatchForm(found, request.POST)

    def do(minutes: int, answer: str = "") -> None:
        watch(enrolment, minutes=minutes, answer=answer, at=timezone.now())

    again = act(request, form, do, "training-session", access.school.code, found.pk)
    return again or render(request, "training/session.html", session_shown(access, found, watching=form))


@require_POST
@school_page(Permission.SEE_SCHOOL)
def rate_one(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Rate a session; nothing is kept of who gave which mark."""
    found = load_session(access, session)
    mark = request.POST.get("mark", "")
    try:
        rate(own_enrolment(access, found), int(mark) if mark.isdecimal() else 0, at=timezone.now())
    except DevelopmentRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已收到，谢谢。"))
    return redirect("training", access.school.code)


def may_enrol(access: Access, session: Session, staff: Staff) -> bool:
    """Tell whether somebody may enrol by themselves: who is meant by the audience."""
    return staff in audience_of(access.school, session.training.audience, access.day)


def _offered(access: Access, staff: Staff, mine: set[int]) -> list[Session]:
    """List the sessions ahead that somebody may enrol in."""
    ahead = Session.objects.filter(
        training__plan__school=access.school,
        training__finished_at=None,
        training__cancelled_for="",
        closed_at=None,
        until__gte=access.day,
    ).exclude(pk__in=mine)
    found = list(ahead.select_related("training"))
    meant = {
        audience: staff in audience_of(access.school, audience, access.day)
        for audience in {session.training.audience for session in found}
    }
    return [session for session in found if meant[session.training.audience]]

"""Applications: the list, and each with what may be done about it now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.certificates.applying import apply, assess, screen
from banheng.development.certificates.conditions import conditions_of, items_to_confirm
from banheng.development.certificates.issuing import decline, issue
from banheng.development.certificates.models import Application
from banheng.web.acting import act
from banheng.web.certificates.forms import ApplyForForm, AssessForm, DecideForm, ScreenForm
from banheng.web.certificates.loading import RUNNERS, load_application, runs_certificates
from banheng.web.certificates.saying import say_answers
from banheng.web.loading import school_page
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

MOST_OVER = 200


@school_page(*RUNNERS)
def applications(request: HttpRequest, access: Access) -> HttpResponse:
    """List the applications: those that wait, and what became of the others."""
    return _list(request, access, ApplyForForm(access.school))


@require_POST
@school_page(Permission.KEEP_TEAM)
def apply_for(request: HttpRequest, access: Access) -> HttpResponse:
    """Apply for somebody."""
    form = ApplyForForm(access.school, request.POST)
    do = partial(apply, by=request.user, at=timezone.now())
    return act(request, form, do, "certificates-applications", access.school.code) or _list(
        request, access, form
    )


@school_page(Permission.SEE_SCHOOL)
def application_page(request: HttpRequest, access: Access, application: int) -> HttpResponse:
    """Show an application with its steps."""
    return _page(request, access, load_application(access, application))


@require_POST
@school_page(Permission.KEEP_TEAM)
def screen_one(request: HttpRequest, access: Access, application: int) -> HttpResponse:
    """Decide on the way, as the button says."""
    found, form = load_application(access, application), ScreenForm(request.POST)
    direct = request.POST.get("do") == "direct"
    do = partial(screen, found, direct=direct, by=request.user, at=timezone.now())
    return _back(request, access, found, form, do) or _page(request, access, found, screening=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def assess_one(request: HttpRequest, access: Access, application: int) -> HttpResponse:
    """Take down an assessment."""
    found = load_application(access, application)
    form = AssessForm(items_to_confirm(access.school, access.day), request_language(), request.POST)
    do = partial(assess, found, by=request.user, at=timezone.now())
    return _back(request, access, found, form, do) or _page(request, access, found, assessment=form)


@require_POST
@school_page(Permission.DECIDE_TEAM)
def decide(request: HttpRequest, access: Access, application: int) -> HttpResponse:
    """Issue the certificate or decline it, as the button says."""
    found, form = load_application(access, application), DecideForm(request.POST)
    do = partial(
        decline if request.POST.get("do") == "decline" else issue, found, by=request.user, at=timezone.now()
    )
    return _back(request, access, found, form, do) or _page(request, access, found, decision=form)


def _back(
    request: HttpRequest, access: Access, found: Application, form: Form, do: object
) -> HttpResponse | None:
    return act(request, form, do, "certificates-application", access.school.code, found.pk)


def _list(request: HttpRequest, access: Access, form: Form) -> HttpResponse:
    found = Application.objects.filter(school=access.school).select_related("staff")
    shown = {
        "waiting": found.filter(state__in=Application.OPEN).order_by("applied_at"),
        "over": found.exclude(state__in=Application.OPEN)[:MOST_OVER],
        "form": form if access.may(Permission.KEEP_TEAM) else None,
        "runs": True,
        "sees": True,
        "tab": "applications",
    }
    return render(request, "certificates/applications.html", shown)


def _page(
    request: HttpRequest,
    access: Access,
    found: Application,
    *,
    screening: Form | None = None,
    assessment: Form | None = None,
    decision: Form | None = None,
) -> HttpResponse:
    conditions = conditions_of(found.staff, access.day)
    is_own = found.staff_id == access.user.staff_id
    keeps = access.may(Permission.KEEP_TEAM) and not is_own
    decides = access.may(Permission.DECIDE_TEAM) and not is_own
    state = found.state
    screens = keeps and state in {Application.State.APPLIED, Application.State.TRAINING}
    if assessment is None and keeps and state == Application.State.TRAINING:
        items = items_to_confirm(access.school, access.day)
        assessment = AssessForm(items, request_language(), initial={"day": access.day})
    shown = {
        "application": found,
        "assessments": found.assessments.select_related("assessed_by"),
        "certificate": getattr(found, "certificate", None) if state == Application.State.ISSUED else None,
        "says": say_answers([*conditions.direct, *conditions.certificate]) if found.is_open else [],
        "grounds": found.grounds,
        "has_rules": bool(conditions.certificate),
        "may_be_direct": conditions.may_be_direct,
        "missing": bool(conditions.missing),
        "screening": (screening or ScreenForm()) if screens else None,
        "assessment": assessment,
        "decision": (decision or DecideForm()) if decides and found.is_open else None,
        "may_issue": state == Application.State.READY,
        "may_withdraw": found.is_open and (is_own or keeps),
        "runs": runs_certificates(access),
        "sees": access.may(Permission.SEE_TEAM),
        "tab": "applications",
    }
    return render(request, "certificates/application.html", shown)

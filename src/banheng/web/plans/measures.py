"""One measure: who answers for it, what was done, whether it had an effect."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.plans.carrying_out import complete, look_at_effect
from banheng.development.plans.drawing_up import assign, drop
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.plans.forms import AssignForm, CompleteForm, DropForm, EffectForm
from banheng.web.plans.loading import load_measure
from banheng.web.plans.views import REVIEWERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.plans.models import Measure


@school_page(Permission.SEE_SCHOOL)
def measure_page(request: HttpRequest, access: Access, measure: int) -> HttpResponse:
    """Show a measure."""
    return _page(request, access, load_measure(access, measure))


@require_POST
@school_page(Permission.KEEP_TEAM)
def assign_one(request: HttpRequest, access: Access, measure: int) -> HttpResponse:
    """Say who answers for it and by when."""
    kept = load_measure(access, measure)
    return _act(request, access, kept, "assignment", AssignForm(access.school, request.POST), assign)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def complete_one(request: HttpRequest, access: Access, measure: int) -> HttpResponse:
    """Note that it is done: its owner does, or the office."""
    kept = load_measure(access, measure)
    if not _may_complete(access, kept):
        raise PermissionDenied
    do = partial(complete, at=timezone.now())
    return _act(request, access, kept, "completion", CompleteForm(request.POST), do)


@require_POST
@school_page(*REVIEWERS)
def effect_of(request: HttpRequest, access: Access, measure: int) -> HttpResponse:
    """Say whether it had an effect."""
    do = partial(look_at_effect, by=request.user, at=timezone.now())
    return _act(request, access, load_measure(access, measure), "effect", EffectForm(request.POST), do)


@require_POST
@school_page(Permission.KEEP_TEAM)
def drop_one(request: HttpRequest, access: Access, measure: int) -> HttpResponse:
    """Give it up."""
    return _act(request, access, load_measure(access, measure), "dropping", DropForm(request.POST), drop)


def _may_complete(access: Access, measure: Measure) -> bool:
    is_own = measure.owner_id is not None and measure.owner_id == access.user.staff_id
    return is_own or access.may(Permission.KEEP_TEAM)


def _act(
    request: HttpRequest, access: Access, measure: Measure, name: str, form: Form, do: Callable[..., None]
) -> HttpResponse:
    done = act(request, form, partial(do, measure), "plans-measure", access.school.code, measure.pk)
    return done or _page(request, access, measure, **{name: form})


def _page(request: HttpRequest, access: Access, measure: Measure, **forms: Any) -> HttpResponse:
    is_running = measure.phase.plan.closed_at is None
    is_open = measure.is_open and is_running
    keeps = access.may(Permission.KEEP_TEAM)
    reviews = any(access.may(each) for each in REVIEWERS) and measure.owner_id != access.user.staff_id
    said = {
        "owner": measure.owner_id,
        "due": measure.due,
        "target": measure.target,
        "evidence": measure.evidence,
    }
    offered: dict[str, Form] = {}
    if is_open and measure.owner_id and _may_complete(access, measure):
        offered["completion"] = CompleteForm()
    if is_running and measure.done_at and not measure.reviewed_at and reviews:
        offered["effect"] = EffectForm()
    if is_open and keeps:
        offered["assignment"] = AssignForm(access.school, initial=said)
        offered["dropping"] = DropForm()
    shown = {"measure": measure, "is_late": measure.is_late(access.day), **offered, **forms}
    return render(request, "plans/measure.html", shown)

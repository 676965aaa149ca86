"""Follow-ups: what I have to do, what all have to do, and each with its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.honours.errors import HonourRefused
from banheng.honours.following_up import cancel, complete, owned_by, postpone
from banheng.honours.models import FollowUp
from banheng.web.honours.forms import NoteForm, PostponeForm, ReasonForm
from banheng.web.honours.loading import KEEPERS, load_follow_up, may_act, visible_follow_ups
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

MOST_DONE = 100


@school_page(Permission.SEE_SCHOOL)
def follow_ups(request: HttpRequest, access: Access) -> HttpResponse:
    """List what is open, my own first; and what is over."""
    visible = visible_follow_ups(access)
    mine = set(owned_by(access).values_list("pk", flat=True))
    still_open = list(visible.filter(state=FollowUp.State.OPEN))
    shown = {
        "mine": [each for each in still_open if each.pk in mine],
        "others": [each for each in still_open if each.pk not in mine],
        "over": visible.exclude(state=FollowUp.State.OPEN).order_by("-id")[:MOST_DONE],
        "day": access.day,
        "sees_all": any(access.may(permission) for permission in KEEPERS),
        "tab": "followups",
    }
    return render(request, "honours/follow_ups.html", shown)


@school_page(Permission.SEE_SCHOOL)
def follow_up_page(request: HttpRequest, access: Access, follow_up: int) -> HttpResponse:
    """Show a follow-up with its steps."""
    return _page(request, access, load_follow_up(access, follow_up))


@require_POST
@school_page(Permission.SEE_SCHOOL)
def complete_one(request: HttpRequest, access: Access, follow_up: int) -> HttpResponse:
    """Note that it was done."""
    kept, form = _for_acting(access, follow_up), NoteForm(request.POST)
    return _act(request, access, kept, form, "done", lambda given, **said: complete(kept, **given, **said))


@require_POST
@school_page(Permission.SEE_SCHOOL)
def postpone_one(request: HttpRequest, access: Access, follow_up: int) -> HttpResponse:
    """Set a later day."""
    kept, form = _for_acting(access, follow_up), PostponeForm(request.POST)
    return _act(
        request, access, kept, form, "postponed", lambda given, **said: postpone(kept, **given, **said)
    )


@require_POST
@school_page(Permission.KEEP_HONOURS)
def cancel_one(request: HttpRequest, access: Access, follow_up: int) -> HttpResponse:
    """Note that it will not be done."""
    kept, form = _for_acting(access, follow_up), ReasonForm(request.POST)
    return _act(request, access, kept, form, "cancelled", lambda given, **said: cancel(kept, **given, **said))


def _for_acting(access: Access, number: int) -> FollowUp:
    found = load_follow_up(access, number)
    if not may_act(access, found):
        raise PermissionDenied
    return found


def _act(
    request: HttpRequest,
    access: Access,
    follow_up: FollowUp,
    form: Form,
    name: str,
    act: Callable[..., FollowUp],
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data, by=request.user, at=timezone.now())
        except HonourRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, gettext("已记下。"))
            return redirect("followups-one", access.school.code, follow_up.pk)
    return _page(request, access, follow_up, **{name: form})


def _page(
    request: HttpRequest,
    access: Access,
    follow_up: FollowUp,
    *,
    done: Form | None = None,
    postponed: Form | None = None,
    cancelled: Form | None = None,
) -> HttpResponse:
    is_open = follow_up.state == FollowUp.State.OPEN and may_act(access, follow_up)
    shown = {
        "follow_up": follow_up,
        "steps": follow_up.steps.all(),
        "is_overdue": follow_up.is_overdue(access.day),
        "sees_all": any(access.may(permission) for permission in KEEPERS),
        "done": (done or NoteForm()) if is_open else None,
        "postponed": (postponed or PostponeForm()) if is_open else None,
        "cancelled": (cancelled or ReasonForm()) if is_open and access.may(Permission.KEEP_HONOURS) else None,
        "tab": "followups",
    }
    return render(request, "honours/follow_up.html", shown)

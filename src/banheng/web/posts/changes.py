"""Changes of posts: ask to leave, hear the teacher, decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.posts.changing import ask_change, decide_change, hear
from banheng.development.posts.models import Change
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.posts.forms import ChangeForm, DecideChangeForm, HearForm, ResignForm
from banheng.web.posts.loading import load_change, own_staff, runs_posts, visible_changes

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """List the changes that the account may see, those that wait for a decision first."""
    return _list(request, access)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def resign(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask to leave the own class."""
    staff, form = own_staff(access), ResignForm(access, request.POST, prefix="own")
    if staff is None:
        raise PermissionDenied
    done = act(
        request,
        form,
        lambda **given: ask_change(staff, Change.Kind.RESIGN, **given, by=access.user, at=timezone.now()),
        "posts-changes",
        access.school.code,
    )
    return done or _list(request, access, resigning=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def ask(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask that somebody leaves a post."""
    form = ChangeForm(access, request.POST)
    done = act(
        request,
        form,
        lambda **given: ask_change(**given, by=access.user, at=timezone.now()),
        "posts-changes",
        access.school.code,
    )
    return done or _list(request, access, asking=form)


@school_page(Permission.SEE_SCHOOL)
def change_page(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Show a change with its grounds."""
    return _page(request, access, load_change(access, number))


@require_POST
@school_page(Permission.KEEP_TEAM)
def hear_one(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Take down what the teacher says."""
    change, form = load_change(access, number), HearForm(request.POST)
    done = act(
        request,
        form,
        lambda **given: hear(change, **given, by=access.user, at=timezone.now()),
        "posts-change",
        access.school.code,
        change.pk,
    )
    return done or _page(request, access, change, hearing=form)


@require_POST
@school_page(Permission.DECIDE_TEAM)
def decide_one(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Decide."""
    change = load_change(access, number)
    form = DecideChangeForm(access, change, request.POST)
    done = act(
        request,
        form,
        lambda **given: decide_change(change, **given, by=access.user, at=timezone.now()),
        "posts-change",
        access.school.code,
        change.pk,
    )
    return done or _page(request, access, change, deciding=form)


def _list(request: HttpRequest, access: Access, **bound: Form) -> HttpResponse:
    changes = visible_changes(access)
    resigning = ResignForm(access, prefix="own")
    shown = {
        "waiting": changes.filter(state=Change.State.OPEN),
        "over": changes.exclude(state=Change.State.OPEN)[:100],
        "sees_all": runs_posts(access),
        "resigning": resigning if resigning.fields["school_class"].queryset.exists() else None,
        "asking": ChangeForm(access) if access.may(Permission.KEEP_TEAM) else None,
        "tab": "changes",
        **bound,
    }
    return render(request, "posts/changes.html", shown)


def _page(request: HttpRequest, access: Access, change: Change, **bound: Form) -> HttpResponse:
    is_own = change.staff_id == access.user.staff_id
    may_decide = change.is_open and access.may(Permission.DECIDE_TEAM) and not is_own
    shown = {
        "change": change,
        "hearing": HearForm(initial={"on": access.day})
        if change.is_open and access.may(Permission.KEEP_TEAM)
        else None,
        "deciding": DecideChangeForm(access, change) if may_decide else None,
        "tab": "changes",
        **bound,
    }
    return render(request, "posts/change.html", shown)

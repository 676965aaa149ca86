"""Rounds of selection: open one, take part in it, see how it goes, finish its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.posts.advancing import finish_step, who_finishes
from banheng.development.posts.applying import apply, recommend, withdraw
from banheng.development.posts.models import ALWAYS, Post, Round, Step
from banheng.development.posts.objecting import object_to
from banheng.development.posts.opening import cancel_round, open_round
from banheng.development.posts.terms import next_term
from banheng.schools.calendars import current_year
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.posts.forms import (
    ApplyForm,
    EmptyForm,
    FinishForm,
    ObjectionForm,
    ReasonForm,
    RecommendForm,
    RoundForm,
    usual_parts,
)
from banheng.web.posts.loading import load_applicant, load_round, own_staff
from banheng.web.posts.showing import show_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """List the rounds, latest first, and whether I take part."""
    mine = dict(
        access.school.selection_rounds.filter(
            applicants__staff=access.user.staff_id or 0, applicants__withdrawn_at=None
        ).values_list("pk", "applicants__passed")
    )
    judged = set(access.school.selection_rounds.filter(panel__user=access.user).values_list("pk", flat=True))
    rounds = [(each, each.pk in mine, each.pk in judged) for each in access.school.selection_rounds.all()]
    year = current_year(access.school, access.day)
    lacks_round = year is not None and not any(
        each.state != Round.State.CANCELLED and timezone.localdate(each.opened_at) >= year.first
        for each, _, _ in rounds
    )
    shown = {
        "rounds": rounds,
        "lacks_round": lacks_round,
        "may_keep": access.may(Permission.KEEP_TEAM),
        "tab": "rounds",
    }
    return render(request, "posts/rounds.html", shown)


@school_page(Permission.KEEP_TEAM)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Open a round."""
    first, last = next_term(access.school, access.day)
    begun = {
        "title": gettext("%(year)d 学年班主任选聘") % {"year": first.year},
        "steps": [step.value for step in Step if step not in ALWAYS],
        "notice_days": 5,
        "first": first,
        "last": last,
        **usual_parts(),
    }
    form = RoundForm(request.POST) if request.method == "POST" else RoundForm(initial=begun)
    if request.method == "POST":
        made: list[Round] = []

        def open_one(*, title: str, post: str, **given: Any) -> None:
            made.append(
                open_round(access.school, title, Post(post), **given, by=access.user, at=timezone.now())
            )

        done = act(request, form, open_one, "posts", access.school.code)
        if done:
            return redirect("posts-round", access.school.code, made[0].pk)
    return render(request, "posts/new.html", {"form": form, "tab": "rounds"})


@school_page(Permission.SEE_SCHOOL)
def round_page(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Show a round with what the account may do in it now."""
    return show_round(request, access, load_round(access, number))


@require_POST
@school_page(Permission.SEE_SCHOOL)
def apply_for(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Apply."""
    selection, form = load_round(access, number), ApplyForm(access, request.POST)
    staff = own_staff(access)
    if staff is None:
        raise PermissionDenied
    done = act(
        request,
        form,
        lambda **given: apply(selection, staff, **given, by=access.user, at=timezone.now()),
        "posts-round",
        access.school.code,
        selection.pk,
    )
    return done or show_round(request, access, selection, application=form)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def withdraw_one(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Withdraw: who applied, and the office for them."""
    applicant = load_applicant(access, number)
    if applicant.staff_id != access.user.staff_id and not access.may(Permission.KEEP_TEAM):
        raise PermissionDenied
    return _press(request, access, applicant.round, lambda: withdraw(applicant, at=timezone.now()))


@require_POST
@school_page(Permission.SEE_TEAM)
def recommend_one(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Recommend a teacher."""
    selection, form = load_round(access, number), RecommendForm(access, request.POST)
    done = act(
        request,
        form,
        lambda **given: recommend(selection, **given, by=access.user, at=timezone.now()),
        "posts-round",
        access.school.code,
        selection.pk,
    )
    return done or show_round(request, access, selection, recommendation=form)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def object_to_list(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Object to a public list."""
    selection, form = load_round(access, number), ObjectionForm(request.POST)
    done = act(
        request,
        form,
        lambda **given: object_to(selection, **given, by=access.user, at=timezone.now()),
        "posts-round",
        access.school.code,
        selection.pk,
    )
    return done or show_round(request, access, selection, objecting=form)


@require_POST
@school_page(Permission.KEEP_TEAM, Permission.DECIDE_TEAM)
def finish(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Finish the step that the round is at."""
    selection, form = load_round(access, number), FinishForm(request.POST)
    if not access.may(who_finishes(selection)):
        raise PermissionDenied
    done = act(
        request,
        form,
        lambda **given: finish_step(selection, **given, by=access.user, at=timezone.now()),
        "posts-round",
        access.school.code,
        selection.pk,
    )
    return done or show_round(request, access, selection, finishing=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def cancel(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Cancel a round."""
    selection, form = load_round(access, number), ReasonForm(request.POST, prefix="cancel")
    done = act(
        request,
        form,
        lambda **given: cancel_round(selection, **given, by=access.user, at=timezone.now()),
        "posts-round",
        access.school.code,
        selection.pk,
    )
    return done or show_round(request, access, selection, cancelling=form)


def _press(request: HttpRequest, access: Access, selection: Round, do: Callable[[], object]) -> HttpResponse:
    """Do what a button without fields asks for."""
    form = EmptyForm(request.POST)
    done = act(request, form, do, "posts-round", access.school.code, selection.pk)
    return done or show_round(request, access, selection, pressed=form)

"""The competition of a round: its panel, the marks of a judge, and what the office counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.posts.judging import competing, give_marks, put_result, set_panel
from banheng.development.posts.models import Step, Way
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.posts.forms import MarksForm, PanelForm
from banheng.web.posts.given_marks import given_marks, read_names
from banheng.web.posts.loading import load_round
from banheng.web.posts.showing import show_round

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.posts.models import Round


@require_POST
@school_page(Permission.KEEP_TEAM)
def panel(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Set who is on the panel."""
    selection, form = load_round(access, number), PanelForm(access, request.POST)
    done = act(
        request,
        form,
        lambda users: set_panel(selection, list(users)),
        "posts-round",
        access.school.code,
        selection.pk,
    )
    return done or show_round(request, access, selection, panel_form=form)


@school_page(Permission.SEE_SCHOOL)
def marks(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Give marks, for a member of the panel while the competition goes on."""
    selection = load_round(access, number)
    member = selection.panel.filter(user=access.user).first()
    if member is None:
        raise PermissionDenied
    applicants = competing(selection)
    is_open = selection.is_running and selection.step == Step.COMPETED
    said = request.POST if request.method == "POST" else None
    form = MarksForm(selection, applicants, (Way.PANEL,), said, initial=given_marks(applicants, member))
    if request.method == "POST":
        done = act(
            request,
            form,
            lambda **given: give_marks(
                selection,
                {(number, part): mark for number, part, _, mark in read_names(given)},
                by=access.user,
                at=timezone.now(),
            ),
            "posts-marks",
            access.school.code,
            selection.pk,
        )
        if done:
            return done
    shown = {"selection": selection, "form": form, "is_open": is_open, "tab": "rounds"}
    return render(request, "posts/marks.html", shown)


@require_POST
@school_page(Permission.KEEP_TEAM)
def results(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Enter marks of papers and counted votes."""
    selection = load_round(access, number)
    form = MarksForm(selection, competing(selection), (Way.MARK, Way.VOTE), request.POST)
    done = act(
        request,
        form,
        lambda **given: _put(selection, given, access),
        "posts-round",
        access.school.code,
        selection.pk,
    )
    return done or show_round(request, access, selection, results_form=form)


def _put(selection: Round, given: dict[str, Any], access: Access) -> None:
    applicants = {each.pk: each for each in competing(selection)}
    votes: dict[tuple[int, str], dict[str, int]] = {}
    now = timezone.now()
    with transaction.atomic():
        for number, part, of_vote, said in read_names(given):
            if of_vote:
                votes.setdefault((number, part), {})[of_vote] = said
            else:
                put_result(applicants[number], part, mark=said, by=access.user, at=now)
        for (number, part), counted in votes.items():
            pair = (counted.get("for", 0), counted.get("cast", 0))
            put_result(applicants[number], part, votes=pair, by=access.user, at=now)

"""Studios: the list, and each with its charter, members, goals, activities, fund and reviews."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.studios.founding import (
    apply,
    close_studio,
    decide,
    found,
    leave,
    review_goal,
    said_of,
    set_goal,
    write_charter,
)
from banheng.development.studios.models import FundEntry, Gathering, Goal, Member, Studio
from banheng.development.studios.working import (
    balance,
    hold,
    missing_sections,
    reach,
    review_year,
    set_aside,
    spend,
)
from banheng.schools.calendars import current_year
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.studios.forms import (
    ActivityForm,
    ApplyForm,
    CharterForm,
    DayForm,
    DecideForm,
    FoundForm,
    FundForm,
    GoalForm,
    GoalReviewForm,
    ReviewForm,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

SEEING_FUND = (Permission.SEE_TEAM, Permission.KEEP_TEAM)


@school_page(Permission.SEE_SCHOOL)
def studios(request: HttpRequest, access: Access) -> HttpResponse:
    """List studios and gatherings."""
    shown = {
        "studios": Studio.objects.filter(school=access.school).prefetch_related("members__staff"),
        "gatherings": Gathering.objects.filter(school=access.school),
        "keeps": access.may(Permission.KEEP_TEAM),
    }
    return render(request, "studios/studios.html", shown)


@school_page(Permission.KEEP_TEAM)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Found a studio."""
    form = FoundForm(access.school, request.POST or None, initial={"first": access.day})
    if request.method == "POST" and form.is_valid():
        made = found(access.school, **form.cleaned_data)
        return redirect("studios-one", access.school.code, made.pk)
    return render(request, "studios/new.html", {"form": form})


@school_page(Permission.SEE_SCHOOL)
def studio_page(request: HttpRequest, access: Access, studio: int) -> HttpResponse:
    """Show a studio."""
    return _page(request, access, _load(access, studio))


@school_page(Permission.SEE_SCHOOL)
def charter(request: HttpRequest, access: Access, studio: int) -> HttpResponse:
    """Write the charter: its leader does, or the office."""
    kept = _run(access, studio)
    texts = dict(kept.sections.values_list("code", "text"))
    form = CharterForm(request.POST or None, initial=texts)
    if request.method == "POST":
        done = act(
            request,
            form,
            lambda **texts: write_charter(kept, texts),
            "studios-one",
            access.school.code,
            kept.pk,
        )
        if done:
            return done
    return render(request, "studios/charter.html", {"studio": kept, "form": form})


@require_POST
@school_page(Permission.SEE_SCHOOL)
def apply_to(request: HttpRequest, access: Access, studio: int) -> HttpResponse:
    """Ask to become a member."""
    if access.user.staff is None:
        raise PermissionDenied
    kept = _load(access, studio)
    do = partial(apply, kept, access.user.staff)
    return _act(request, access, kept, ApplyForm(request.POST), "apply_form", do)


@school_page(Permission.KEEP_TEAM, Permission.DECIDE_TEAM)
def member_page(request: HttpRequest, access: Access, member: int) -> HttpResponse:
    """Decide on somebody who asked, with what the rules say beside it; or let a member go."""
    kept = get_object_or_404(
        Member.objects.select_related("studio__school", "staff"), studio__school=access.school, pk=member
    )
    back = ("studios-one", access.school.code, kept.studio_id)
    form, day_form = DecideForm(), DayForm(initial={"day": access.day})
    if request.method == "POST" and request.POST.get("do") == "leave":
        day_form = DayForm(request.POST)
        do = partial(leave, kept, by=request.user, at=timezone.now())
        if done := act(request, day_form, do, *back):
            return done
    elif request.method == "POST":
        form = DecideForm(request.POST)
        do = partial(decide, kept, accept=request.POST.get("do") == "accept", at=timezone.now())
        if done := act(request, form, do, *back):
            return done
    shown = {
        "member": kept,
        "answers": said_of(access.school, [kept.staff], access.day)[kept.staff_id]
        if kept.state == Member.State.APPLIED
        else kept.answers,
        "form": form if kept.state == Member.State.APPLIED else None,
        "day_form": day_form if kept.state == Member.State.ACCEPTED and kept.until is None else None,
    }
    return render(request, "studios/member.html", shown)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def goal_add(request: HttpRequest, access: Access, studio: int) -> HttpResponse:
    """Set a goal."""
    kept = _run(access, studio)
    return _act(request, access, kept, GoalForm(kept, request.POST), "goal_form", partial(set_goal, kept))


@school_page(Permission.SEE_SCHOOL)
def goal_review(request: HttpRequest, access: Access, goal: int) -> HttpResponse:
    """Say whether a goal was reached."""
    kept = get_object_or_404(
        Goal.objects.select_related("member__staff"), studio__school=access.school, pk=goal
    )
    _run(access, kept.studio_id)
    form = GoalReviewForm(request.POST or None)
    if request.method == "POST":
        back = ("studios-one", access.school.code, kept.studio_id)
        if done := act(request, form, partial(review_goal, kept), *back):
            return done
    return render(request, "studios/goal.html", {"goal": kept, "form": form})


@school_page(Permission.SEE_SCHOOL)
def activity_add(request: HttpRequest, access: Access, studio: int) -> HttpResponse:
    """Note an activity with who was there."""
    kept = _run(access, studio)
    form = ActivityForm(access.school, request.POST or None, initial={"day": access.day})
    if request.method == "POST":
        do = partial(hold, kept, at=timezone.now())
        if done := act(request, form, do, "studios-one", access.school.code, kept.pk):
            return done
    return render(request, "studios/activity.html", {"studio": kept, "form": form})


@require_POST
@school_page(Permission.KEEP_TEAM)
def fund_add(request: HttpRequest, access: Access, studio: int) -> HttpResponse:
    """Set money aside, or spend it."""
    kept = _load(access, studio)

    def book(use: str, **said: object) -> None:
        more = {"by": request.user, "at": timezone.now()}
        if use == FundEntry.Use.RESERVE:
            set_aside(kept, **said, **more)
        else:
            spend(kept, use=use, **said, **more)

    return _act(request, access, kept, FundForm(request.POST), "fund_form", book)


@require_POST
@school_page(Permission.KEEP_TEAM, Permission.DECIDE_TEAM)
def year_review(request: HttpRequest, access: Access, studio: int) -> HttpResponse:
    """Review the academic year."""
    year = current_year(access.school, access.day)
    if year is None:
        raise Http404
    kept = _load(access, studio)
    do = partial(review_year, kept, year, by=request.user, at=timezone.now())
    return _act(request, access, kept, ReviewForm(request.POST), "review_form", do)


@require_POST
@school_page(Permission.KEEP_TEAM)
def close_one(request: HttpRequest, access: Access, studio: int) -> HttpResponse:
    """End a studio."""
    kept = _load(access, studio)
    do = partial(close_studio, kept, by=request.user, at=timezone.now())
    return _act(request, access, kept, DayForm(request.POST), "close_form", do)


def _load(access: Access, number: int) -> Studio:
    return get_object_or_404(Studio.objects.select_related("school"), school=access.school, pk=number)


def _run(access: Access, number: int) -> Studio:
    """Give a studio to its leader and to the office."""
    studio = _load(access, number)
    if not _runs(access, studio):
        raise PermissionDenied
    return studio


def _runs(access: Access, studio: Studio) -> bool:
    leads = studio.members.filter(role=Member.Role.LEADER, until=None, staff=access.user.staff_id)
    return access.may(Permission.KEEP_TEAM) or (access.user.staff_id is not None and leads.exists())


def _act(
    request: HttpRequest, access: Access, studio: Studio, form: Form, name: str, do: Callable[..., object]
) -> HttpResponse:
    done = act(request, form, do, "studios-one", access.school.code, studio.pk)
    return done or _page(request, access, studio, **{name: form})


def _page(request: HttpRequest, access: Access, studio: Studio, **forms: Form) -> HttpResponse:
    members = list(studio.members.select_related("staff"))
    year = current_year(access.school, access.day)
    is_open = studio.closed_at is None
    keeps = access.may(Permission.KEEP_TEAM)
    decides = keeps or access.may(Permission.DECIDE_TEAM)
    today = {"day": access.day}
    offered: dict[str, Form] = {}
    if is_open:
        mine = [each for each in members if each.staff_id == access.user.staff_id]
        if access.user.staff_id and not any(each.until is None and each.state != "declined" for each in mine):
            offered["apply_form"] = ApplyForm(auto_id="apply_%s")
        if _runs(access, studio):
            offered["goal_form"] = GoalForm(studio, auto_id="goal_%s")
        if keeps:
            offered["fund_form"] = FundForm(initial=today, auto_id="fund_%s")
            offered["close_form"] = DayForm(initial=today, auto_id="close_%s")
        if decides and year and not studio.reviews.filter(year=year.last.year).exists():
            offered["review_form"] = ReviewForm(auto_id="review_%s")
    shown = {
        "studio": studio,
        "sections": studio.sections.all(),
        "missing": missing_sections(studio),
        "members": [each for each in members if each.state == Member.State.ACCEPTED],
        "applied": [each for each in members if each.state == Member.State.APPLIED] if decides else [],
        "goals": studio.goals.select_related("member__staff"),
        "activities": studio.activities.prefetch_related("present"),
        "reach": reach(studio, year.first, year.last) if year else None,
        "year": year,
        "fund": studio.fund.all() if any(access.may(each) for each in SEEING_FUND) else None,
        "balance": balance(studio),
        "reviews": studio.reviews.all(),
        "runs": is_open and _runs(access, studio),
        "decides": decides,
        **offered,
        **forms,
    }
    return render(request, "studios/studio.html", shown)

"""Make the rota of a term in two clicks: choose people and posts, look at the plan, confirm it."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission
from banheng.ledger.duties import DutyRefused, staff_for_duty
from banheng.ledger.duty_weeks import weeks_of_term
from banheng.ledger.rota import make_rota, plan_rota
from banheng.schools.models import Staff
from banheng.web.loading import school_page
from banheng.web.rota.forms import MakeForm, posts_in_use
from banheng.web.rota.loading import choose_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.ledger.rota import Place
    from banheng.schools.models import Term


@school_page(Permission.EDIT_ROTA)
def make(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask for people and posts; posting a plan that was looked at puts it on the rota."""
    term = choose_term(request, access)
    if request.method != "POST" or term is None:
        return _ask(request, access, term, MakeForm(access=access, initial=_everybody(access)))
    form = MakeForm(request.POST, access=access)
    if not form.is_valid():
        return _ask(request, access, term, form)
    places = _plan(access, term, form)
    if _digest(places) != request.POST.get("plan"):
        messages.warning(request, gettext("值周安排刚被改动过，下面是按新情况重新排的，请再确认一次。"))
        return _preview(request, term, form, places)
    try:
        make_rota(places, by=request.user, at=timezone.now())
    except DutyRefused as refusal:
        messages.error(request, str(refusal))
        return _preview(request, term, form, places)
    messages.success(request, gettext("值周表已排好。"))
    return redirect("rota", school=access.school.code)


@school_page(Permission.EDIT_ROTA)
@require_GET
def preview(request: HttpRequest, access: Access) -> HttpResponse:
    """Show what would be put on the rota."""
    term = choose_term(request, access)
    form = MakeForm(request.GET, access=access)
    if term is None or not form.is_valid():
        return _ask(request, access, term, form)
    return _preview(request, term, form, _plan(access, term, form))


def _ask(request: HttpRequest, access: Access, term: Term | None, form: MakeForm) -> HttpResponse:
    school, day = access.school, access.day
    content = {
        "tab": "make",
        "term": term,
        "form": form,
        "has_people": staff_for_duty(school, day).exists(),
        "has_posts": posts_in_use(school, for_pupils=False).exists(),
        "without_account": Staff.objects.filter(school=school, user=None).exclude(left__lt=day).count(),
        "may_open": access.may(Permission.EDIT_ACCOUNTS),
    }
    return render(request, "rota/make.html", content)


def _preview(request: HttpRequest, term: Term, form: MakeForm, places: Sequence[Place]) -> HttpResponse:
    weeks = [(week, list(members)) for week, members in groupby(places, key=lambda place: place.week)]
    turns = Counter(place.user.pk for place in places)
    content: dict[str, Any] = {
        "tab": "make",
        "term": term,
        "form": form,
        "weeks": [(week, members) for week, members in weeks if any(place.is_new for place in members)],
        "turns": [(user, turns[user.pk]) for user in form.cleaned_data["people"]],
        "new": sum(place.is_new for place in places),
        "plan": _digest(places),
    }
    return render(request, "rota/preview.html", content)


def _plan(access: Access, term: Term, form: MakeForm) -> list[Place]:
    said = form.cleaned_data
    weeks = weeks_of_term(access.school, term)
    return plan_rota(weeks, list(said["people"]), list(said["posts"]), day=access.day, again=said["again"])


def _everybody(access: Access) -> dict[str, Any]:
    return {
        "people": staff_for_duty(access.school, access.day),
        "posts": posts_in_use(access.school, for_pupils=False),
    }


def _digest(places: Sequence[Place]) -> str:
    """Name a plan, so that what is confirmed is what was looked at."""
    said = [f"{place.week.monday} {place.post.pk} {place.user.pk} {place.is_new}" for place in places]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()

"""Pairs of mentor and mentee."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.mentoring.going_on import end, reflect, work_on, write
from banheng.development.mentoring.models import Pair, Topic
from banheng.development.mentoring.pairing import hold_ceremony, pair_up, sign
from banheng.development.mentoring.who_must import mentors_wanting
from banheng.eligibility.saying import say_answer
from banheng.ledger.language import request_language
from banheng.reports.contents.mentoring import agreement
from banheng.schools.models import Posting, Staff
from banheng.web.acting import act, begin
from banheng.web.loading import school_page
from banheng.web.mentoring.forms import (
    CeremonyForm,
    EndForm,
    EntryForm,
    PairForm,
    ReflectionForm,
    SignForm,
    TopicForm,
)
from banheng.web.reports.answering import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def pairs(request: HttpRequest, access: Access) -> HttpResponse:
    """List pairs: my own, and to those who see the team all, with whom the rules ask for one."""
    found = Pair.objects.filter(school=access.school).select_related("mentor", "mentee")
    sees_all = access.may(Permission.SEE_TEAM)
    if not sees_all:
        found = found.filter(Q(mentor=access.user.staff_id) | Q(mentee=access.user.staff_id))
    shown = {
        "running": found.filter(ended_at=None).order_by("last"),
        "over": found.exclude(ended_at=None),
        "wanting": _wanting(access) if sees_all else [],
        "day": access.day,
        "keeps": access.may(Permission.KEEP_TEAM),
    }
    return render(request, "mentoring/pairs.html", shown)


@school_page(Permission.KEEP_TEAM)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Pair two of the staff."""
    form = PairForm(access.school, request.POST or None, initial={"first": access.day})
    done = begin(request, form, partial(pair_up, access.school), "mentoring-one", access.school.code)
    return done or render(request, "mentoring/new.html", {"form": form})


@school_page(Permission.SEE_SCHOOL)
def pair_page(request: HttpRequest, access: Access, pair: int) -> HttpResponse:
    """Show a pair to the two, and to those who see the team."""
    return _page(request, access, _load(access, pair))


@school_page(Permission.SEE_SCHOOL)
def agreement_of(request: HttpRequest, access: Access, pair: int, form: str) -> HttpResponse:
    """Print the agreement."""
    return answer(request, agreement(_load(access, pair)), form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def sign_one(request: HttpRequest, access: Access, pair: int) -> HttpResponse:
    """Note a signature on the paper."""
    kept, form = _load(access, pair), SignForm(request.POST)
    return _act(request, access, kept, form, "sign_form", partial(sign, by=request.user, at=timezone.now()))


@require_POST
@school_page(Permission.KEEP_TEAM)
def ceremony_of(request: HttpRequest, access: Access, pair: int) -> HttpResponse:
    """Note the day of the ceremony."""
    kept = _load(access, pair)
    return _act(request, access, kept, CeremonyForm(request.POST), "ceremony_form", hold_ceremony)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def topic_done(request: HttpRequest, access: Access, pair: int) -> HttpResponse:
    """Tick a topic off."""
    kept, _ = _own(access, pair)
    do = partial(work_on, at=timezone.now())
    return _act(request, access, kept, TopicForm(request.POST), "topic_form", do)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def entry_add(request: HttpRequest, access: Access, pair: int) -> HttpResponse:
    """Write a line of the log."""
    kept, side = _own(access, pair)
    do = partial(write, side=side, at=timezone.now())
    return _act(request, access, kept, EntryForm(request.POST), "entry_form", do)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def reflection_add(request: HttpRequest, access: Access, pair: int) -> HttpResponse:
    """Look back at the end of a term."""
    kept, side = _own(access, pair)
    do = partial(reflect, side=side, at=timezone.now())
    return _act(request, access, kept, ReflectionForm(request.POST), "reflection_form", do)


@require_POST
@school_page(Permission.KEEP_TEAM)
def end_one(request: HttpRequest, access: Access, pair: int) -> HttpResponse:
    """End a pair."""
    kept = _load(access, pair)
    do = partial(end, by=request.user, at=timezone.now())
    return _act(request, access, kept, EndForm(request.POST), "end_form", do)


def _wanting(access: Access) -> list[tuple[Staff, list[str]]]:
    """Ask about those who have a class or a pair, and say what is missing."""
    serving = Posting.objects.filter(first__lte=access.day).exclude(last__lt=access.day).values("staff")
    staff = Staff.objects.filter(school=access.school, left=None)
    asked = list(staff.filter(Q(pk__in=serving) | Q(facts__isnull=False)).distinct())
    return [
        (each, [say_answer(one, request_language()) for one in answers])
        for each, answers in mentors_wanting(access.school, asked, access.day)
    ]


def _load(access: Access, number: int) -> Pair:
    pairs = Pair.objects.select_related("school", "mentor", "mentee")
    pair = get_object_or_404(pairs, school=access.school, pk=number)
    if pair.side_of(access.user.staff_id) is None and not access.may(Permission.SEE_TEAM):
        raise PermissionDenied
    return pair


def _own(access: Access, number: int) -> tuple[Pair, str]:
    """Give a pair to one of the two, and which of them it is."""
    pair = _load(access, number)
    side = pair.side_of(access.user.staff_id)
    if side is None:
        raise PermissionDenied
    return pair, side


def _act(
    request: HttpRequest, access: Access, pair: Pair, form: Form, name: str, do: Callable[..., object]
) -> HttpResponse:
    done = act(request, form, partial(do, pair), "mentoring-one", access.school.code, pair.pk)
    return done or _page(request, access, pair, **{name: form})


def _page(request: HttpRequest, access: Access, pair: Pair, **forms: Form) -> HttpResponse:
    today = {"day": access.day}
    offered: dict[str, Form] = {}
    is_running = pair.ended_at is None
    if is_running and access.may(Permission.KEEP_TEAM):
        if not pair.is_signed:
            offered["sign_form"] = SignForm(initial=today, auto_id="sign_%s")
        if pair.ceremony is None:
            offered["ceremony_form"] = CeremonyForm(initial=today, auto_id="ceremony_%s")
        offered["end_form"] = EndForm(initial=today, auto_id="end_%s")
    if is_running and pair.is_signed and pair.side_of(access.user.staff_id):
        offered["entry_form"] = EntryForm(initial=today, auto_id="entry_%s")
        offered["topic_form"] = TopicForm(initial=today, auto_id="topic_%s")
        offered["reflection_form"] = ReflectionForm(auto_id="reflection_%s")
    done = {topic.code: topic for topic in pair.topics.all()}
    shown = {
        "pair": pair,
        "topics": [(code.label, done.get(code.value)) for code in Topic.Code],
        "entries": pair.entries.all(),
        "reflections": pair.reflections.all(),
        "is_due": pair.is_due(access.day),
        **offered,
        **forms,
    }
    return render(request, "mentoring/pair.html", shown)

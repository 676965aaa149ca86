"""Who holds which post until when, whether every class has its homeroom teacher, and direct appointments."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.posts.appointing import appoint
from banheng.development.posts.models import Post
from banheng.development.posts.staffing import appointments_on, classes_staffed, counsellors
from banheng.development.posts.terms import next_term
from banheng.eligibility.answer import Outcome
from banheng.eligibility.saying import say_answer
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.posts.forms import AppointForm
from banheng.web.posts.loading import runs_posts
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.eligibility.answer import Answer

DAY, SOON = timedelta(days=1), timedelta(days=60)
"""A term of office that ends so soon is pointed out."""


@school_page(Permission.SEE_TEAM)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Show posts and classes of today."""
    return _page(request, access)


@require_POST
@school_page(Permission.DECIDE_TEAM)
def appoint_one(request: HttpRequest, access: Access) -> HttpResponse:
    """Appoint somebody without a round: the nomination route, trainees, reserve, chief."""
    form = AppointForm(access, request.POST)
    done = act(
        request,
        form,
        lambda **given: appoint(**given, by=access.user, at=timezone.now()),
        "posts-people",
        access.school.code,
    )
    return done or _page(request, access, form)


def _page(request: HttpRequest, access: Access, form: Form | None = None) -> HttpResponse:
    staffed = classes_staffed(access.school, access.day)
    names = {each.class_year.school_class_id: each.class_year.name for each in staffed}
    coming, _ = next_term(access.school, access.day)
    by_post: dict[str, list[object]] = {}
    for each in appointments_on(access.school, access.day):
        each.class_name = names.get(each.school_class_id, "")
        each.ends_soon = each.first <= access.day and each.last - access.day <= SOON
        by_post.setdefault(Post(each.post).label, []).append(each)
    shown = {
        "by_post": by_post,
        "faulty": [(each, _said(each.answers)) for each in staffed if not each.is_well],
        "without_assistant": sum(not each.assistants for each in staffed),
        "classes": staffed,
        "counsellors": counsellors(access.school, access.day),
        "sees_reasons": runs_posts(access),
        "day": access.day,
        "form": (form or AppointForm(access, initial={"first": access.day, "last": coming - DAY}))
        if access.may(Permission.DECIDE_TEAM)
        else None,
        "tab": "people",
    }
    return render(request, "posts/people.html", shown)


def _said(answers: Sequence[Answer]) -> list[str]:
    """Say what the rules about classes find wrong."""
    return [say_answer(each, request_language()) for each in answers if each.outcome is not Outcome.MET]

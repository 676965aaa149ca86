"""The weeks of the term, and one week to change by hand."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.errors import AccountRefused
from banheng.accounts.roles import Permission
from banheng.ledger.duties import (
    DutyRefused,
    pupils_for_duty,
    put_new_pupil_on_duty,
    put_on_duty,
    remove_post,
    set_note,
    staff_for_duty,
    swap_duty,
    take_off_duty,
)
from banheng.ledger.duty_weeks import weeks_of_term
from banheng.ledger.models import Post
from banheng.schools.calendars import current_term
from banheng.web.loading import school_page
from banheng.web.rota.forms import PupilForm, PutForm, posts_in_use
from banheng.web.rota.loading import choose_term, goes_back_to_week, load_duty, load_week, terms_of

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.ledger.duty_weeks import TeachingWeek
    from banheng.ledger.models import Duty

NOTE_LENGTH = 200


@school_page(Permission.EDIT_ROTA)
@require_GET
def rota(request: HttpRequest, access: Access) -> HttpResponse:
    """Show who is on duty in each week of a term."""
    term = choose_term(request, access)
    weeks = weeks_of_term(access.school, term) if term else []
    rows = [
        {"week": week, "posts": duties_by_post(week), "is_now": week.first <= access.day <= week.last}
        for week in weeks
    ]
    return render(
        request,
        "rota/rota.html",
        {
            "tab": "rota",
            "term": term,
            "terms": terms_of(access),
            "past": [row for row in rows if row["week"].is_over(access.day)],
            "rows": [row for row in rows if not row["week"].is_over(access.day)],
            "has_posts": Post.objects.filter(school=access.school, retired=False).exists(),
            "vacant": sum(
                bool(week.days) and not week.is_over(access.day) and not _manned(week) for week in weeks
            ),
        },
    )


@school_page(Permission.EDIT_ROTA)
def week(request: HttpRequest, access: Access, monday: str) -> HttpResponse:
    """Show a week to change; posting sets what matters in it."""
    shown = load_week(access, monday)
    if request.method != "POST":
        return _show(request, access, shown)
    try:
        set_note(shown, request.POST.get("note", "")[:NOTE_LENGTH], at=timezone.now())
    except DutyRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("本周重点已保存。"))
    return redirect("rota-week", school=access.school.code, monday=monday)


@school_page(Permission.EDIT_ROTA)
@require_POST
@goes_back_to_week
def put(request: HttpRequest, access: Access, shown: TeachingWeek) -> str:
    """Put somebody of the staff on a post."""
    said = _said(PutForm(request.POST, access=access))
    put_on_duty(shown, said["post"], said["user"], by=request.user, at=timezone.now())
    return gettext("%(name)s已排到“%(post)s”。") % {"name": said["user"], "post": said["post"]}


@school_page(Permission.EDIT_ROTA)
@require_POST
@goes_back_to_week
def put_pupil(request: HttpRequest, access: Access, shown: TeachingWeek) -> str:
    """Put a pupil on a pupils' post, with a pass for the week."""
    said = _said(PupilForm(request.POST, access=access))
    post, now = said["pupil_post"], timezone.now()
    if said["pupil"]:
        duty = put_on_duty(shown, post, said["pupil"], by=request.user, at=now)
    else:
        duty = put_new_pupil_on_duty(shown, post, said["name"], by=request.user, at=now)
    return gettext("%(name)s已排到“%(post)s”，检查证可以打印了。") % {"name": duty.user, "post": post}


@school_page(Permission.EDIT_ROTA)
@require_POST
@goes_back_to_week
def swap(request: HttpRequest, access: Access, shown: TeachingWeek, duty: int) -> str:
    """Put somebody else in the place of who is on duty."""
    found = load_duty(shown, duty)
    candidates = _candidates(access, found.post)
    chosen = request.POST.get("user", "")
    user = candidates.filter(pk=chosen).first() if chosen.isdecimal() else None
    if user is None:
        raise DutyRefused(gettext("请从名单里选接替的人。"))
    former = str(found.user)
    swap_duty(found, shown, user, by=request.user, at=timezone.now())
    return gettext("“%(post)s”由%(former)s换成了%(name)s。") % {
        "post": found.post,
        "former": former,
        "name": user,
    }


@school_page(Permission.EDIT_ROTA)
@require_POST
@goes_back_to_week
def take_off(request: HttpRequest, access: Access, shown: TeachingWeek, duty: int) -> str:  # noqa: ARG001
    """Take somebody off a post."""
    found = load_duty(shown, duty)
    take_off_duty(found, by=request.user, at=timezone.now())
    return gettext("%(name)s已撤下“%(post)s”。") % {"name": found.user, "post": found.post}


@school_page(Permission.EDIT_ROTA)
@require_POST
@goes_back_to_week
def leave_post(request: HttpRequest, access: Access, shown: TeachingWeek, post: int) -> str:
    """Leave a post unmanned for the week."""
    found = Post.objects.filter(school=access.school, pk=post).first()
    if found is None:
        raise DutyRefused(gettext("没有这个岗位，可能已被别人改动。"))
    remove_post(shown, found, by=request.user, at=timezone.now())
    return gettext("本周不设“%(post)s”。") % {"post": found}


def duties_by_post(shown: TeachingWeek) -> list[tuple[Post, list[Duty]]]:
    """Group a week's duties by post, those of the staff first."""
    duties = list(shown.duty_week.duties.all()) if shown.duty_week else []
    duties.sort(key=lambda duty: (duty.post.for_pupils, duty.post.name, duty.post_id, str(duty.user)))
    return [(post, list(members)) for post, members in groupby(duties, key=lambda duty: duty.post)]


def _show(request: HttpRequest, access: Access, shown: TeachingWeek) -> HttpResponse:
    term = current_term(access.school, shown.days[-1] if shown.days else shown.monday)
    weeks = weeks_of_term(access.school, term) if term else []
    at = next((number for number, other in enumerate(weeks) if other.monday == shown.monday), 0)
    groups = duties_by_post(shown)
    content: dict[str, Any] = {
        "tab": "rota",
        "term": term,
        "week": shown,
        "earlier": weeks[at - 1] if at else None,
        "later": weeks[at + 1] if at + 1 < len(weeks) else None,
        "groups": groups,
        "may_change": bool(shown.days) and not shown.is_over(access.day),
        "has_pupils": any(post.for_pupils for post, _ in groups),
        "staff": staff_for_duty(access.school, access.day),
        "pupils": pupils_for_duty(access.school),
        "put_form": PutForm(access=access),
        "pupil_form": PupilForm(access=access),
        "has_pupil_posts": posts_in_use(access.school, for_pupils=True).exists(),
        "has_staff_posts": posts_in_use(access.school, for_pupils=False).exists(),
    }
    return render(request, "rota/week.html", content)


def _candidates(access: Access, post: Post) -> Any:
    return pupils_for_duty(access.school) if post.for_pupils else staff_for_duty(access.school, access.day)


def _manned(shown: TeachingWeek) -> bool:
    return shown.duty_week is not None and bool(shown.duty_week.duties.all())


def _said(form: Form) -> dict[str, Any]:
    """Give what a form says.

    Raises:
        AccountRefused: it is not complete.
    """
    if not form.is_valid():
        reasons = form.non_field_errors() or [gettext("请选好岗位和姓名再提交。")]
        raise AccountRefused(str(reasons[0]))
    return dict(form.cleaned_data)

"""Screen an applicant, let one pass against a rule, answer an objection, decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.posts.advancing import who_decides
from banheng.development.posts.deciding import decide
from banheng.development.posts.objecting import answer_objection
from banheng.development.posts.screening import screen, waive
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.posts.forms import AnswerForm, DecideForm, ReasonForm, ScreenForm
from banheng.web.posts.loading import load_applicant, load_objection
from banheng.web.posts.showing import show_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.posts.models import Applicant


@require_POST
@school_page(Permission.KEEP_TEAM)
def screen_one(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Let an applicant pass or not."""
    applicant = load_applicant(access, number)
    form = ScreenForm(request.POST, prefix=f"s{applicant.pk}")
    return _about(
        request,
        access,
        applicant,
        "screening",
        form,
        lambda **given: screen(applicant, **given, by=access.user, at=timezone.now()),
    )


@require_POST
@school_page(Permission.DECIDE_TEAM)
def waive_one(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Decide that an applicant may pass against a rule."""
    applicant = load_applicant(access, number)
    form = ReasonForm(request.POST, prefix=f"w{applicant.pk}")
    return _about(
        request,
        access,
        applicant,
        "waiving",
        form,
        lambda **given: waive(applicant, **given, by=access.user, at=timezone.now()),
    )


@require_POST
@school_page(Permission.KEEP_TEAM, Permission.DECIDE_TEAM)
def decide_one(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Note what is decided on an applicant."""
    applicant = load_applicant(access, number)
    if not access.may(who_decides(applicant.round)):
        raise PermissionDenied
    form = DecideForm(access, applicant.round.post, request.POST, prefix=f"d{applicant.pk}")
    return _about(
        request,
        access,
        applicant,
        "deciding",
        form,
        lambda **given: decide(applicant, **given, by=access.user, at=timezone.now()),
    )


@require_POST
@school_page(Permission.KEEP_TEAM)
def answer_one(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Answer an objection."""
    objection = load_objection(access, number)
    form = AnswerForm(request.POST, prefix=f"o{objection.pk}")
    done = act(
        request,
        form,
        lambda **given: answer_objection(objection, **given, by=access.user, at=timezone.now()),
        "posts-round",
        access.school.code,
        objection.round_id,
    )
    return done or show_round(request, access, objection.round, answering=form)


def _about(
    request: HttpRequest,
    access: Access,
    applicant: Applicant,
    name: str,
    form: Form,
    do: Callable[..., object],
) -> HttpResponse:
    done = act(request, form, do, "posts-round", access.school.code, applicant.round_id)
    return done or show_round(request, access, applicant.round, of_applicant=(applicant.pk, name, form))

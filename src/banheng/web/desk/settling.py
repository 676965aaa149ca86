"""From reviewed to final: each button of the desk is one step."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.amending import accept_changes, keep_result
from banheng.assessment.errors import SheetRefused
from banheng.assessment.finalising import finalise
from banheng.assessment.publishing import publish, withdraw
from banheng.assessment.returning import send_back
from banheng.web.choosing import shows_results
from banheng.web.desk.forms import PublishForm, ReasonForm
from banheng.web.desk.loading import load_sheet
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import ScoreSheet

    Action = Callable[[HttpRequest, Access, ScoreSheet], str]


def _step(*permissions: Permission) -> Callable[[Action], Callable[..., HttpResponse]]:
    """Make a view of one step: take it, say what was done or why not, go back to the period."""

    def decorate(action: Action) -> Callable[..., HttpResponse]:
        @require_POST
        @school_page(*permissions)
        @shows_results
        @wraps(action)
        def view(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
            sheet = load_sheet(access, scheme, period)
            try:
                messages.success(request, action(request, access, sheet))
            except SheetRefused as refused:
                messages.error(request, refused.reason)
            return redirect("desk-period", access.school.code, scheme, period)

        return view

    return decorate


@_step(Permission.RUN_PERIODS, Permission.PUBLISH_RESULTS)
def send_back_period(request: HttpRequest, access: Access, sheet: ScoreSheet) -> str:
    """Send a reviewed result back."""
    send_back(sheet, reason=_reason(request), by=access.user, at=timezone.now())
    return gettext("已退回。本期重新接收记录，请核对后再计算、审核。")


@_step(Permission.PUBLISH_RESULTS)
def publish_period(request: HttpRequest, access: Access, sheet: ScoreSheet) -> str:
    """Put a result on public notice."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        raise SheetRefused("notice_incomplete", gettext("请填写公示期和受理部门的联系方式。"))
    publication = publish(sheet, **form.cleaned_data, by=access.user, at=timezone.now())
    return gettext("已公示，公示期到 %(last)s 为止。") % {"last": publication.last.isoformat()}


@_step(Permission.PUBLISH_RESULTS)
def withdraw_period(request: HttpRequest, access: Access, sheet: ScoreSheet) -> str:
    """Take a result off public notice."""
    withdraw(sheet, reason=_reason(request), by=access.user, at=timezone.now())
    return gettext("已撤回公示。本期重新接收记录，请核对后再计算、审核。")


@_step(Permission.RUN_PERIODS, Permission.PUBLISH_RESULTS)
def finalise_period(_request: HttpRequest, access: Access, sheet: ScoreSheet) -> str:
    """Make a result final."""
    finalise(sheet, by=access.user, at=timezone.now())
    return gettext("已定稿，可以据此发放津贴。")


@_step(Permission.PUBLISH_RESULTS)
def accept_recomputation(request: HttpRequest, access: Access, sheet: ScoreSheet) -> str:
    """Let today's recomputation stand."""
    edition = accept_changes(sheet, reason=_reason(request), by=access.user, at=timezone.now())
    return gettext("已更正，现在以第 %(number)d 版为准。") % {"number": edition.number}


@_step(Permission.PUBLISH_RESULTS)
def keep_published(request: HttpRequest, access: Access, sheet: ScoreSheet) -> str:
    """Let the published result stand against today's recomputation."""
    keep_result(sheet, reason=_reason(request), by=access.user, at=timezone.now())
    return gettext("维持公布的结果，原因已记入办理经过。")


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise SheetRefused("no_reason", gettext("请写明原因，最多 500 字。"))
    return form.cleaned_data["reason"]

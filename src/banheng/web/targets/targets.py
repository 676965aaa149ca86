"""One target: what is to be reached, with what money, and what was reported."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.errors import BureauRefused
from banheng.bureau.targets.drawing_up import add_budget_line, change_target, remove_target
from banheng.bureau.targets.models import Report
from banheng.bureau.targets.reporting import check, report
from banheng.bureau.targets.standing import standing
from banheng.web.acting import act
from banheng.web.bureau_loading import bureau_page
from banheng.web.school_tasks.forms import ReportForm
from banheng.web.targets.forms import BudgetForm, CheckForm, TargetForm
from banheng.web.targets.loading import load_target

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess
    from banheng.bureau.targets.models import Target

CHECKERS = (Permission.KEEP_TARGETS, Permission.REVIEW_DATA)


@bureau_page(Permission.SEE_BUREAU)
def target_page(request: HttpRequest, access: BureauAccess, target: int) -> HttpResponse:
    """Show a target."""
    return _page(request, access, load_target(access, target))


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def target_change(request: HttpRequest, access: BureauAccess, target: int) -> HttpResponse:
    """Say anew what is to be reached."""
    kept = load_target(access, target)
    return _act(request, access, kept, "changing", TargetForm(request.POST), partial(change_target, kept))


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def target_remove(request: HttpRequest, access: BureauAccess, target: int) -> HttpResponse:
    """Take a target out."""
    kept = load_target(access, target)
    letter = kept.letter_id
    try:
        remove_target(kept)
    except BureauRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已删除。"))
    return redirect("targets-one", access.bureau.code, letter)


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def target_budget(request: HttpRequest, access: BureauAccess, target: int) -> HttpResponse:
    """Add money to a target."""
    kept = load_target(access, target)
    form = BudgetForm(request.POST, auto_id="budget_%s")
    return _act(request, access, kept, "budgeting", form, partial(add_budget_line, kept))


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def target_report(request: HttpRequest, access: BureauAccess, target: int) -> HttpResponse:
    """Report for an office that has no account."""
    kept = load_target(access, target)
    form = ReportForm(kept, request.POST, auto_id="report_%s")
    do = partial(report, kept, by=request.user, at=timezone.now())
    return _act(request, access, kept, "reporting", form, do)


@require_POST
@bureau_page(*CHECKERS)
def target_check(request: HttpRequest, access: BureauAccess, target: int) -> HttpResponse:
    """Accept the report that waits, or return it."""
    kept = load_target(access, target)
    waiting = get_object_or_404(Report, target=kept, verdict="")
    form = CheckForm(request.POST, auto_id="check_%s")
    do = partial(check, waiting, by=request.user, at=timezone.now())
    return _act(request, access, kept, "checking", form, do)


def _act(
    request: HttpRequest, access: BureauAccess, target: Target, name: str, form: Form, do: Any
) -> HttpResponse:
    done = act(request, form, do, "targets-target", access.bureau.code, target.pk)
    return done or _page(request, access, load_target(access, target.pk), **{name: form})


def _page(request: HttpRequest, access: BureauAccess, target: Target, **forms: Any) -> HttpResponse:
    line = next(each for each in standing(target.letter, access.day).lines if each.target.pk == target.pk)
    keeps = access.may(Permission.KEEP_TARGETS)
    is_draft = target.letter.offered_at is None
    offered: dict[str, Form] = {}
    if keeps and is_draft:
        offered["changing"] = TargetForm(initial=vars(target))
        offered["budgeting"] = BudgetForm(auto_id="budget_%s")
    waits = line.last is not None and not line.last.verdict
    if waits and line.last.by_id != request.user.pk and any(access.may(each) for each in CHECKERS):
        offered["checking"] = CheckForm(auto_id="check_%s")
    reports_here = target.letter.school_id is None and target.letter.is_in_force and not waits
    if keeps and reports_here and not line.is_heading and not target.letter.concluded_at:
        offered["reporting"] = ReportForm(target, initial={"day": access.day}, auto_id="report_%s")
    shown = {
        "line": line,
        "target": target,
        "reports": target.reports.select_related("by", "checked_by"),
        "may_remove": keeps and is_draft,
        **offered,
        **forms,
    }
    return render(request, "targets/target.html", shown)

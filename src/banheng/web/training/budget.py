"""The money of a year: set aside, reserved, spent, left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.core.errors import Refused
from banheng.development.training.models import Expense
from banheng.development.training.spending import figures_of, set_aside, spend, void_expense
from banheng.web.loading import school_page
from banheng.web.training.forms import ExpenseForm, LineForm, ReasonForm
from banheng.web.training.loading import BUDGET, load_plan, tabs, years_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.training.models import YearPlan


@school_page(*BUDGET)
def budget(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the lines of a year with what is left, and what was spent."""
    return _page(request, access, load_plan(request, access))


@require_POST
@school_page(Permission.KEEP_TEAM)
def set_line(request: HttpRequest, access: Access) -> HttpResponse:
    """Set money aside."""
    plan, form = load_plan(request, access), LineForm(request.POST)
    done = form.is_valid() and _did(request, form, partial(set_aside, plan, **form.cleaned_data))
    return _back(access, plan) if done else _page(request, access, plan, line=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def spend_one(request: HttpRequest, access: Access) -> HttpResponse:
    """Take down an expense."""
    plan = load_plan(request, access)
    form = ExpenseForm(plan.lines.all(), plan, request.POST)
    done = form.is_valid() and _did(
        request,
        form,
        lambda: spend(form.save(commit=False), by=request.user, at=timezone.now()),
    )
    return _back(access, plan) if done else _page(request, access, plan, expense=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def void_one(request: HttpRequest, access: Access, expense: int) -> HttpResponse:
    """Take back a wrong expense."""
    found = Expense.objects.filter(line__plan__school=access.school, pk=expense)
    kept = found.select_related("line__plan__academic_year").first()
    if kept is None:
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("作废要写明原因。"))
    elif not _did(request, form, partial(void_expense, kept, **form.cleaned_data)):
        messages.error(request, form.non_field_errors()[0])
    return _back(access, kept.line.plan)


def _did(request: HttpRequest, form: Form, do: Callable[[], object]) -> bool:
    try:
        do()
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    messages.success(request, gettext("已记下。"))
    return True


def _back(access: Access, plan: YearPlan) -> HttpResponse:
    address = reverse("training-budget", args=[access.school.code])
    return redirect(f"{address}?year={plan.academic_year.code}")


def _page(
    request: HttpRequest,
    access: Access,
    plan: YearPlan,
    *,
    line: Form | None = None,
    expense: Form | None = None,
) -> HttpResponse:
    lines = list(plan.lines.all())
    figures = [(each, figures_of(each)) for each in lines]
    keeps = access.may(Permission.KEEP_TEAM)
    empty_expense = ExpenseForm(plan.lines.all(), plan, initial={"day": access.day})
    shown = {
        "plan": plan,
        "figures": figures,
        "sums": {
            name: sum(getattr(each, name) for _, each in figures)
            for name in ("budget", "planned", "reserved", "spent", "left")
        },
        "expenses": Expense.objects.filter(line__plan=plan).select_related("line", "training", "entered_by"),
        "line": (line or LineForm()) if keeps else None,
        "expense": (expense or empty_expense) if keeps and lines else None,
        "years": years_of(access),
        **tabs(access, "budget"),
    }
    return render(request, "training/budget.html", shown)

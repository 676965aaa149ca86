"""Pupils of a school who stay away, for those who see to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.bureau.cases.following import close_case, open_case, opened, take_step
from banheng.bureau.cases.models import Case
from banheng.bureau.errors import BureauRefused
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.school_tasks.forms import CaseCloseForm, CaseForm, CaseStepForm
from banheng.web.school_tasks.targets import MANAGERS

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(*MANAGERS)
def cases(request: HttpRequest, access: Access) -> HttpResponse:
    """List the cases with the day by which the next step is to be taken."""
    found = Case.objects.filter(school=access.school).prefetch_related("steps")
    rows = [(case, case.next_due({step.kind for step in case.steps.all()})) for case in found]
    return render(request, "school_tasks/cases.html", {"rows": rows, "day": access.day})


@school_page(*MANAGERS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Open a case."""
    form = CaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = {name: form.cleaned_data[name] for name in ("pupil", "school_class", "reason", "contact")}
        try:
            case = open_case(
                access.school,
                away_since=form.cleaned_data["away_since"],
                content=content,
                by=request.user,
                at=timezone.now(),
            )
        except BureauRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("task_cases-one", access.school.code, case.pk)
    return render(request, "school_tasks/new_case.html", {"form": form})


@school_page(*MANAGERS)
def case_page(request: HttpRequest, access: Access, case: int) -> HttpResponse:
    """Show a case."""
    return _page(request, access, _case(access, case))


@require_POST
@school_page(*MANAGERS)
def case_step(request: HttpRequest, access: Access, case: int) -> HttpResponse:
    """Note what was done."""
    return _act(request, access, _case(access, case), "stepping", CaseStepForm(request.POST), take_step)


@require_POST
@school_page(*MANAGERS)
def case_close(request: HttpRequest, access: Access, case: int) -> HttpResponse:
    """Register how it ended."""
    form = CaseCloseForm(request.POST, auto_id="close_%s")
    return _act(request, access, _case(access, case), "closing", form, close_case)


def _case(access: Access, number: int) -> Case:
    return get_object_or_404(Case.objects.select_related("school", "holder"), school=access.school, pk=number)


def _act(request: HttpRequest, access: Access, case: Case, name: str, form: Form, do: Any) -> HttpResponse:
    do = partial(do, case, by=request.user, at=timezone.now())
    done = act(request, form, do, "task_cases-one", access.school.code, case.pk)
    return done or _page(request, access, case, **{name: form})


def _page(request: HttpRequest, access: Access, case: Case, **forms: Any) -> HttpResponse:
    content, steps = opened(case)
    offered: dict[str, Form] = {}
    if case.closed_on is None:
        offered["stepping"] = CaseStepForm(initial={"day": access.day})
        offered["closing"] = CaseCloseForm(auto_id="close_%s")
    shown = {"case": case, "content": content, "steps": steps, "limits": case.limit_lines, **offered, **forms}
    return render(request, "school_tasks/case.html", shown)

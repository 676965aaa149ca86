"""What was found at a school: answered, put right, reported."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.findings.models import Finding
from banheng.bureau.findings.overdue import findings_of, open_first
from banheng.bureau.findings.recording import record_finding
from banheng.bureau.findings.rectifying import answer, report_done
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.school_tasks.forms import AnswerForm, DoneForm, SelfFindingForm
from banheng.web.school_tasks.targets import MANAGERS

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def findings(request: HttpRequest, access: Access) -> HttpResponse:
    """List what was found, overdue first: all for those who manage it, otherwise what I put right."""
    manages = any(access.may(each) for each in MANAGERS)
    found = findings_of([access.school])
    if not manages:
        found = found.filter(owner=access.user.staff_id or 0)
    rows = [(each, each.is_late(access.day)) for each in open_first(list(found), access.day)]
    return render(request, "school_tasks/findings.html", {"rows": rows, "manages": manages})


@school_page(*MANAGERS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Record what the school found itself."""
    if access.school.bureau is None:
        raise Http404
    form = SelfFindingForm(request.POST or None, initial={"found_on": access.day})
    if request.method == "POST":
        do = partial(
            record_finding,
            access.school.bureau,
            access.school,
            source=Finding.Source.SELF,
            by=request.user,
            at=timezone.now(),
        )
        if done := act(request, form, do, "task_findings", access.school.code):
            return done
    return render(request, "school_tasks/new_finding.html", {"form": form})


@school_page(Permission.SEE_SCHOOL)
def finding_page(request: HttpRequest, access: Access, finding: int) -> HttpResponse:
    """Show a finding."""
    return _page(request, access, _finding(access, finding))


@require_POST
@school_page(*MANAGERS)
def finding_answer(request: HttpRequest, access: Access, finding: int) -> HttpResponse:
    """Say why it is so, who puts it right and how."""
    kept, form = _finding(access, finding), AnswerForm(access.school, request.POST)
    return _act(request, access, kept, "answering", form, answer)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def finding_done(request: HttpRequest, access: Access, finding: int) -> HttpResponse:
    """Report that it is put right."""
    kept = _finding(access, finding)
    return _act(request, access, kept, "reporting", DoneForm(request.POST, auto_id="done_%s"), report_done)


def _finding(access: Access, number: int) -> Finding:
    """Give a finding, or raise Http404; PermissionDenied for those whom it does not concern."""
    finding = get_object_or_404(findings_of([access.school]), pk=number)
    is_own = finding.owner_id is not None and finding.owner_id == access.user.staff_id
    if not is_own and not any(access.may(each) for each in MANAGERS):
        raise PermissionDenied
    return finding


def _act(
    request: HttpRequest, access: Access, finding: Finding, name: str, form: Form, do: Any
) -> HttpResponse:
    do = partial(do, finding, by=request.user, at=timezone.now())
    done = act(request, form, do, "task_findings-one", access.school.code, finding.pk)
    return done or _page(request, access, _finding(access, finding.pk), **{name: form})


def _page(request: HttpRequest, access: Access, finding: Finding, **forms: Any) -> HttpResponse:
    offered: dict[str, Form] = {}
    manages = any(access.may(each) for each in MANAGERS)
    if manages and finding.state in (Finding.State.OPEN, Finding.State.UNDER_WAY):
        said = {"cause": finding.cause, "owner": finding.owner_id, "measure": finding.measure}
        offered["answering"] = AnswerForm(access.school, initial=said)
    if finding.state == Finding.State.UNDER_WAY:
        offered["reporting"] = DoneForm(auto_id="done_%s")
    shown = {
        "finding": finding,
        "steps": finding.steps.select_related("by"),
        "days_late": finding.days_late(access.day),
        **offered,
        **forms,
    }
    return render(request, "school_tasks/finding.html", shown)

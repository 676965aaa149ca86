"""The findings of a bureau: what is overdue first, then what waits to be looked at again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.findings.models import Finding
from banheng.bureau.findings.overdue import findings_of, open_first, repeated
from banheng.bureau.findings.recording import record_finding
from banheng.bureau.findings.rectifying import look_again, put_off, urge
from banheng.reports.contents.findings_register import findings_register
from banheng.web.acting import act
from banheng.web.bureau_loading import bureau_page
from banheng.web.findings.forms import FindingForm, LookAgainForm, PutOffForm, UrgeForm
from banheng.web.findings.inspections import PLANNERS
from banheng.web.reports.answering import answer

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess


@bureau_page(Permission.SEE_BUREAU)
def findings(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List the findings of all schools."""
    found = open_first(list(findings_of(access.schools())), access.day)
    shown = {
        "overdue": [(each, each.days_late(access.day)) for each in found if each.is_late(access.day)],
        "open": [each for each in found if not each.is_closed and not each.is_late(access.day)],
        "closed": [each for each in found if each.is_closed],
        "records": any(access.may(each) for each in PLANNERS),
    }
    return render(request, "findings/findings.html", shown)


@bureau_page(Permission.SEE_BUREAU)
def register(request: HttpRequest, access: BureauAccess, form: str) -> HttpResponse:
    """Give the register of rectification as a document."""
    found = open_first(list(findings_of(access.schools())), access.day)
    return answer(request, findings_register(access.bureau, found, access.day), form)


@bureau_page(*PLANNERS)
def new(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Record a finding that no inspection made."""
    form = FindingForm(access.schools(), request.POST or None, initial={"found_on": access.day})
    if request.method == "POST":
        do = partial(record_finding, access.bureau, by=request.user, at=timezone.now())
        if done := act(request, form, do, "findings", access.bureau.code):
            return done
    return render(request, "findings/new_finding.html", {"form": form})


@bureau_page(Permission.SEE_BUREAU)
def finding_page(request: HttpRequest, access: BureauAccess, finding: int) -> HttpResponse:
    """Show a finding."""
    return _page(request, access, _finding(access, finding))


@require_POST
@bureau_page(Permission.REVIEW_DATA)
def finding_look(request: HttpRequest, access: BureauAccess, finding: int) -> HttpResponse:
    """Look again at what was reported."""
    form = LookAgainForm(request.POST, auto_id="look_%s")
    return _act(request, access, _finding(access, finding), "looking", form, look_again)


@require_POST
@bureau_page(*PLANNERS)
def finding_put_off(request: HttpRequest, access: BureauAccess, finding: int) -> HttpResponse:
    """Give more time."""
    form = PutOffForm(request.POST, auto_id="off_%s")
    return _act(request, access, _finding(access, finding), "putting_off", form, put_off)


@require_POST
@bureau_page(Permission.DECIDE_BUREAU)
def finding_urge(request: HttpRequest, access: BureauAccess, finding: int) -> HttpResponse:
    """Urge, as the head."""
    form = UrgeForm(request.POST, auto_id="urge_%s")
    return _act(request, access, _finding(access, finding), "urging", form, urge)


def _finding(access: BureauAccess, number: int) -> Finding:
    return get_object_or_404(findings_of(access.schools()), pk=number)


def _act(
    request: HttpRequest, access: BureauAccess, finding: Finding, name: str, form: Form, do: Any
) -> HttpResponse:
    do = partial(do, finding, by=request.user, at=timezone.now())
    done = act(request, form, do, "findings-one", access.bureau.code, finding.pk)
    return done or _page(request, access, _finding(access, finding.pk), **{name: form})


def _page(request: HttpRequest, access: BureauAccess, finding: Finding, **forms: Any) -> HttpResponse:
    offered: dict[str, Form] = {}
    if finding.state == Finding.State.REPORTED and access.may(Permission.REVIEW_DATA):
        offered["looking"] = LookAgainForm(auto_id="look_%s")
    is_under_way = finding.state in (Finding.State.OPEN, Finding.State.UNDER_WAY)
    if is_under_way and any(access.may(each) for each in PLANNERS):
        offered["putting_off"] = PutOffForm(auto_id="off_%s")
    if finding.is_late(access.day) and access.may(Permission.DECIDE_BUREAU):
        offered["urging"] = UrgeForm(auto_id="urge_%s")
    shown = {
        "finding": finding,
        "steps": finding.steps.select_related("by"),
        "days_late": finding.days_late(access.day),
        "repeated": repeated(finding),
        "may_propose": access.may(Permission.KEEP_TARGETS),
        **offered,
        **forms,
    }
    return render(request, "findings/finding.html", shown)

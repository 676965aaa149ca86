"""Accountability in a bureau: the rules in force, and proceedings from a first opinion to their effect."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.models.role_grant import held_on
from banheng.accounts.roles import Permission
from banheng.bureau.accountability.adopting import adopt_rules, rules_on
from banheng.bureau.accountability.deciding import decide, report_up, revoke, serve
from banheng.bureau.accountability.errors import RulesRefused
from banheng.bureau.accountability.hearing import hear, inform
from banheng.bureau.accountability.models import Proceeding
from banheng.bureau.accountability.proposing import propose
from banheng.bureau.accountability.rules import rule_texts
from banheng.bureau.findings.models import Finding
from banheng.reports.contents.proceeding import proceeding_document
from banheng.web.accountability.forms import (
    AdoptForm,
    DecideForm,
    HearForm,
    InformForm,
    ProposeForm,
    ReportUpForm,
    RevokeForm,
    ServeForm,
)
from banheng.web.acting import act
from banheng.web.bureau_loading import bureau_page
from banheng.web.reports.answering import answer

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess

CLERKS = (Permission.KEEP_TARGETS, Permission.DECIDE_BUREAU)


@bureau_page(*CLERKS)
def proceedings(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List the proceedings, and the sanctions that have an effect today."""
    found = list(_proceedings(access))
    shown = {
        "open": [each for each in found if not each.served_on and not each.revoked_on],
        "in_effect": [each for each in found if each.is_in_effect(access.day)],
        "over": [
            each
            for each in found
            if each.revoked_on or (each.served_on and not each.is_in_effect(access.day))
        ],
        "version": rules_on(access.bureau, access.day),
        "schools": access.schools(),
        "keeps": access.may(Permission.KEEP_TARGETS),
    }
    return render(request, "accountability/proceedings.html", shown)


@bureau_page(*CLERKS)
def rules(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Show the rules in force: triggers, and the ladder of sanctions."""
    version = rules_on(access.bureau, access.day)
    shown = {
        "version": version,
        "rules": version and version.rules,
        "decides": access.may(Permission.DECIDE_BUREAU),
    }
    return render(request, "accountability/rules.html", shown)


@bureau_page(Permission.DECIDE_BUREAU)
def adopt(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Put rules in force, as the library has them or changed."""
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        form = AdoptForm(request.POST)
        if form.is_valid():
            try:
                adopt_rules(access.bureau, **form.cleaned_data, by=request.user, at=timezone.now())
            except RulesRefused as refusal:
                form.add_error(None, refusal.reason)
                faults = refusal.faults
            else:
                messages.success(request, gettext("制度已启用。"))
                return redirect("accountability-rules", access.bureau.code)
    else:
        version = rules_on(access.bureau, access.day)
        form = AdoptForm(
            initial={"text": version.text if version else rule_texts()["004-I"], "first": access.day}
        )
    return render(request, "accountability/adopt.html", {"form": form, "faults": faults})


@bureau_page(Permission.KEEP_TARGETS)
def new(request: HttpRequest, access: BureauAccess, school: str) -> HttpResponse:
    """Propose a proceeding at a school."""
    at_school = get_object_or_404(access.schools(), code=school)
    version = rules_on(access.bureau, access.day)
    if version is None:
        messages.error(request, gettext("还没有启用责任追究制度。请先启用。"))
        return redirect("accountability-rules", access.bureau.code)
    said: dict[str, Any] = {}
    if (asked := request.GET.get("finding", "")).isdigit():
        finding = Finding.objects.filter(school=at_school, pk=asked).first()
        if finding is None:
            raise Http404
        said = {"finding": finding, "facts": finding.what, "concerned": finding.owner_id}
    form = ProposeForm(version.rules, at_school, request.POST or None, initial=said)
    if request.method == "POST":
        do = partial(propose, access.bureau, by=request.user, at=timezone.now())
        if done := act(request, form, do, "accountability", access.bureau.code):
            return done
    return render(request, "accountability/new.html", {"form": form, "at_school": at_school})


@bureau_page(*CLERKS)
def proceeding_page(request: HttpRequest, access: BureauAccess, proceeding: int) -> HttpResponse:
    """Show a proceeding."""
    return _page(request, access, _proceeding(access, proceeding))


@bureau_page(*CLERKS)
def proceeding_print(request: HttpRequest, access: BureauAccess, proceeding: int, form: str) -> HttpResponse:
    """Give what is told to the one concerned, or what was decided, as a document."""
    return answer(request, proceeding_document(_proceeding(access, proceeding)), form)


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def proceeding_inform(request: HttpRequest, access: BureauAccess, proceeding: int) -> HttpResponse:
    """Note that the one concerned was told."""
    kept = _proceeding(access, proceeding)
    return _act(request, access, kept, "informing", InformForm(request.POST), partial(inform, kept))


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def proceeding_hear(request: HttpRequest, access: BureauAccess, proceeding: int) -> HttpResponse:
    """Note what the one concerned said."""
    kept = _proceeding(access, proceeding)
    form = HearForm(request.POST, auto_id="hear_%s")
    return _act(request, access, kept, "hearing", form, partial(hear, kept))


@require_POST
@bureau_page(Permission.DECIDE_BUREAU)
def proceeding_decide(request: HttpRequest, access: BureauAccess, proceeding: int) -> HttpResponse:
    """Keep what the committee decided."""
    kept = _proceeding(access, proceeding)
    form = DecideForm(kept.rules_version.rules, _members(access), request.POST, auto_id="decide_%s")
    do = partial(decide, kept, by=request.user, at=timezone.now())
    return _act(request, access, kept, "deciding", form, do)


@require_POST
@bureau_page(*CLERKS)
def proceeding_serve(request: HttpRequest, access: BureauAccess, proceeding: int) -> HttpResponse:
    """Note that the decision was handed over."""
    kept = _proceeding(access, proceeding)
    return _act(request, access, kept, "serving", ServeForm(request.POST), partial(serve, kept))


@require_POST
@bureau_page(*CLERKS)
def proceeding_report(request: HttpRequest, access: BureauAccess, proceeding: int) -> HttpResponse:
    """Note that its execution was reported to those above."""
    kept = _proceeding(access, proceeding)
    form = ReportUpForm(request.POST, auto_id="up_%s")
    return _act(request, access, kept, "reporting", form, partial(report_up, kept))


@require_POST
@bureau_page(Permission.DECIDE_BUREAU)
def proceeding_revoke(request: HttpRequest, access: BureauAccess, proceeding: int) -> HttpResponse:
    """Revoke a decision."""
    kept = _proceeding(access, proceeding)
    form = RevokeForm(request.POST, auto_id="revoke_%s")
    return _act(request, access, kept, "revoking", form, partial(revoke, kept, day=access.day))


def _proceedings(access: BureauAccess) -> Any:
    found = Proceeding.objects.filter(bureau=access.bureau)
    return found.select_related(
        "school", "concerned__user", "rules_version", "proposed_by", "decided_by", "finding"
    )


def _proceeding(access: BureauAccess, number: int) -> Proceeding:
    return get_object_or_404(_proceedings(access), pk=number)


def _members(access: BureauAccess) -> list[User]:
    """List the accounts of the bureau, who may sit on the committee."""
    grants = RoleGrant.objects.filter(held_on(access.day), bureau=access.bureau)
    return list(
        User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("name", "username")
    )


def _act(
    request: HttpRequest, access: BureauAccess, proceeding: Proceeding, name: str, form: Form, do: Any
) -> HttpResponse:
    done = act(request, form, do, "accountability-one", access.bureau.code, proceeding.pk)
    return done or _page(request, access, _proceeding(access, proceeding.pk), **{name: form})


def _page(request: HttpRequest, access: BureauAccess, proceeding: Proceeding, **forms: Any) -> HttpResponse:
    keeps, decides = access.may(Permission.KEEP_TARGETS), access.may(Permission.DECIDE_BUREAU)
    is_decided = proceeding.decided_at is not None
    offered: dict[str, Form] = {}
    if keeps and not proceeding.informed_on:
        offered["informing"] = InformForm(initial={"day": access.day})
    if keeps and proceeding.informed_on and not proceeding.heard_on and not is_decided:
        offered["hearing"] = HearForm(initial={"day": access.day}, auto_id="hear_%s")
    if decides and not is_decided and proceeding.may_be_decided(access.day):
        rules_of = proceeding.rules_version.rules
        said = {"met_on": access.day, "first": access.day}
        offered["deciding"] = DecideForm(rules_of, _members(access), initial=said, auto_id="decide_%s")
    if is_decided and not proceeding.served_on and not proceeding.revoked_on:
        offered["serving"] = ServeForm(initial={"day": access.day})
    if proceeding.served_on and not proceeding.reported_on:
        to = "、".join(proceeding.rules_version.rules.reports_to)
        offered["reporting"] = ReportUpForm(initial={"day": access.day, "to": to}, auto_id="up_%s")
    if decides and is_decided and not proceeding.revoked_on:
        offered["revoking"] = RevokeForm(auto_id="revoke_%s")
    shown = {"proceeding": proceeding, "day": access.day, **offered, **forms}
    return render(request, "accountability/proceeding.html", shown)

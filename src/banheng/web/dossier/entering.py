"""Facts entered, confirmed, withdrawn, and counted in a scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.core.errors import Refused
from banheng.development.dossier.asking import OF_THE_OFFICE
from banheng.development.dossier.counting import COUNTABLE, count_fact, counts, headings_for
from banheng.development.dossier.vocabulary import vocabulary_of
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import confirm_fact, record_fact, withdraw_fact
from banheng.web.dossier.forms import CountForm, FactForm, ReasonForm
from banheng.web.dossier.loading import is_own, load_fact, load_staff
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def add(request: HttpRequest, access: Access, staff: int, kind: str) -> HttpResponse:
    """Enter a fact of a kind: the office for anybody, a teacher for themselves."""
    found = load_staff(access, staff, Permission.KEEP_TEAM)
    if kind not in Fact.Kind.values:
        raise Http404
    wanted, own = Fact.Kind(kind), is_own(access, found)
    if wanted in OF_THE_OFFICE and not access.may(Permission.KEEP_TEAM):
        raise PermissionDenied
    form = FactForm(wanted, vocabulary_of(access.school, access.day), request.POST or None, own=own)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            record_fact(
                found,
                wanted,
                said["name"],
                since=said["since"],
                until=said["until"],
                content=form.content(),
                proof=said["proof"],
                # nobody confirms what is their own, the office neither
                source=Fact.Source.OWN if own else Fact.Source.OFFICE,
                by=access.user,
                at=timezone.now(),
            )
        except DevelopmentRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, gettext("已登记，等德育处核实。") if own else gettext("已登记。"))
            return redirect("dossier-one", access.school.code, found.pk)
    page = {"form": form, "person": found, "kind": wanted, "is_own": own}
    return render(request, "dossier/add.html", page, status=422 if form.errors else 200)


@require_POST
@school_page(Permission.KEEP_TEAM)
def confirm(request: HttpRequest, access: Access, fact: int) -> HttpResponse:
    """Confirm what a teacher entered."""
    found = load_fact(access, fact)
    try:
        confirm_fact(found, by=access.user, at=timezone.now())
        messages.success(request, gettext("已核实：%(name)s。") % {"name": found.name})
    except DevelopmentRefused as refused:
        messages.error(request, refused.reason)
    if request.POST.get("back") == "waiting":
        return redirect("dossier-waiting", access.school.code)
    return redirect("dossier-one", access.school.code, found.staff_id)


@school_page(Permission.SEE_SCHOOL)
def withdraw(request: HttpRequest, access: Access, fact: int) -> HttpResponse:
    """Withdraw a fact with a reason: the office any, a teacher what they entered and nobody has confirmed."""
    found = load_fact(access, fact)
    own_waiting = is_own(access, found.staff) and found.confirmed_at is None
    if not access.may(Permission.KEEP_TEAM) and not own_waiting:
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_fact(found, reason=form.cleaned_data["reason"], at=timezone.now())
        except DevelopmentRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, gettext("已撤销，理由留在档案里。"))
            return redirect("dossier-one", access.school.code, found.staff_id)
    page = {"form": form, "fact": found}
    return render(request, "dossier/withdraw.html", page, status=422 if form.errors else 200)


@school_page(Permission.KEEP_TEAM)
def count(request: HttpRequest, access: Access, fact: int) -> HttpResponse:
    """Let a fact count under an item of the scheme in force, once."""
    found = load_fact(access, fact)
    if found.kind not in COUNTABLE:
        raise Http404
    headings = headings_for(access.school, access.day)
    form = CountForm(
        headings, request.POST or None, initial={"day": min(found.until or found.since, access.day)}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        item, event, level = said["what"].split("/", 2)
        try:
            made = count_fact(
                found,
                item=item,
                event=event,
                level=level,
                value=said["value"],
                day=said["day"],
                by=access.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, gettext("已记入台账，第 %(number)d 条。") % {"number": made.sequence})
            return redirect("dossier-one", access.school.code, found.staff_id)
    page = {"form": form, "fact": found, "counts": counts(found), "has_scheme": bool(headings)}
    return render(request, "dossier/count.html", page, status=422 if form.errors else 200)

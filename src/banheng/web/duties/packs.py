"""The packs in force, how far their duties are done, and putting another one in force."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.duties.adopting import put_in_force, stop
from banheng.duties.coverage import burden, coverage, covered_since, set_ceiling
from banheng.duties.errors import DutyRefused
from banheng.duties.in_force import pack_of, versions_between
from banheng.duties.models import PackVersion
from banheng.ledger.language import request_language
from banheng.routines.saying import say_when
from banheng.web.duties.forms import CeilingForm, PackForm
from banheng.web.loading import school_page
from banheng.web.schemes.unscored import drafted_text

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_DUTIES)
def duties(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the packs in force, and this week's and last week's coverage of the classes one may see."""
    return _overview(request, access)


@require_POST
@school_page(Permission.EDIT_DUTIES)
def ceiling(request: HttpRequest, access: Access) -> HttpResponse:
    """Say how much the packs may ask of a homeroom teacher in a week."""
    form = CeilingForm(request.POST)
    if not form.is_valid():
        return _overview(request, access, form)
    set_ceiling(access.school, form.cleaned_data["minutes"])
    messages.success(request, gettext("已保存每周用时上限。"))
    return redirect("duties", access.school.code)


def _overview(request: HttpRequest, access: Access, ceiling_form: CeilingForm | None = None) -> HttpResponse:
    classes = {each.school_class: each for each in access.classes(Permission.SEE_DUTIES)}
    asked = burden(access.school, access.day)
    covered = coverage(access.school, access.day, list(classes))
    shown = {
        "versions": versions_between(access.school, access.day, access.day + timedelta(days=365)),
        "covered": [
            (
                each,
                say_when(each.duty.when, request_language()),
                [(classes[one], lack) for one, lack in each.lacking],
            )
            for each in covered
        ],
        "since": covered_since(access.day),
        "burden": asked,
        "may_edit": access.may(Permission.EDIT_DUTIES),
        "ceiling_form": ceiling_form or CeilingForm({"minutes": asked.ceiling}),
    }
    return render(request, "duties/duties.html", shown)


@school_page(Permission.SEE_SCHOOL)
def version_page(request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Show what a pack asks, for everybody it concerns."""
    found = _load(access, version)
    lines = [(duty, say_when(duty.when, request_language())) for duty in pack_of(found).duties]
    shown = {
        "version": found,
        "groups": [(group, list(own)) for group, own in groupby(lines, lambda line: line[0].group)],
        "runs": found.last is None or found.last >= access.day,
        "may_edit": access.may(Permission.EDIT_DUTIES),
    }
    return render(request, "duties/version.html", shown)


@school_page(Permission.EDIT_DUTIES)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Put a pack in force."""
    initial = {"first": access.day}
    if copied := request.GET.get("from", ""):
        if not copied.isdigit():
            raise Http404
        initial["text"] = _load(access, int(copied)).text
    elif document := request.GET.get("document", ""):
        initial["text"] = drafted_text(access, document, "duties")
    form, refusal = PackForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = put_in_force(
                access.school, said["text"], first=said["first"], by=access.user, at=timezone.now()
            )
        except DutyRefused as refused:
            # what a pack of the library leaves open can be filled in where it stands
            form, refusal = PackForm(initial={"text": said["text"], "first": said["first"]}), refused
        else:
            messages.success(
                request,
                gettext("“%(title)s”从 %(first)s 起执行。")
                % {"title": made.title, "first": made.first.isoformat()},
            )
            return redirect("duties-version", access.school.code, made.pk)
    return render(request, "duties/new.html", {"form": form, "refusal": refusal})


@require_POST
@school_page(Permission.EDIT_DUTIES)
def stop_version(request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Let a pack be in force for the last time yesterday; what was done stays."""
    try:
        stop(_load(access, version), last=access.day - timedelta(days=1))
        messages.success(request, gettext("已停止执行。以前办理的记录保留。"))
    except DutyRefused as refused:
        messages.error(request, refused.reason)
    return redirect("duties", access.school.code)


def _load(access: Access, version: int) -> PackVersion:
    return get_object_or_404(PackVersion.objects.select_related("school"), school=access.school, pk=version)

"""Vetoes, paid events and decisions of special cases, recorded with what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Permission
from banheng.ledger.errors import RecordRefused
from banheng.ledger.naming import Naming
from banheng.ledger.special_cases import (
    SpecialCase,
    decide_special_case,
    scheme_with_decisions,
    special_cases_of,
    special_headings,
)
from banheng.schools.classes import classes_on
from banheng.web.honours.forms import SpecialCaseForm
from banheng.web.loading import school_page
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.RUN_PERIODS)
def decisions(request: HttpRequest, access: Access) -> HttpResponse:
    """List the special cases, and take down another."""
    scheme = scheme_with_decisions(access.school, access.day)
    headings = special_headings(access.school, access.day)
    naming = Naming(access.school, request_language())
    names = {each.school_class_id: each.name for each in classes_on(access.school, access.day)}
    shown = {
        "scheme": scheme,
        "decisions": [
            (record, naming.name(record), names.get(record.school_class_id, record.school_class))
            for record in special_cases_of(access.school, access.day)
        ],
        "tab": "decisions",
    }
    if not headings:
        return render(request, "honours/decisions.html", shown)
    if request.method != "POST":
        form = SpecialCaseForm(access, headings, initial={"id": uuid7(), "day": access.day})
        return render(request, "honours/decisions.html", shown | {"form": form})
    form = SpecialCaseForm(access, headings, request.POST)
    if form.is_valid():
        try:
            made = decide_special_case(access.school, _case(form), by=request.user, at=timezone.now())
        except RecordRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, gettext("已记入台账，第 %(number)d 条。") % {"number": made.sequence})
            return redirect("honours-decisions", access.school.code)
    return render(request, "honours/decisions.html", shown | {"form": form})


def _case(form: SpecialCaseForm) -> SpecialCase:
    given = form.cleaned_data
    item, event, level = given["what"].split("/", 2)
    return SpecialCase(
        id=given["id"],
        school_class=given["school_class"].school_class.code,
        day=given["day"],
        item=item,
        event=event,
        level=level,
        value=given["value"],
        minutes=given["minutes"],
        text=given["text"],
    )

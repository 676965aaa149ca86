"""Note what was heard, look at what a decision would change, and decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.errors import SheetRefused
from banheng.assessment.models import Ruling
from banheng.assessment.ruling import Decision, foresee, hear, rule
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.web.appeals.forms import HearingForm
from banheng.web.appeals.loading import load_appeal
from banheng.web.appeals.views import ruling_form, show_appeal
from banheng.web.choosing import shows_results
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@require_POST
@school_page(Permission.HEAR_APPEALS)
def note_hearing(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Write down what was heard."""
    appeal, form = load_appeal(access, number), HearingForm(request.POST)
    if not form.is_valid():
        return show_appeal(request, access, appeal, hearing_form=form)
    try:
        hear(appeal, **form.cleaned_data, by=access.user, at=timezone.now())
        messages.success(request, gettext("已记入。"))
    except SheetRefused as refused:
        messages.error(request, refused.reason)
    return redirect("appeals-appeal", access.school.code, number)


@require_POST
@school_page(Permission.HEAR_APPEALS)
@shows_results
def decide(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Show what a decision would change, or decide."""
    appeal = load_appeal(access, number)
    form = ruling_form(access, appeal, request.POST)
    if not form.is_valid():
        return show_appeal(request, access, appeal, ruling_form=form)
    decision = Decision(
        Ruling.Outcome(form.cleaned_data["outcome"]),
        form.cleaned_data["reason"],
        voids=tuple(Record.objects.filter(school=access.school, pk__in=form.cleaned_data["voids"])),
        entries=form.entries(),
    )
    at = timezone.now()
    try:
        if "foresee" in request.POST:
            changes = foresee(appeal, decision, by=access.user, at=at)
            return show_appeal(request, access, appeal, ruling_form=form, foreseen=changes, has_foreseen=True)
        rule(appeal, decision, by=access.user, at=at)
    except (SheetRefused, RecordRefused) as refused:
        form.add_error(None, refused.reason)
        return show_appeal(request, access, appeal, ruling_form=form)
    messages.success(request, gettext("已作出复核结论，申诉人可以看到结论和理由。"))
    return redirect("appeals-appeal", access.school.code, number)

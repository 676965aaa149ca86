"""The list of appeals, one appeal, and what became of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.assessment.appeal_statistics import by_inspector, by_item
from banheng.assessment.changes import changes_between
from banheng.assessment.errors import SheetRefused
from banheng.assessment.periods import period_of_sheet
from banheng.assessment.ruling import records_in_question, refuse_concerned
from banheng.core.periods import parse_period
from banheng.ledger.checklists import checklist
from banheng.ledger.language import request_language
from banheng.ledger.naming import Naming
from banheng.policies.in_force import scheme_of
from banheng.schools.calendars import current_term
from banheng.web.appeals.forms import HearingForm, RulingForm
from banheng.web.appeals.loading import is_own, load_appeal, visible_appeals
from banheng.web.loading import school_page
from banheng.web.templatetags.school_dates import short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import Appeal
    from banheng.core.periods import Period


@school_page(Permission.SEE_SCHOOL)
def appeals(request: HttpRequest, access: Access) -> HttpResponse:
    """List the appeals: open ones first, the most urgent on top."""
    found = list(visible_appeals(access))
    shown = {
        "open": _with_period(sorted((each for each in found if each.is_open), key=lambda each: each.due)),
        "closed": _with_period([each for each in found if not each.is_open]),
        "may_hear": access.may(Permission.HEAR_APPEALS),
        "may_limit": access.may(Permission.PUBLISH_RESULTS),
        "day": access.day,
    }
    return render(request, "appeals/appeals.html", shown)


def _with_period(appeals: Sequence[Appeal]) -> list[tuple[Appeal, Period]]:
    """Give each its period, to be named."""
    return [(each, parse_period(each.sheet.period)) for each in appeals]


@school_page(Permission.SEE_SCHOOL)
def appeal_page(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Show an appeal with its hearings and its ruling, and to those who may decide, the forms."""
    return show_appeal(request, access, load_appeal(access, number))


def show_appeal(request: HttpRequest, access: Access, appeal: Appeal, **more: Any) -> HttpResponse:
    """Show an appeal; `more` holds forms with faults, or what a decision would change."""
    naming = Naming(access.school, request_language())
    items = {item.code: item.name for item in scheme_of(appeal.sheet.version).items()}
    shown = {
        "appeal": appeal,
        "period": period_of_sheet(appeal.sheet),
        "term": current_term(access.school, timezone.localdate(appeal.at)),
        "item_name": items.get(appeal.item, appeal.item),
        "named": naming.name(appeal.record) if appeal.record else None,
        "is_own": is_own(access, appeal),
        "is_overdue": appeal.is_overdue(access.day),
        "ruling": getattr(appeal, "ruling", None),
    }
    ruling = shown["ruling"]
    if ruling is not None and ruling.edition is not None:
        before = appeal.sheet.editions.get(number=ruling.edition.number - 1)
        shown["changes"] = changes_between(before.results, ruling.edition.results)
    if appeal.is_open and access.may(Permission.HEAR_APPEALS):
        shown |= _deciding(access, appeal)
    return render(request, "appeals/appeal.html", shown | more)


def ruling_form(access: Access, appeal: Appeal, data: Any = None) -> RulingForm:
    """Make the form with the records in question and what may be recorded instead."""
    naming = Naming(access.school, request_language())
    records = []
    for record in records_in_question(appeal):
        name = naming.name(record)
        words = filter(
            None, [short_day(record.day), name.item, name.event, name.amount, record.recorder_name]
        )
        records.append((record.pk, " ".join(words)))
    items = checklist(access.school, period_of_sheet(appeal.sheet).last, request_language())
    return RulingForm(data, appeal=appeal, records=records, items=items)


def _deciding(access: Access, appeal: Appeal) -> dict[str, Any]:
    try:
        refuse_concerned(appeal, access.user)
    except SheetRefused as refused:
        return {"concerned": refused.reason}
    return {
        "hearing_form": HearingForm(initial={"day": access.day}),
        "ruling_form": ruling_form(access, appeal),
    }


@school_page(Permission.HEAR_APPEALS)
def statistics(request: HttpRequest, access: Access) -> HttpResponse:
    """Count the rulings by item and by inspector."""
    naming = Naming(access.school, request_language())
    names = {code: item.name for code, item in naming.items(access.day).items()}
    shown = {
        "items": [(names.get(code, code), tally) for code, tally in by_item(access.school)],
        "inspectors": by_inspector(access.school),
    }
    return render(request, "appeals/statistics.html", shown)

"""What the scheme lets the office set right before a result is reviewed: unequal inspectors, harder classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.assessment.adjusting import (
    Amount,
    adjusting_item,
    amounts,
    bounds_of,
    put_down,
    severity_amount,
    severity_by_class,
)
from banheng.assessment.errors import SheetRefused
from banheng.fairness.visits import CannotTell
from banheng.schools.calendars import current_term
from banheng.schools.classes import classes_on
from banheng.web.desk.forms import ContextForm
from banheng.web.desk.loading import load_period
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.periods import ScoredPeriod
    from banheng.schemes.scheme import Item
    from banheng.schools.models import ClassYear


@dataclass(frozen=True, slots=True)
class SeverityLine:
    """A class: what it lost by its inspectors, what the scheme gives back, what stands in the ledger."""

    class_year: ClassYear
    lost: int
    amount: Amount
    recorded: int


@school_page(Permission.RUN_PERIODS)
def severity(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Show what each class lost by strict inspectors, and put down what the scheme gives back for it."""
    scored, item = _load(access, scheme, period, "severity")
    bounds, recorded, day = bounds_of(item), amounts(scored, item), _day(scored, access)
    found = severity_by_class(scored)
    lost = {} if isinstance(found, CannotTell) else found
    lines = [
        SeverityLine(
            year,
            lost.get(year.school_class.code, 0),
            severity_amount(lost.get(year.school_class.code, 0), bounds),
            recorded.get(year.school_class.code, Amount(0, "")).points,
        )
        for year in classes_on(access.school, day)
    ]
    if request.method == "POST":
        wanted = {line.class_year.school_class.code: line.amount for line in lines}
        return _put_down(request, access, scored, item, wanted)
    shown = {
        "scored": scored,
        "term": current_term(access.school, scored.period.last),
        "item": item,
        "bounds": bounds,
        "lines": lines,
        "cannot_tell": isinstance(found, CannotTell),
        "no_difference": found == {},
        "changes": any(line.amount.points != line.recorded for line in lines),
    }
    return render(request, "desk/severity.html", shown)


@school_page(Permission.RUN_PERIODS)
def context(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """Declare which classes are harder than others in a period, inside the bounds of the scheme."""
    scored, item = _load(access, scheme, period, "context")
    bounds, recorded, day = bounds_of(item), amounts(scored, item), _day(scored, access)
    forms = [
        ContextForm(
            year,
            bounds,
            recorded.get(year.school_class.code, Amount(0, "")),
            request.POST if request.method == "POST" else None,
        )
        for year in classes_on(access.school, day)
    ]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        wanted = {form.class_year.school_class.code: form.amount() for form in forms}
        return _put_down(request, access, scored, item, wanted)
    shown = {
        "scored": scored,
        "term": current_term(access.school, scored.period.last),
        "item": item,
        "bounds": bounds,
        "forms": forms,
    }
    return render(request, "desk/context.html", shown, status=400 if request.method == "POST" else 200)


def _load(
    access: Access, scheme: str, period: str, source: Literal["severity", "context"]
) -> tuple[ScoredPeriod, Item]:
    scored = load_period(access, scheme, period)
    item = adjusting_item(scored.scheme, source)
    if item is None or scored.period.kind is not scored.scheme.period:
        raise Http404
    return scored, item


def _day(scored: ScoredPeriod, access: Access) -> date:
    return min(scored.period.last, access.day)


def _put_down(
    request: HttpRequest, access: Access, scored: ScoredPeriod, item: Item, wanted: dict[str, Amount]
) -> HttpResponse:
    try:
        number = put_down(scored, item, wanted, day=_day(scored, access), by=access.user, at=timezone.now())
    except SheetRefused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(
            request,
            gettext("“%(item)s”已登记，%(number)d 个班有变动。计算过的，请重新计算。")
            % {"item": item.name, "number": number},
        )
    return redirect("desk-period", access.school.code, scored.version.code, scored.period.code)

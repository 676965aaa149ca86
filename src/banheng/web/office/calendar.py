"""The school calendar by month; its terms; the school's own changes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.schools.calendar_changes import clear_day, save_year, set_day
from banheng.schools.calendars import LAST_KNOWN_YEAR, current_term
from banheng.schools.errors import ChangeRefused
from banheng.schools.models import AcademicYear, CalendarDay
from banheng.schools.months import month_grid
from banheng.web.loading import school_page
from banheng.web.office.forms import DayForm, YearForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.EDIT_ROSTER)
def month(request: HttpRequest, access: Access) -> HttpResponse:
    """Show a month (`?month=2026-10`), and change a day of it."""
    first = _asked_month(request, access)
    asked = request.GET.get("day", "")
    form = DayForm(request.POST or None, initial={"day": asked or access.day})
    if request.method == "POST" and form.is_valid():
        try:
            _change_day(access, form.cleaned_data)
        except ChangeRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("已保存 %(day)s 的安排。") % form.cleaned_data)
            return redirect(f"{request.path}?month={form.cleaned_data['day']:%Y-%m}")
    years = AcademicYear.objects.filter(school=access.school).prefetch_related("terms").order_by("-first")
    own = CalendarDay.objects.filter(school=access.school, day__year=first.year, day__month=first.month)
    context = {
        "first": first,
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=31),
        "weeks": month_grid(access.school, first),
        "own": own,
        "years": years,
        "form": form,
        "term": current_term(access.school, access.day),
        "last_known_year": LAST_KNOWN_YEAR,
        "today": access.day,
    }
    return render(request, "office/calendar.html", context)


@school_page(Permission.EDIT_ROSTER)
def year(request: HttpRequest, access: Access) -> HttpResponse:
    """Add an academic year with its terms, or change their days (`?year=2026-2027`)."""
    known = AcademicYear.objects.filter(school=access.school, code=request.GET.get("year", "")).first()
    form = YearForm(request.POST or None, initial=_initial(known) if known else {})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            save_year(access.school, said["code"], said["first"], said["last"], form.terms())
        except ChangeRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("已保存学年 %(code)s。") % said)
            return redirect("office-calendar", school=access.school.code)
    if known is not None:
        form.fields["code"].widget.attrs["readonly"] = True
    return render(request, "office/year.html", {"form": form, "known": known})


def _asked_month(request: HttpRequest, access: Access) -> date:
    match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", request.GET.get("month", ""))
    return date(int(match[1]), int(match[2]), 1) if match else access.day.replace(day=1)


def _change_day(access: Access, said: dict[str, Any]) -> None:
    if said["is_school_day"] == "public":
        clear_day(access.school, said["day"])
    else:
        set_day(
            access.school,
            said["day"],
            is_school_day=said["is_school_day"] == "yes",
            reason=said["reason"],
        )


def _initial(known: AcademicYear) -> dict[str, Any]:
    days: dict[str, Any] = {"code": known.code, "first": known.first, "last": known.last}
    for term in known.terms.all():
        days |= {f"first_{term.number}": term.first, f"last_{term.number}": term.last}
    return days

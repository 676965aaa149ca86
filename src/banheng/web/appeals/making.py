"""Object to a published result, and take an appeal back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.appealing import Objection, appeal, limit_of, withdraw_appeal
from banheng.assessment.errors import SheetRefused
from banheng.assessment.models import Publication
from banheng.assessment.periods import period_of_sheet
from banheng.ledger.language import request_language
from banheng.ledger.models import Record
from banheng.ledger.naming import Naming
from banheng.policies.in_force import scheme_of
from banheng.schools.models import SchoolClass
from banheng.web.appeals.forms import AppealForm
from banheng.web.appeals.loading import is_own, load_appeal
from banheng.web.loading import school_page
from banheng.web.templatetags.school_dates import short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import ScoreSheet

MOST_RECORDS = 200


@school_page(Permission.SEE_SCHOOL)
def new(request: HttpRequest, access: Access, scheme: str, period: str, school_class: str) -> HttpResponse:
    """Write an appeal; the address may name the record or the item it is about."""
    publication = get_object_or_404(
        Publication.objects.select_related("sheet__school", "sheet__version"),
        sheet__school=access.school,
        sheet__version__code=scheme,
        sheet__period=period,
        withdrawn_at=None,
    )
    found_class = get_object_or_404(SchoolClass, school=access.school, code=school_class)
    staff = request.user.staff
    if staff is None or not _is_scored(publication.sheet, found_class, staff.code):
        raise PermissionDenied
    form = AppealForm(request.POST or None, initial={"about": request.GET.get("about", "result")})
    form.fields["about"].choices = _choices(access, publication.sheet, found_class)
    if request.method == "POST" and form.is_valid():
        try:
            made = appeal(
                publication.sheet,
                _objection(access, form),
                school_class=found_class,
                staff=staff,
                by=access.user,
                at=timezone.now(),
            )
        except SheetRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, gettext("已受理，编号 %(number)s。") % {"number": made.number})
            return redirect("appeals-appeal", access.school.code, made.number)
    shown = {
        "form": form,
        "sheet": publication.sheet,
        "period": period_of_sheet(publication.sheet),
        "school_class": found_class,
        "limit": limit_of(staff, access.day),
    }
    return render(request, "appeals/new.html", shown)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def withdraw(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Take an appeal back."""
    found = load_appeal(access, number)
    if not is_own(access, found):
        raise PermissionDenied
    try:
        withdraw_appeal(found, at=timezone.now())
        messages.success(request, gettext("已撤回申诉。"))
    except SheetRefused as refused:
        messages.error(request, refused.reason)
    return redirect("appeals-appeal", access.school.code, number)


def _is_scored(sheet: ScoreSheet, school_class: SchoolClass, teacher: str) -> bool:
    rows = sheet.results["results"]
    return any((row["class"], row["teacher"]) == (school_class.code, teacher) for row in rows)


def _choices(
    access: Access, sheet: ScoreSheet, school_class: SchoolClass
) -> Sequence[tuple[str, str | Sequence[tuple[str, str]]]]:
    """Offer the result, each item, and each record of the class in the period."""
    period = period_of_sheet(sheet)
    items = [(f"item:{item.code}", item.name) for item in scheme_of(sheet.version).items()]
    records = Record.objects.filter(
        school_class=school_class, day__range=(period.first, period.last), voids=None, voided_by=None
    ).order_by("-day", "-sequence")[:MOST_RECORDS]
    naming = Naming(access.school, request_language())
    named = []
    for record in records:
        name = naming.name(record)
        words = filter(None, [short_day(record.day), name.item, name.event, name.amount])
        named.append((f"record:{record.pk}", " ".join(words)))
    return [
        ("result", gettext("考核结果")),
        (gettext("某个考核项"), items),
        (gettext("某条记录"), named),
    ]


def _objection(access: Access, form: AppealForm) -> Objection:
    kind, _, code = form.cleaned_data["about"].partition(":")
    text = form.cleaned_data["text"]
    if kind == "record":
        record = Record.objects.filter(school=access.school, pk=code).first()
        if record is None:
            raise Http404
        return Objection(text, record=record)
    return Objection(text, item=code)

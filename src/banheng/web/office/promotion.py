"""The turn of the year: what becomes of every class, to be looked at and then done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.schools.errors import ChangeRefused
from banheng.schools.models import AcademicYear, BulkChange
from banheng.schools.promoting import NextYear, next_year, promote, propose
from banheng.web.loading import school_page
from banheng.web.office.forms import YearForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.schools.promoting import Move


@school_page(Permission.EDIT_ROSTER)
def promotion(request: HttpRequest, access: Access) -> HttpResponse:
    """Propose the next academic year and the classes' new names; do it when it is sent."""
    year = _year(access)
    if year is None:
        return render(request, "office/promotion.html", {"year": None})
    moves = propose(year)
    form = YearForm(request.POST or None, initial=_initial(next_year(year)))
    if request.method == "POST" and form.is_valid():
        try:
            change = _promote(request, access, year, form, moves)
        except ChangeRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("已升级到 %(code)s 学年。") % form.cleaned_data)
            return redirect("office-import", school=access.school.code, number=change.pk)
    names = {move.class_year.school_class.code: move.name for move in moves}
    names |= {code: request.POST[f"name_{code}"] for code in names if f"name_{code}" in request.POST}
    context = {
        "year": year,
        "form": form,
        "moves": [(move, names[move.class_year.school_class.code]) for move in moves],
        "leaving": sum(move.grade is None for move in moves),
    }
    return render(request, "office/promotion.html", context)


def _promote(
    request: HttpRequest, access: Access, year: AcademicYear, form: YearForm, moves: list[Move]
) -> BulkChange:
    """Promote, and keep the journal so that it can be taken back."""
    said = form.cleaned_data
    coming = NextYear(said["code"], said["first"], said["last"], tuple(form.terms()))
    codes = [move.class_year.school_class.code for move in moves if move.grade]
    names = {code: request.POST.get(f"name_{code}", "").strip()[:30] for code in codes}
    now = timezone.now()
    with transaction.atomic():
        journal = promote(year, coming, {code: name for code, name in names.items() if name})
        return BulkChange.objects.create(
            school=access.school,
            kind=BulkChange.Kind.PROMOTION,
            status=BulkChange.Status.DONE,
            file_name=f"{year.code} → {coming.code}",
            journal=journal.steps,
            made_by=access.user,
            made_at=now,
            done_at=now,
        )


def _year(access: Access) -> AcademicYear | None:
    """Give the academic year whose classes are to move: the last one that has classes."""
    years = AcademicYear.objects.filter(school=access.school, class_years__isnull=False)
    return years.order_by("-first").first()


def _initial(coming: NextYear) -> dict[str, Any]:
    days: dict[str, Any] = {"code": coming.code, "first": coming.first, "last": coming.last}
    for number, (first, last) in enumerate(coming.terms, start=1):
        days |= {f"first_{number}": first, f"last_{number}": last}
    return days

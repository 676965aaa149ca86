"""The handbook of a class for a term, and how complete each is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission
from banheng.reports.contents.handbook import completeness
from banheng.reports.contents.handbook import handbook as handbook_of
from banheng.reports.contents.notice_slips import notice_slips
from banheng.reports.contents.term_results import term_name
from banheng.schools.calendars import current_term
from banheng.schools.models import Term
from banheng.web.loading import load_class, school_page
from banheng.web.reports.answering import answer
from banheng.web.reports.views import load_term

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.schools.models import ClassYear


@require_GET
@school_page(Permission.SEE_WORK)
def handbooks(request: HttpRequest, access: Access) -> HttpResponse:
    """Show how complete the handbooks of the classes are."""
    term = current_term(access.school, access.day)
    lines = completeness(access.classes(Permission.SEE_WORK), term, access.day) if term else []
    shown = {
        "term": term,
        "name": term_name(term) if term else "",
        "lines": lines,
        "own": set(access.classes(Permission.DO_DUTIES)),
    }
    return render(request, "work/handbooks.html", shown)


@require_GET
@school_page(Permission.SEE_WORK)
def handbook(request: HttpRequest, access: Access, school_class: str, term: str, form: str) -> HttpResponse:
    """Give the handbook of a class."""
    return answer(request, handbook_of(*_load(access, school_class, term, Permission.SEE_WORK)), form)


@require_GET
@school_page(Permission.DO_DUTIES)
def slips(request: HttpRequest, access: Access, school_class: str, term: str, form: str) -> HttpResponse:
    """Give the pupils' notice slips of a class."""
    return answer(request, notice_slips(*_load(access, school_class, term, Permission.DO_DUTIES)), form)


def _load(access: Access, code: str, term: str, permission: Permission) -> tuple[ClassYear, Term, date]:
    """Give a class as it was called in a term, and the last day that counts to the term.

    Raises:
        Http404: there is no such class or term, or the class was not there yet.
        PermissionDenied: the permission does not cover it.
    """
    school_class = load_class(access, code, permission).school_class
    found = load_term(access, term)
    years = school_class.years.select_related("school_class__school")
    class_year = years.filter(academic_year=found.academic_year).first()
    if class_year is None:
        raise Http404
    later = Term.objects.filter(academic_year__school=access.school, first__gt=found.first)
    following = later.order_by("first").first()
    until = min(access.day, following.first - timedelta(days=1)) if following else access.day
    return class_year, found, until

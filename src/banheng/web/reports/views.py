"""What documents there are: of the periods of a term, of one period, of the term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.assessment.computing import sheet_of
from banheng.assessment.models import Publication
from banheng.assessment.periods import period_of_sheet, periods_of_term
from banheng.honours.models import Honour
from banheng.reports.contents.term_results import term_name
from banheng.reports.models import ReportTemplate
from banheng.schools.calendars import current_term
from banheng.schools.models import Staff, Term
from banheng.web.desk.loading import load_period
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

MOST_NOTICES = 12


@school_page(Permission.SEE_REPORTS, Permission.ANSWER_RECORDS)
def reports(request: HttpRequest, access: Access) -> HttpResponse:
    """List the documents that the account may open: of a term, its periods and its public notices."""
    terms = [(term, term_name(term)) for term in terms_of(access)]
    term = (
        load_term(access, request.GET["term"])
        if "term" in request.GET
        else current_term(access.school, access.day)
    )
    sees_all = access.may(Permission.SEE_REPORTS)
    shown: dict[str, Any] = {
        "term": term,
        "terms": terms,
        "sees_all": sees_all,
        "staff": request.user.staff,
        "can_keep_templates": access.may(Permission.RUN_PERIODS),
    }
    if term and sees_all:
        shown["periods"] = [
            (scored, sheet_of(scored)) for scored in periods_of_term(access.school, term, access.day)
        ]
    else:
        notices = Publication.objects.filter(sheet__school=access.school, withdrawn_at=None)
        notices = notices.select_related("sheet__version", "sheet__school").order_by("-last", "-id")
        own = Honour.objects.filter(school=access.school, staff=request.user.staff, staff__isnull=False)
        shown["honours"] = own.filter(state=Honour.State.AWARDED, revoked_at=None)
        shown["notices"] = [(each.sheet, period_of_sheet(each.sheet)) for each in notices[:MOST_NOTICES]]
    return render(request, "reports/reports.html", shown)


@school_page(Permission.SEE_REPORTS)
def of_period(request: HttpRequest, access: Access, scheme: str, period: str) -> HttpResponse:
    """List the documents of a period, the school's own workbooks among them."""
    scored = load_period(access, scheme, period)
    sheet = sheet_of(scored)
    shown = {
        "scored": scored,
        "term": current_term(access.school, scored.period.last),
        "sheet": sheet,
        "is_published": sheet is not None and sheet.is_public,
        "is_own_kind": scored.period.kind is scored.scheme.period,
        "templates": ReportTemplate.objects.filter(school=access.school).defer("content"),
        "runs": scored.period.last >= access.day,
        "can_keep_templates": access.may(Permission.RUN_PERIODS),
    }
    return render(request, "reports/of_period.html", shown)


@school_page(Permission.SEE_REPORTS)
def of_term(request: HttpRequest, access: Access, term: str) -> HttpResponse:
    """List the documents of a term: of the school, and of each homeroom teacher."""
    found = load_term(access, term)
    staff = Staff.objects.filter(school=access.school, postings__first__lte=found.last).exclude(
        postings__last__lt=found.first
    )
    shown = {"term": found, "name": term_name(found), "staff": staff.distinct().order_by("code")}
    return render(request, "reports/of_term.html", shown)


def terms_of(access: Access) -> QuerySet[Term]:
    """List the terms that have begun, latest first."""
    begun = Term.objects.filter(academic_year__school=access.school, first__lte=access.day)
    return begun.select_related("academic_year").order_by("-first")


def load_term(access: Access, code: str) -> Term:
    """Give a term that has begun by its code.

    Raises:
        Http404: there is none.
    """
    for term in terms_of(access):
        if term.code == code:
            return term
    raise Http404

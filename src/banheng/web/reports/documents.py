"""Each document, in the form that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from banheng.accounts.roles import Permission
from banheng.assessment.freezing import standing
from banheng.assessment.publishing import publication_of
from banheng.reports.contents.bulletin import bulletin
from banheng.reports.contents.fairness_report import fairness_report
from banheng.reports.contents.inspection_statistics import inspection_statistics
from banheng.reports.contents.item_tables import item_tables
from banheng.reports.contents.public_notice import public_notice
from banheng.reports.contents.results import results_before, results_of
from banheng.reports.contents.school_report import school_report
from banheng.reports.contents.teacher_report import teacher_report
from banheng.reports.contents.term_results import term_results
from banheng.schools.models import Staff
from banheng.web.choosing import shows_results
from banheng.web.desk.loading import load_period, load_sheet
from banheng.web.loading import school_page
from banheng.web.reports.answering import answer
from banheng.web.reports.views import load_term

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.periods import ScoredPeriod
    from banheng.reports.rendering.document import Document


def _bulletin(scored: ScoredPeriod, access: Access) -> Document:
    return bulletin(results_of(scored), results_before(scored), access.school.name)


def _items(scored: ScoredPeriod, access: Access) -> Document:
    if scored.period.kind is not scored.scheme.period:
        raise Http404  # a longer period has totals of the shorter ones, and no items
    return item_tables(results_of(scored), access.school.name)


def _inspections(scored: ScoredPeriod, access: Access) -> Document:
    return inspection_statistics(scored, access.day)


OF_PERIOD = {"bulletin": _bulletin, "items": _items, "inspections": _inspections}


@school_page(Permission.SEE_SCHOOL)
def notice(request: HttpRequest, access: Access, scheme: str, period: str, form: str) -> HttpResponse:
    """Give the public notice of a period, as long as it is public."""
    sheet = load_sheet(access, scheme, period)
    if not sheet.is_public:
        raise Http404
    publication = publication_of(sheet)
    results = results_of(load_period(access, scheme, period))
    check = request.build_absolute_uri(reverse("check", args=[standing(sheet).code]))
    return answer(request, public_notice(results, publication, check), form)


@school_page(Permission.SEE_REPORTS)
@shows_results
def of_period(
    request: HttpRequest, access: Access, scheme: str, period: str, document: str, form: str
) -> HttpResponse:
    """Give a document of a period."""
    if document not in OF_PERIOD:
        raise Http404
    return answer(request, OF_PERIOD[document](load_period(access, scheme, period), access), form)


@school_page(Permission.SEE_REPORTS)
@shows_results
def fairness(request: HttpRequest, access: Access, scheme: str, period: str, form: str) -> HttpResponse:
    """Give the report on how fair a period was judged."""
    return answer(request, fairness_report(load_period(access, scheme, period), access.day), form)


@school_page(Permission.SEE_REPORTS)
@shows_results
def of_school(request: HttpRequest, access: Access, term: str, form: str) -> HttpResponse:
    """Give the term report of the school."""
    found = load_term(access, term)
    results = term_results(access.school, found, access.day)
    return answer(request, school_report(access.school, found, results), form)


@school_page(Permission.SEE_REPORTS, Permission.ANSWER_RECORDS)
@shows_results
def of_teacher(request: HttpRequest, access: Access, term: str, staff: str, form: str) -> HttpResponse:
    """Give the term report of a teacher, to the teacher and to those who see all."""
    found = load_term(access, term)
    person = Staff.objects.filter(school=access.school, code=staff).select_related("school").first()
    if person is None:
        raise Http404
    if person != request.user.staff and not access.may(Permission.SEE_REPORTS):
        raise PermissionDenied
    return answer(
        request, teacher_report(person, found, term_results(access.school, found, access.day)), form
    )

"""What a scheme costs in an academic year, and what it would cost with other figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.payroll.budgeting import Basis, budget
from banheng.payroll.trying_rates import try_rates
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.calendars import current_term
from banheng.web.choosing import shows_results
from banheng.web.loading import school_page
from banheng.web.pay.rates_form import RatesForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.policies.models import SchemeVersion


@school_page(Permission.SEE_BUDGET)
@shows_results
def budget_page(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the year of a scheme in force by grade and period, and a form to try other figures."""
    versions = [version for version in versions_in_force(access.school, access.day) if _pays(version)]
    term = current_term(access.school, access.day)
    if not versions or term is None:
        return render(request, "pay/budget.html", {"versions": ()})
    version = _chosen(versions, request.GET.get("scheme"))
    known = budget(version, term.academic_year, access.day)
    form = RatesForm(scheme_of(version), request.GET)
    shown = {
        "versions": versions,
        "version": version,
        "year": term.academic_year,
        "term": term,
        "budget": known,
        "rows": [
            (grade, [cost.fen.get(grade) for cost in known.costs], known.of_grade(grade))
            for grade in known.grades
        ],
        "expects": any(cost.basis is Basis.EXPECTED for cost in known.costs),
        "terms": term.academic_year.terms.count(),
        "form": form,
    }
    if form.is_valid():
        trial = try_rates(known, form.changed())
        shown |= {"trial": trial, "grades": trial.rows(known.grades)}
    return render(request, "pay/budget.html", shown)


def _pays(version: SchemeVersion) -> bool:
    scheme = scheme_of(version)
    return any(part.allowances for part in (scheme, *scheme.longer_periods))


def _chosen(versions: Sequence[SchemeVersion], code: str | None) -> SchemeVersion:
    for version in versions:
        if code in {None, version.code}:
            return version
    raise Http404

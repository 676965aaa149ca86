from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.assessment.live import live_sheet, results_by_class
from banheng.assessment.trends import trend, weekly_trend
from banheng.core.points import format_units
from banheng.ledger.models import Record
from banheng.ledger.naming import Naming
from banheng.schools.saying_dates import period_name
from banheng.web.choosing import choose_period, shows_results
from banheng.web.loading import load_class, school_page
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.trends import TrendPoint
    from banheng.schools.models import ClassYear, Term

RECORDS_A_PAGE = 50


@school_page(Permission.SEE_CLASS)
@shows_results
def classes(request: HttpRequest, access: Access) -> HttpResponse:
    """List the classes that the account covers, each with its result so far."""
    choice = choose_period(request, access)
    results = results_by_class(live_sheet(choice.scored)) if choice else {}
    numbers = Counter(
        Record.objects.filter(school=access.school, day=access.day, voids=None, voided_by=None).values_list(
            "school_class", flat=True
        )
    )
    rows = [
        {
            "class_year": class_year,
            "result": results.get(class_year.school_class.code),
            "today": numbers[class_year.school_class_id],
        }
        for class_year in access.classes(Permission.SEE_CLASS)
    ]
    places = choice.scored.scheme.rounding.places if choice else 0
    return render(request, "classes/classes.html", {"rows": rows, "choice": choice, "places": places})


@school_page(Permission.SEE_CLASS)
@shows_results
def class_page(request: HttpRequest, access: Access, school_class: str) -> HttpResponse:
    """Show how a class goes through the term, and its records."""
    class_year = load_class(access, school_class, Permission.SEE_CLASS)
    choice = choose_period(request, access)
    by_week = request.GET.get("by") == "week"
    shown: dict[str, Any] = {"class_year": class_year, "choice": choice, "by_week": by_week}
    if choice and choice.term:
        code, term, scored = class_year.school_class.code, choice.term, choice.scored
        if by_week:
            points = weekly_trend(scored, code, term, access.day)
        else:
            points = trend(access.school, code, term, scored.version.code, access.day)
        shown |= {"points": points, "chart": _chart(class_year, points, term)}
    if access.may_in(Permission.SEE_RECORDS, class_year):
        shown |= _records(request, access, class_year)
    shown["may_see_guardians"] = access.may_in(Permission.SEE_GUARDIANS, class_year)
    return render(request, "classes/class.html", shown)


def _chart(class_year: ClassYear, points: Sequence[TrendPoint], term: Term) -> dict[str, Any]:
    def figures(all_units: Sequence[int | None]) -> list[str | None]:
        return [None if units is None else format_units(units) for units in all_units]

    return {
        "categories": [period_name(point.period, term).partition("（")[0] for point in points],
        "series": [
            {"name": class_year.name, "values": figures([point.points for point in points])},
            {
                "name": gettext("年级平均"),
                "values": figures([_rounded(point.grade_mean) for point in points]),
            },
        ],
        "unit": gettext("分"),
    }


def _rounded(units: int | None) -> int | None:
    """Cut to two places, for a picture."""
    return None if units is None else units // 100 * 100


def _records(request: HttpRequest, access: Access, class_year: ClassYear) -> dict[str, Any]:
    records = Record.objects.filter(school_class=class_year.school_class, voids=None)
    page = Paginator(
        records.select_related("voided_by").order_by("-day", "-sequence"), RECORDS_A_PAGE
    ).get_page(request.GET.get("page"))
    naming = Naming(access.school, request_language())
    lines = [
        {"record": record, "named": naming.name(record), "is_void": hasattr(record, "voided_by")}
        for record in page
    ]
    return {"page": page, "lines": lines, "may_see_records": True}

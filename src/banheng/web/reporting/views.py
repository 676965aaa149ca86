from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.collecting.checking import doubts_of, errors_of, surroundings_of
from banheng.bureau.collecting.columns import FACTS
from banheng.bureau.collecting.filling import fill_in, levels_of
from banheng.bureau.collecting.models import Filing
from banheng.bureau.collecting.reviewing import explain, submit
from banheng.bureau.collecting.template import WORDS, filing_workbook, read_filing
from banheng.bureau.errors import BureauRefused
from banheng.reports.rendering.formats import Format
from banheng.web.collecting.forms import FileForm
from banheng.web.collecting.loading import with_file
from banheng.web.collecting.rows import lines_of
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.web.collecting.rows import Line


@dataclass(frozen=True)
class Control:
    """An input of the form: a line of the filing, what is typed in it, and the words to choose from if it has them."""

    line: Line
    value: str
    words: Sequence[tuple[str, Any]]


@school_page(Permission.REPORT_DATA)
def years(request: HttpRequest, access: Access) -> HttpResponse:
    """List the years that the bureau collects."""
    filings = _filings(access).order_by("-collection__year")
    return render(request, "reporting/years.html", {"filings": filings})


@school_page(Permission.REPORT_DATA)
def one(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Show the form of a year, and keep what was typed."""
    filing = _load(access, year)
    if request.method == "POST":
        _do(request, lambda: _fill_in(request, filing, request.POST.dict()))
        return redirect("reporting-one", access.school.code, year)
    doubts = doubts_of(filing, surroundings_of(filing.collection)) if levels_of(filing.cells) else []
    errors = errors_of(filing)
    lines = lines_of(filing) if levels_of(filing.cells) else lines_of(filing)[: len(FACTS)]
    shown = {
        "filing": filing,
        "collection": filing.collection,
        "lines": lines,
        "controls": [
            Control(line, filing.cells.get(line.column, ""), list(WORDS.get(line.column, {}).items()))
            for line in lines
        ],
        "errors": errors if filing.is_open else [],
        "doubts": doubts,
        "unexplained": sum(not doubt.explanation for doubt in doubts),
        "returned": filing.steps.exclude(reason="").last() if filing.state == Filing.State.RETURNED else None,
        "file_form": FileForm(),
        "may_submit": access.may(Permission.SUBMIT_DATA),
        "is_ready": not errors and all(doubt.explanation for doubt in doubts),
    }
    return render(request, "reporting/one.html", shown)


@require_GET
@school_page(Permission.REPORT_DATA)
def template(_request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Hand over the workbook to fill in."""
    filing = _load(access, year)
    response = HttpResponse(filing_workbook(filing), content_type=Format.XLSX.content_type)
    name = gettext("%(school)s %(year)s 年度填报表.xlsx") % {"school": filing.school, "year": year}
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@require_POST
@school_page(Permission.REPORT_DATA)
def upload(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Take the workbook back."""
    filing, form = _load(access, year), FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, gettext("请选择要上传的文件。"))
        return redirect("reporting-one", access.school.code, year)
    sent = form.cleaned_data["file"]
    _do(
        request,
        lambda: _fill_in(
            request,
            filing,
            {
                **with_file(sent, lambda path: read_filing(filing, path)),
                "reason": request.POST.get("reason", ""),
            },
        ),
    )
    return redirect("reporting-one", access.school.code, year)


@require_POST
@school_page(Permission.REPORT_DATA)
def explain_doubts(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Keep why unlikely figures are right."""
    filing = _load(access, year)
    if filing.is_open:
        explain(filing, request.POST.dict())
        messages.success(request, gettext("说明已保存。"))
    return redirect("reporting-one", access.school.code, year)


@require_POST
@school_page(Permission.SUBMIT_DATA)
def hand_in(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Hand the year in."""
    filing = _load(access, year)
    if _do(request, lambda: submit(filing, by=request.user, at=timezone.now())):
        messages.success(request, gettext("已报送教育局，等待审核。"))
    return redirect("reporting-one", access.school.code, year)


def _filings(access: Access) -> QuerySet[Filing]:
    """List what the school files for the bureau that it is under now."""
    filings = Filing.objects.filter(school=access.school, collection__bureau=access.school.bureau_id)
    return filings.select_related("collection__bureau", "school")


def _load(access: Access, year: int) -> Filing:
    found = _filings(access).filter(collection__year=year).first()
    if found is None:
        raise Http404
    return found


def _fill_in(request: HttpRequest, filing: Filing, given: dict[str, str]) -> None:
    changed = fill_in(filing, given, by=request.user, at=timezone.now(), reason=given.get("reason", "")[:500])
    messages.success(request, gettext("已保存，改动 %(number)s 处。") % {"number": changed})


def _do(request: HttpRequest, do: Callable[[], object]) -> bool:
    try:
        do()
    except BureauRefused as refusal:
        messages.error(request, refusal.reason)
        return False
    return True

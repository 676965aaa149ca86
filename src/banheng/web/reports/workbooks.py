"""The school's own workbooks: upload, look, delete, fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.reports.contents.results import results_of
from banheng.reports.errors import TemplateRefused
from banheng.reports.models import ReportTemplate
from banheng.reports.rendering.formats import Format
from banheng.reports.workbooks.filling import fill
from banheng.reports.workbooks.keeping import keep_template
from banheng.reports.workbooks.opening import MOST_BYTES
from banheng.reports.workbooks.placeholders import EACH, ONCE
from banheng.reports.workbooks.sample import sample_template
from banheng.schools.saying_dates import period_name
from banheng.web.choosing import shows_results
from banheng.web.desk.loading import load_period
from banheng.web.loading import school_page
from banheng.web.reports.answering import as_file

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


class TemplateForm(forms.Form):
    """A workbook and what the school calls it."""

    name = forms.CharField(
        label=_("名称"), max_length=50, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    file = forms.FileField(
        label=_("工作簿（.xlsx，最大 1 MB）"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )


@school_page(Permission.RUN_PERIODS)
def templates(request: HttpRequest, access: Access) -> HttpResponse:
    """List the workbooks, and take another."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep(access, form):
        messages.success(request, gettext("已保存。现在可以在各周期的报表里用它导出。"))
        return redirect("reports-templates", access.school.code)
    schemes = [scheme_of(version) for version in versions_in_force(access.school, access.day)]
    shown = {
        "form": form,
        "templates": ReportTemplate.objects.filter(school=access.school)
        .select_related("uploaded_by")
        .defer("content"),
        "once": list(ONCE),
        "each": list(EACH),
        "schemes": schemes,
    }
    return render(request, "reports/templates.html", shown)


@school_page(Permission.RUN_PERIODS)
def sample(_request: HttpRequest, access: Access) -> HttpResponse:
    """Give a workbook to begin with."""
    schemes = [scheme_of(version) for version in versions_in_force(access.school, access.day)]
    return as_file(sample_template(schemes), gettext("考核汇总表模板"), Format.XLSX)


@school_page(Permission.RUN_PERIODS)
def template(_request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Give a workbook as it was uploaded."""
    found = _load(access, number)
    return as_file(bytes(found.content), found.name, Format.XLSX)


@require_POST
@school_page(Permission.RUN_PERIODS)
def delete_template(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Delete a workbook."""
    _load(access, number).delete()
    messages.success(request, gettext("已删除。"))
    return redirect("reports-templates", access.school.code)


@school_page(Permission.SEE_REPORTS)
@shows_results
def filled(request: HttpRequest, access: Access, scheme: str, period: str, number: int) -> HttpResponse:
    """Fill a workbook with the results of a period."""
    found, scored = _load(access, number), load_period(access, scheme, period)
    try:
        content = fill(bytes(found.content), results_of(scored), access.school.name, access.day)
    except TemplateRefused as refused:
        messages.error(request, refused.reason)
        return redirect("reports-period", access.school.code, scheme, period)
    return as_file(content, f"{found.name} {period_name(scored.period)}", Format.XLSX)


def _keep(access: Access, form: TemplateForm) -> bool:
    sent = form.cleaned_data["file"]
    try:
        keep_template(
            access.school,
            form.cleaned_data["name"],
            sent.read(MOST_BYTES + 1),
            by=access.user,
            at=timezone.now(),
        )
    except TemplateRefused as refused:
        form.add_error("file", refused.reason.split("\n"))
        return False
    return True


def _load(access: Access, number: int) -> ReportTemplate:
    found = ReportTemplate.objects.filter(school=access.school, pk=number).first()
    if found is None:
        raise Http404
    return found

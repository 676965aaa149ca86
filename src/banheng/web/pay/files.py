"""A pay sheet as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from banheng.accounts.roles import Permission
from banheng.payroll.exporting import file_name, pay_csv
from banheng.payroll.workbook import pay_workbook
from banheng.web.loading import school_page
from banheng.web.pay.loading import load_pay_sheet

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.access import Access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the names of a CSV file as another encoding."""


@school_page(Permission.SEE_PAY)
def workbook(request: HttpRequest, access: Access, number: int) -> HttpResponse:  # noqa: ARG001
    """Give the workbook to print and sign."""
    pay_sheet = load_pay_sheet(access, number)
    return _file(pay_workbook(pay_sheet), XLSX, file_name(pay_sheet, "xlsx"))


@school_page(Permission.SEE_PAY)
def table(request: HttpRequest, access: Access, number: int) -> HttpResponse:  # noqa: ARG001
    """Give the table for payroll programs."""
    pay_sheet = load_pay_sheet(access, number)
    return _file(BYTE_ORDER_MARK + pay_csv(pay_sheet), "text/csv; charset=utf-8", file_name(pay_sheet, "csv"))


def _file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )

"""A pay sheet as CSV for payroll programs; the form is docs/reference/pay-format.md."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from banheng.core.money import format_yuan
from banheng.spreadsheets.result_table import no_formula

if TYPE_CHECKING:
    from banheng.payroll.models import PaySheet

COLUMNS = ("staff_code", "name", "amount_yuan", "period")


def pay_csv(pay_sheet: PaySheet) -> str:
    """Write one line for each person who is paid anything."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for slip in pay_sheet.slips.filter(fen__gt=0).select_related("staff"):
        code, name = no_formula(slip.staff.code), no_formula(slip.name)
        writer.writerow([code, name, format_yuan(slip.fen), pay_sheet.sheet.period])
    return out.getvalue()


def file_name(pay_sheet: PaySheet, ending: str) -> str:
    """Name a file of a pay sheet."""
    sheet = pay_sheet.sheet
    return f"pay-{sheet.school.code}-{sheet.version.code}-{sheet.period}.{ending}"

"""A workbook to begin with: a summary sheet as schools keep it, and a sheet that lists all placeholders."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext

from banheng.reports.workbooks.placeholders import EACH, ONCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from banheng.schemes.scheme import Scheme

COLUMNS = ("序号", "班级", "班主任", "总分", "名次", "等次", "津贴", "备注")
_WIDTHS = (6, 16, 12, 10, 8, 10, 12, 30)


def sample_template(schemes: Sequence[Scheme]) -> bytes:
    """Write the sample; what the schemes call their items stands on the second sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#F0F0F0"})
        line = book.add_format({"border": 1})
        money = book.add_format({"border": 1, "num_format": "0.00"})
        title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        sheet = book.add_worksheet(gettext("汇总表"))
        last = len(COLUMNS) - 1
        sheet.merge_range(0, 0, 0, last, "{{学校}}{{周期}}班主任考核汇总表", title)
        sheet.write_row(1, 0, COLUMNS, head)
        for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, f"{{{{{name}}}}}", line)
        sheet.write_string(3, 0, gettext("合计"), line)
        sheet.write_formula(3, COLUMNS.index("津贴"), "=SUM(G3:G3)", money)
        sheet.merge_range(
            5, 0, 5, last, gettext("制表：　　　　　　审核：　　　　　　校长：　　　　　　{{打印日期}}")
        )
        sheet.repeat_rows(1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        _list_placeholders(book.add_worksheet(gettext("可用的占位符")), schemes)
    return out.getvalue()


def _list_placeholders(sheet: Worksheet, schemes: Sequence[Scheme]) -> None:
    """List the names without their braces, so that the list stays what it is when the workbook is filled."""
    sheet.set_column(0, 2, 30)
    items = [item.name for scheme in schemes for item in scheme.items()]
    columns: dict[str, list[str]] = {
        gettext("全表只填一次"): list(ONCE),
        gettext("每位班主任一行"): list(EACH),
        gettext("每位班主任一行：考核项的名称或代码"): list(dict.fromkeys(items)),
    }
    for column, (title, names) in enumerate(columns.items()):
        sheet.write_string(0, column, title)
        for row, name in enumerate(names, start=1):
            sheet.write_string(row, column, name)
    # a formula is no place for placeholders, so that this one stays
    hint = gettext("把名字写在两层花括号里，例如：")
    formula = f'="{hint}{{"&"{{班级}}}}"'
    sheet.write_formula(max(map(len, columns.values())) + 2, 0, formula, value=f"{hint}{{{{班级}}}}")

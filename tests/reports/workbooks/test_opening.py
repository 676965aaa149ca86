"""What would harm whoever opens it is refused, each with a sentence that says what to do."""

import io
import os
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from banheng.reports.errors import TemplateRefused
from banheng.reports.workbooks.opening import MOST_BYTES, open_workbook
from tests.reports.workbooks.making import content_of, workbook

GOOD = content_of(workbook([["{{班级}}"]]))


def rewritten(changes=None, extra=None):
    """Write the good workbook again with parts changed (bytes to bytes) and parts added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, changes[name](part) if changes and name in changes else part)
        for name, part in (extra or {}).items():
            target.writestr(name, part)
    return out.getvalue()


def merged(reference):
    tag = f'<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'.encode()
    return rewritten({SHEET: lambda part: part.replace(b"</sheetData>", b"</sheetData>" + tag)})


def with_chart():
    book = workbook([["班级", 1], ["{{班级}}", 2]])
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=2))
    book.active.add_chart(chart)
    return content_of(book)


def with_far_cell():
    book = workbook([["{{班级}}"]])
    book.active["XFD1048576"] = 1
    return content_of(book)


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
HOSTILE = {
    "empty": (b"", "empty_file"),
    "a picture": (b"\x89PNG" + b"x" * 100, "no_workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "no_workbook"),
    "a broken archive": (GOOD[:-200], "damaged_file"),
    "an archive of something else": (None, "no_workbook"),
    "too large": (GOOD + os.urandom(MOST_BYTES), "file_too_large"),
    "a zip bomb": (rewritten(extra={"xl/bomb.bin": b"\0" * 50_000_000}), "swollen_file"),
    "macros": (rewritten(extra={"xl/vbaProject.bin": b"x"}), "has_macros"),
    "a macro type": (
        rewritten(
            {
                "[Content_Types].xml": lambda part: part.replace(
                    b"openxmlformats-officedocument.spreadsheetml.sheet.main",
                    b"ms-excel.sheet.macroEnabled.main",
                )
            }
        ),
        "has_macros",
    ),
    "entities": (rewritten({SHEET: lambda part: ENTITY + part}), "no_workbook"),
    "no XML": (rewritten({SHEET: lambda _part: b"<a><b></a>"}), "no_workbook"),
    "a whole sheet merged": (merged("A1:XFD1048576"), "merged_too_much"),
    "a merged range in disguise": (merged("A1&#58;XFD1048576"), "merged_too_much"),
    "a chart": (with_chart(), "has_charts"),
    "a cell far out": (with_far_cell(), "sheet_too_large"),
}
_other = io.BytesIO()
with zipfile.ZipFile(_other, "w") as _archive:
    _archive.writestr("word/document.xml", "<x/>")
HOSTILE["an archive of something else"] = (_other.getvalue(), "no_workbook")


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused(name):
    content, code = HOSTILE[name]

    with pytest.raises(TemplateRefused) as refused:
        open_workbook(content)

    assert refused.value.code == code
    assert refused.value.reason.endswith("。")


def test_a_good_one_is_opened():
    assert isinstance(open_workbook(GOOD), openpyxl.Workbook)

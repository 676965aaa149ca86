"""Pages and PDFs become lines too."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from banheng.schemes.drafting.reading import DocumentRefused, read_content, text_of_html
from banheng.schemes.drafting.reading.pdf import _unbroken


def test_blocks_become_lines_and_scripts_nothing():
    page = "<html><head><title>x</title></head><body><script>a</script><h1>考核细则</h1><p>一、<b>卫生</b>（10分）<br>每次扣1分</p></body></html>"

    assert text_of_html(page).split("\n") == ["考核细则", "一、卫生（10分）", "每次扣1分"]


def test_cells_that_reach_over_rows_and_columns_leave_empty_ones():
    page = """<table><tr><th>项目</th><th>指标</th><th>分值</th></tr>
    <tr><td rowspan=2>常规</td><td>升旗</td><td>5</td></tr><tr><td>早读</td><td>10</td></tr>
    <tr><td colspan="2">合计</td><td>15</td></tr></table>"""

    assert text_of_html(page).split("\n") == [
        "| 项目 | 指标 | 分值 |",
        "| 常规 | 升旗 | 5 |",
        "|  | 早读 | 10 |",
        "| 合计 |  | 15 |",
    ]


@pytest.mark.parametrize(
    "page", ["<td>a", "<table><tr><td colspan=99999999>a</table>", "<p" * 50, "</td></tr>"]
)
def test_broken_pages_are_read(page):
    text_of_html(page)


def test_a_saved_page_is_told_by_its_content():
    document = read_content("a.html", "<p>一、卫生</p><p>二、纪律</p>".encode())

    assert [line.passage.text for line in document.lines] == ["一、卫生", "二、纪律"]


def test_lines_that_were_filled_to_the_margin_are_put_together():
    lines = ["一、卫生(10分)。地面有纸屑、桌椅不齐的,每次", "扣1分,扣完为止。", "二、纪律"]

    assert _unbroken(lines) == ["一、卫生(10分)。地面有纸屑、桌椅不齐的,每次扣1分,扣完为止。", "二、纪律"]


def test_a_pdf_of_pictures_is_refused():
    stream = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    writer.write(stream)

    with pytest.raises(DocumentRefused, match="no text"):
        read_content("a.pdf", stream.getvalue())


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj trailer <</Root 1 0 R>>"]
)
def test_a_damaged_pdf_is_refused(content):
    with pytest.raises(DocumentRefused, match="this PDF"):
        read_content("a.pdf", content)

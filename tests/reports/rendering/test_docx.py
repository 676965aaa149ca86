import io

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from banheng.reports.rendering.docx import render_docx
from tests.reports.rendering.sample import CERTIFICATE, EVERYTHING, HOSTILE


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(render_docx(EVERYTHING)))


def test_texts_are_paragraphs_with_styles(word):
    assert [(line.style.name, line.text) for line in word.paragraphs[:2]] == [
        ("Title", "考核结果公示"),
        ("Subtitle", "2026年10月"),
    ]
    assert [line.text for line in word.paragraphs if line.style.name == "Heading 1"] == ["一、考核结果"]


@pytest.mark.parametrize(
    ("style", "family"), [("Normal", "宋体"), ("Title", "黑体"), ("Heading 1", "黑体"), ("Heading 2", "黑体")]
)
def test_styles_name_the_chinese_font_and_no_theme_wins_over_it(word, style, family):
    fonts = word.styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == family
    assert not [name for name in fonts.attrib if name.lower().endswith("theme")]


def test_tables_repeat_their_head_and_no_row_is_divided(word):
    ranks, *others = word.tables
    assert len(others) == 3, "both charts have their table beside them"
    assert len(ranks.rows) == 61
    assert ranks.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in ranks.rows)


def test_figures_stand_at_the_right_and_texts_as_they_were_given(word):
    row = word.tables[0].rows[1]
    assert [cell.text for cell in row.cells] == ["1", "三年级1班", "98.50", HOSTILE]
    assert [str(cell.paragraphs[0].alignment).split()[0] for cell in row.cells] == [
        "RIGHT",
        "LEFT",
        "RIGHT",
        "LEFT",
    ]


def test_pages_are_numbered_by_fields(word):
    line = word.sections[0].footer.paragraphs[0]
    fields = [field.text for field in line._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert line.text == "第  页　共  页"


def test_charts_and_the_code_are_pictures(word):
    assert len(word.inline_shapes) == 3


def test_a_certificate_lies_across_in_a_frame():
    word = docx.Document(io.BytesIO(render_docx(CERTIFICATE)))
    section = word.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    assert section._sectPr.find(qn("w:pgBorders")) is not None
    assert not section.footer.paragraphs[0].text

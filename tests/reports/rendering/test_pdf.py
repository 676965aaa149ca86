import io

import pytest
from pypdf import PdfReader

from banheng.core.wording import Language
from banheng.reports.rendering.document import Document, Paragraph
from banheng.reports.rendering.pdf import render_pdf
from tests.reports.rendering.sample import CERTIFICATE, EVERYTHING, HOSTILE

A4 = (595, 842)


@pytest.fixture(scope="module")
def pages():
    return PdfReader(io.BytesIO(render_pdf(EVERYTHING))).pages


def test_the_same_document_is_the_same_file():
    assert render_pdf(EVERYTHING) == render_pdf(EVERYTHING)


def test_every_font_comes_from_the_package_and_is_embedded(pages):
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        assert "/FontFile3" in inner["/FontDescriptor"].get_object()
        assert any(name in inner["/BaseFont"] for name in ("NotoSerifSC", "NotoSansSC"))


def test_each_page_says_which_it_is_and_of_how_many(pages):
    for number, page in enumerate(pages, start=1):
        lines = page.extract_text().replace(" ", "")
        assert f"第{number}页共{len(pages)}页" in lines


def test_a_long_table_has_its_head_on_each_page(pages):
    with_rows = [page.extract_text() for page in pages if "三年级" in page.extract_text()]
    ranked = [text for text in with_rows if "98.50" in text or "39.50" in text]
    assert len(ranked) == 2
    assert all("名次" in text and "备注" in text for text in ranked)


def test_texts_stand_as_they_were_given(pages):
    text = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    assert HOSTILE.replace(" ", "") in text
    assert "扫码核对" in text


def test_no_line_begins_with_a_stop(pages):
    lines = [line for page in pages for line in page.extract_text().splitlines() if line.strip()]
    assert not [line for line in lines if line.lstrip()[0] in "，。；：！？、）》”"]


def test_pages_are_a4_and_a_certificate_lies_across_without_a_number(pages):
    (certificate,) = PdfReader(io.BytesIO(render_pdf(CERTIFICATE))).pages
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == A4
    assert (round(certificate.mediabox.height), round(certificate.mediabox.width)) == A4
    assert "页" not in certificate.extract_text()


def test_an_english_document_numbers_its_pages_in_english():
    document = Document("Notice", [Paragraph("Text")], language=Language.EN)
    assert "Page 1 of 1" in PdfReader(io.BytesIO(render_pdf(document))).pages[0].extract_text()


def test_rare_characters_of_names_have_a_shape():
    """Each is in the national standard of characters for names; a missing one would print as an empty box."""
    document = Document("名册", [Paragraph("㛃𫖯𬱖𬭎䶮")])
    assert "㛃𫖯𬱖𬭎䶮" in PdfReader(io.BytesIO(render_pdf(document))).pages[0].extract_text()

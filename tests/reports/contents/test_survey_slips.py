"""Slips of a survey: one for each code, four a page, and no name."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from banheng.questionnaires.instrument import Group
from banheng.reports.contents.survey_slips import survey_slips
from banheng.reports.rendering.document import PageBreak, QrCode
from banheng.reports.rendering.pdf import render_pdf


def slips(number):
    return survey_slips(
        "期末评价",
        "三年级2班",
        Group.GUARDIAN,
        [f"ABCDE2345{digit}" for digit in range(number)],
        last=date(2026, 12, 4),
        site="https://school.example/a/",
        address_of=lambda code: f"https://school.example/a/{code}/",
    )


def test_each_slip_has_its_own_address_and_the_code_to_type():
    document = slips(2)

    assert [block.address for block in document.blocks if isinstance(block, QrCode)] == [
        "https://school.example/a/ABCDE23450/",
        "https://school.example/a/ABCDE23451/",
    ]
    (page,) = PdfReader(BytesIO(render_pdf(document))).pages
    words = page.extract_text().replace(" ", "")
    assert "ABCDE23451" in words
    assert "2026-12-04" in words
    assert "三年级2班" in words
    assert "家长" in words


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (4, 1), (5, 2), (9, 3)])
def test_there_are_four_on_a_page(number, pages):
    assert sum(isinstance(block, PageBreak) for block in slips(number).blocks) == pages - 1

"""Text files: encodings, places of characters, noise."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.schemes.drafting.reading import DocumentRefused, read_content, read_document, read_text

TEXT = "考核细则\n一、卫生（10分）。每次扣０.５分。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_reads_the_same_in_every_encoding(encoding):
    document = read_content("a.txt", TEXT.encode(encoding))

    assert [line.passage.text for line in document.lines] == ["考核细则", "一、卫生(10分)。每次扣0.5分。"]


def test_every_character_points_to_its_place_in_the_file():
    document = read_text("a.txt", TEXT)

    for line in document.lines:
        for character, place in zip(line.passage.text, line.passage.origin, strict=True):
            assert unicodedata.normalize("NFKC", document.text[place]) == character


@given(st.text(max_size=200))
def test_any_text_is_read_and_places_rise(text):
    document = read_text("a.txt", text)

    for line in (*document.lines, *document.removed):
        assert len(line.passage.text) == len(line.passage.origin)
        assert list(line.passage.origin) == sorted(line.passage.origin)
        assert all(0 <= place < len(document.text) for place in line.passage.origin)


def test_a_dot_in_the_middle_of_a_figure_is_a_decimal_point():
    document = read_text("a.txt", "每次得0∙5分")

    assert document.lines[0].passage.text == "每次得0.5分"


def test_circled_numbers_stay_markers():
    document = read_text("a.txt", "①迟到")

    assert document.lines[0].passage.text == "①迟到"


@pytest.mark.parametrize(
    "noise",
    [
        "合集下载",
        "相关主题",
        "第 3 页 共 12 页",
        "- 4 -",
        "3/12",
        "https://example.org/a",
        "2024-08-21",
        "- 文档页数:5",
    ],
)
def test_noise_of_sites_and_pages_is_put_aside_and_kept(noise):
    document = read_text("a.txt", f"考核细则\n{noise}\n一、卫生(10分)")

    assert [line.passage.text for line in document.removed] == [unicodedata.normalize("NFKC", noise)]
    assert len(document.lines) == 2


def test_a_page_header_is_kept_once():
    document = read_text(
        "a.txt", "青山小学考核办法\n一、总则\n青山小学考核办法\n二、内容\n青山小学考核办法\n三、附则"
    )

    assert [line.passage.text for line in document.lines].count("青山小学考核办法") == 1
    assert len(document.removed) == 2


def test_a_rule_that_stands_three_times_is_no_page_header():
    document = read_text("a.txt", "一、甲\n扣完为止。\n二、乙\n扣完为止。\n三、丙\n扣完为止。")

    assert not document.removed


def test_rows_between_strokes_have_cells_with_places():
    document = read_text("a.txt", "| 指标 | 分值 |\n|---|---|\n| 卫生 | ３０ |")

    assert [[cell.text for cell in line.cells] for line in document.lines] == [
        ["指标", "分值"],
        ["卫生", "30"],
    ]
    points = document.lines[1].cells[1]
    assert document.text[slice(*points.span())] == "３０"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"text only", "its content is .txt"),
        ("a.txt", b"PK\x03\x04", "its content is .docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "password"),
        ("a.rtf", b"{\\rtf1", "RTF"),
        ("a.xlsx", b"hello", "documents end in"),
        ("a.txt", b"a\0b\0c", "no text"),
        ("a.txt", b"\xff\xff\xff", "no text"),
    ],
)
def test_what_is_no_document_is_refused_with_a_reason(name, content, reason):
    with pytest.raises(DocumentRefused, match=reason) as refused:
        read_content(name, content)

    assert refused.value.chinese


def test_a_hundred_megabytes_are_refused_unread(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(DocumentRefused, match="larger than"):
        read_document(path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("一、卫生\n" * 70_000, "larger than"), ("每次扣1分," * 5_000, "a line has more than")],
    ids=["too much", "a line without end"],
)
def test_text_that_is_no_policy_is_refused(text, reason):
    with pytest.raises(DocumentRefused, match=reason):
        read_text("a.txt", text)

"""Word files: printed numbers, merged cells, blanks; hostile ones are refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from banheng.schemes.drafting.reading import DocumentRefused, read_content
from banheng.schemes.drafting.reading.numbering import chinese, letters, roman

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = '<?xml version="1.0"?><w:document xmlns:w="{w}"><w:body>{inner}</w:body></w:document>'


def package(inner: str = "", *, body: str = BODY, extra: dict[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", body.format(w=W, inner=inner))
        for name, content in (extra or {}).items():
            made.writestr(name, content)
    return stream.getvalue()


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines_of(content: bytes) -> list[str]:
    return [line.passage.text for line in read_content("a.docx", content).lines]


def numbered(text: str, number: int, level: int) -> str:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_automatic_numbers_are_printed_as_word_prints_them():
    inner = "".join(
        [
            numbered("总则", 1, 0),
            numbered("内容", 1, 0),
            numbered("常规", 1, 1),
            numbered("升旗", 1, 2),
            numbered("早读", 1, 2),
            numbered("环境", 1, 1),
            numbered("保洁", 1, 2),
            numbered("又从一起", 2, 2),
            numbered("圆点", 1, 3),
        ]
    )

    assert lines_of(package(inner, extra={"word/numbering.xml": NUMBERING.encode()})) == [
        "一、总则", "二、内容", "(一)常规", "1.升旗", "2.早读", "(二)环境", "1.保洁", "1.又从一起", "圆点",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十")],
)
def test_chinese_numbers(number, written):
    assert chinese(number) == written


def test_letters_and_roman_numbers():
    assert [letters(1), letters(26), letters(27)] == ["a", "z", "aa"]
    assert [roman(4), roman(9), roman(14)] == ["iv", "ix", "xiv"]


def test_merged_cells_leave_empty_ones_where_they_reach():
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate([["项目", "指标", "分值"], ["常规", "升旗", "5"], ["", "早读", "10"]]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))

    rows = [[cell.text for cell in line.cells] for line in read_content("a.docx", saved(document)).lines]

    assert rows == [["项目", "指标", "分值"], ["常规", "升旗", "5"], ["", "早读", "10"]]


def test_underlined_spaces_are_a_blank():
    document = docx.Document()
    paragraph = document.add_paragraph("加分最高")
    paragraph.add_run("    ").underline = True
    paragraph.add_run("分。")

    assert lines_of(saved(document)) == ["加分最高____分。"]


def test_deleted_and_hidden_text_is_not_read():
    inner = (
        "<w:p><w:r><w:t>每次扣</w:t></w:r><w:del><w:r><w:t>5</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>2</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
        "<w:r><w:t>分</w:t></w:r></w:p>"
    )

    assert lines_of(package(inner)) == ["每次扣2分"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(DocumentRefused, match="unpacks to too much"):
        read_content("a.docx", package(extra={"word/media/image1.png": b"\0" * 20_000_000}))


def test_a_body_that_lies_about_its_size_is_not_unpacked(monkeypatch):
    content = package("<w:p/>" * 400_000)
    monkeypatch.setattr("banheng.schemes.drafting.reading.word.GREATEST_PART", 1_000_000)

    with pytest.raises(DocumentRefused, match="too much"):
        read_content("a.docx", content)


@pytest.mark.parametrize(
    "body",
    [
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{w}">{inner}&a;</w:document>',
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="{w}">{inner}&b;</w:document>',
        "<w:document>{inner}",
    ],
    ids=["outside file", "billion laughs", "not closed"],
)
def test_entities_and_broken_xml_are_refused(body):
    with pytest.raises(DocumentRefused, match="damaged"):
        read_content("a.docx", package(body=body))


@pytest.mark.parametrize(
    ("extra", "reason"),
    [({"word/vbaProject.bin": b"x"}, "macros"), ({f"word/{n}": b"" for n in range(5_001)}, "too many parts")],
    ids=["macros", "parts"],
)
def test_macros_and_masses_of_parts_are_refused(extra, reason):
    with pytest.raises(DocumentRefused, match=reason):
        read_content("a.docx", package(extra=extra))


def test_a_table_in_a_table_is_refused():
    cell = "<w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc>"

    with pytest.raises(DocumentRefused, match="table inside a table"):
        read_content("a.docx", package(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18], ids=["cut off", "empty"])
def test_a_damaged_package_is_refused(content):
    with pytest.raises(DocumentRefused):
        read_content("a.docx", content)


def test_every_cut_of_a_word_file_is_read_or_refused():
    document = docx.Document()
    document.add_paragraph("一、卫生（10分）")
    content = saved(document)

    for end in range(0, len(content), 997):
        try:
            read_content("a.docx", content[:end])
        except DocumentRefused:
            continue


def test_text_boxes_are_read_once(tmp_path: Path):
    document = docx.Document()
    run = document.add_paragraph("正文").add_run()
    box = OxmlElement("w:txbxContent")
    inner = OxmlElement("w:p")
    text_run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "框内"
    text_run.append(text)
    inner.append(text_run)
    box.append(inner)
    run._r.append(box)
    assert run._r.tag == qn("w:r")

    assert lines_of(saved(document)) == ["正文", "框内"]

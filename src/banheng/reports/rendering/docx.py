"""A document as DOCX, to be edited in Word or WPS."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from banheng.core.wording import Language
from banheng.reports.rendering.columns import column_widths
from banheng.reports.rendering.document import (
    Align,
    Block,
    Chart,
    Document,
    Heading,
    Layout,
    PageBreak,
    Paragraph,
    QrCode,
    Signatures,
    Table,
)
from banheng.reports.rendering.fonts import WORD_LATIN, WORD_SANS, WORD_SERIF
from banheng.reports.rendering.pictures import chart_png, qr_png
from banheng.reports.rendering.words import PAGE_AFTER, PAGE_BEFORE, PAGE_BETWEEN, SIGN_HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.shared import Length
    from docx.table import _Row
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

    from banheng.spreadsheets.result_report import Cell

A4 = (Mm(210), Mm(297))
MARGIN, CERTIFICATE_MARGIN = Mm(22), Mm(40)
ALIGNED = {
    Align.TEXT: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.START: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.END: WD_ALIGN_PARAGRAPH.RIGHT,
}
_BLACK = RGBColor(0, 0, 0)
_SIGNATURE = "_" * 14
_WIDE_TABLE = 84
"""In Latin letters: a table beyond is set in small letters."""


def render_docx(document: Document) -> bytes:
    """Write a document as it will be edited: styles, real tables and fields, nothing drawn."""
    word = docx.Document()
    word.core_properties.title = document.title
    word.core_properties.author = word.core_properties.comments = ""
    is_certificate = document.layout is Layout.CERTIFICATE
    _set_styles(word, document)
    _set_paper(word, document)
    word.add_paragraph(document.title, style="Title")
    if document.subtitle:
        word.add_paragraph(document.subtitle, style="Subtitle")
    for block in document.blocks:
        _write(word, block, document)
    if not is_certificate:
        _number_pages(word, document.language)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _set_styles(word: WordDocument, document: Document) -> None:
    is_certificate = document.layout is Layout.CERTIFICATE
    _set_font(word.styles["Normal"], WORD_SERIF, 20 if is_certificate else 11)
    _set_font(word.styles["Title"], WORD_SANS, 44 if is_certificate else 18, bold=True)
    _set_font(word.styles["Subtitle"], WORD_SERIF, 18 if is_certificate else 11)
    _set_font(word.styles["Heading 1"], WORD_SANS, 13, bold=True)
    _set_font(word.styles["Heading 2"], WORD_SANS, 11.5)
    for name in ("Title", "Subtitle"):
        lines = word.styles[name].paragraph_format
        lines.alignment, lines.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(40 if is_certificate else 8)
        for border in word.styles[name].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
    word.styles["Normal"].paragraph_format.line_spacing = 1.4
    word.styles["Normal"].paragraph_format.space_after = Pt(0)
    language = "zh-CN" if document.language is Language.ZH_HANS else "en-GB"
    for known in word.styles.element.iter(qn("w:lang")):
        known.set(qn("w:eastAsia"), "zh-CN")
        known.set(qn("w:val"), language)


def _set_font(style: Any, family: str, size: float, *, bold: bool = False) -> None:
    """Name the family for Chinese and for Latin letters; themes, which would win over names, are taken out."""
    style.font.name, style.font.size = WORD_LATIN, Pt(size)
    style.font.bold, style.font.italic, style.font.color.rgb = bold, False, _BLACK
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.lower().endswith("theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), family)


def _set_paper(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    short, long = A4
    section.page_width, section.page_height = (short, long) if document.is_upright else (long, short)
    section.orientation = WD_ORIENT.PORTRAIT if document.is_upright else WD_ORIENT.LANDSCAPE
    margin = CERTIFICATE_MARGIN if document.layout is Layout.CERTIFICATE else MARGIN
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin
    if document.layout is Layout.CERTIFICATE:
        # Word wants these two in this order, before whatever says how columns run
        columns = section._sectPr.find(qn("w:cols"))  # noqa: SLF001 - python-docx has no word for page frames
        columns.addprevious(_frame())
        columns.addnext(_element("w:vAlign", val="center"))


def _frame() -> Any:
    frame = OxmlElement("w:pgBorders")
    frame.set(qn("w:offsetFrom"), "page")
    for side in ("top", "left", "bottom", "right"):
        frame.append(_element(f"w:{side}", val="thinThickSmallGap", sz="24", space="24", color="A52A2A"))
    return frame


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _number_pages(word: WordDocument, language: Language) -> None:
    line = word.sections[0].footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run(PAGE_BEFORE.say(language))
    _add_field(line, "PAGE")
    line.add_run(PAGE_BETWEEN.say(language))
    _add_field(line, "NUMPAGES")
    line.add_run(PAGE_AFTER.say(language))
    for run in line.runs:
        run.font.size = Pt(9)


def _add_field(line: WordParagraph, what: str) -> None:
    """Add a figure that the text processor keeps up to date."""
    for part in ("begin", what, "end"):
        run = line.add_run()
        if part == what:
            instruction = OxmlElement("w:instrText")
            instruction.text = what
            run._r.append(instruction)  # noqa: SLF001 - python-docx has no word for fields
        else:
            run._r.append(_element("w:fldChar", fldCharType=part))  # noqa: SLF001 - as above


def _write(word: WordDocument, block: Block, document: Document) -> None:
    match block:
        case Heading(text, level):
            word.add_heading(text, level)
        case Paragraph(text, align):
            _write_paragraph(word, text, align, document.language)
        case Table():
            _write_table(word, block, document)
        case Chart():
            _write_chart(word, block, document)
        case Signatures(signers):
            line = word.add_paragraph()
            line.paragraph_format.space_before = Pt(24)
            named = (SIGN_HERE.say(document.language, signer=signer) + _SIGNATURE for signer in signers)
            line.add_run("　".join(named))
        case QrCode(_, caption):
            line = word.add_paragraph()
            line.paragraph_format.keep_with_next = True
            line.add_run().add_picture(io.BytesIO(qr_png(block)), width=Mm(30))
            word.add_paragraph(caption).runs[0].font.size = Pt(9)
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_paragraph(word: WordDocument, text: str, align: Align, language: Language) -> None:
    line = word.add_paragraph(text)
    line.alignment = ALIGNED[align]
    if align is Align.TEXT and language is Language.ZH_HANS:
        # in points for programs that know no better, and in characters, which another size does not spoil
        line.paragraph_format.first_line_indent = 2 * word.styles["Normal"].font.size
        for indent in line._p.iter(qn("w:ind")):  # noqa: SLF001 - python-docx has no word for characters
            indent.set(qn("w:firstLineChars"), "200")


def _write_chart(word: WordDocument, chart: Chart, document: Document) -> None:
    line = word.add_paragraph()
    line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    line.add_run().add_picture(io.BytesIO(chart_png(chart)), width=Mm(160))
    _write_table(word, chart.table, document)


def _write_table(word: WordDocument, table: Table, document: Document) -> None:
    if table.title:
        title = word.add_paragraph()
        title.alignment, title.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        _set_run(title.add_run(table.title), 10.5, bold=True)
    widths = column_widths(table, document)
    size = 8 if sum(widths) > _WIDE_TABLE else 10
    drawn = word.add_table(1 + len(table.rows), len(table.header), style="Table Grid")
    drawn.autofit = False
    room = A4[0 if document.is_upright else 1] - 2 * MARGIN
    lengths = [Emu(room * width // sum(widths)) for width in widths]
    for column, length in zip(drawn.columns, lengths, strict=True):
        column.width = length
    sides = [Align.END if figures else Align.START for figures in table.figures]
    for number, (row, cells) in enumerate(zip(drawn.rows, [table.header, *table.rows], strict=True)):
        is_head, is_last = number == 0, number == len(table.rows)
        _write_row(row, cells, lengths, [Align.CENTRE] * len(sides) if is_head else sides)
        for line in (line for cell in row.cells for line in cell.paragraphs):
            _set_run(line.runs[0], size, bold=is_head or (table.has_sum and is_last))
            line.paragraph_format.keep_with_next = is_head or (table.is_short and not is_last)
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for what follows
        properties.append(OxmlElement("w:cantSplit"))
        if is_head:
            properties.append(OxmlElement("w:tblHeader"))
    word.add_paragraph()


def _write_row(row: _Row, cells: Sequence[Cell], lengths: Sequence[Length], sides: Sequence[Align]) -> None:
    for drawn, cell, length, side in zip(row.cells, cells, lengths, sides, strict=True):
        drawn.width, drawn.vertical_alignment = length, WD_ALIGN_VERTICAL.CENTER
        line = drawn.paragraphs[0]
        line.alignment, line.paragraph_format.line_spacing = ALIGNED[side], 1.1
        line.add_run(str(cell))


def _set_run(run: Run, size: float, *, bold: bool) -> None:
    run.font.size, run.font.bold = Pt(size), bold
    if bold:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), WORD_SANS)  # noqa: SLF001 - as above

from datetime import date, datetime

import pytest
import xlsxwriter

from banheng.core.errors import InputRefused
from banheng.core.wording import Language
from banheng.spreadsheets import tables
from banheng.spreadsheets.headers import EVIDENCE_COLUMNS, ROSTER_COLUMNS
from banheng.spreadsheets.tables import read_table
from banheng.spreadsheets.workbook_rows import cell_text


def cells(path, columns=EVIDENCE_COLUMNS):
    """The filled cells of each row with its number."""
    frames = [batch.frame for batch in read_table(path, columns).batches]
    return [
        {name: cell for name, cell in row.items() if cell != ""}
        for frame in frames
        for row in frame.iter_rows(named=True)
    ]


def refusal_of(path, columns=EVIDENCE_COLUMNS):
    with pytest.raises(InputRefused) as refusal:
        cells(path, columns)
    return refusal.value.findings


def workbook(path, **sheets):
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_is_read_in_every_usual_encoding_and_separation(write, encoding, separator):
    path = write(
        separator.join(["日期", "考核项"]), separator.join(["2026-10-08", "卫生"]), encoding=encoding
    )

    assert cells(path) == [{"date": "2026-10-08", "item": "卫生", "row": 2}]


@pytest.mark.parametrize(
    "header",
    [
        "date,item",
        "日期,考核项",
        " Date ,ITEM",
        "日　期,考核项*",
        "日期（必填）,考 核 项",
        "ｄａｔｅ,ｉｔｅｍ",
    ],
)
def test_headers_are_known_in_both_languages_however_they_are_spaced(write, header):
    assert cells(write(header, "10-08,卫生")) == [{"date": "10-08", "item": "卫生", "row": 2}]


def test_rows_keep_their_numbers_past_a_title_and_empty_rows(write):
    path = write("十月检查记录", "", "日期,考核项", "10-08,卫生", ",", "", "10-09,纪律")

    assert [row["row"] for row in cells(path)] == [4, 7]


def test_quoted_text_may_hold_commas_and_line_breaks(write):
    path = write("date,item,note", '10-08,卫生,"走廊,楼梯\n共 2 处"', "10-09,纪律,")

    assert [(row["row"], row.get("note")) for row in cells(path)] == [(2, "走廊,楼梯\n共 2 处"), (3, None)]


def test_short_rows_are_filled_up_and_batches_joined(write, monkeypatch):
    monkeypatch.setattr(tables, "BATCH_ROWS", 2)
    path = write("date,item,note", *["10-08,卫生"] * 5)

    assert [row["row"] for row in cells(path)] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (3.0, "3"),
        (-2.5, "-2.5"),
        (1e15, "1000000000000000"),
        (0.0001, "0.0001"),
        (46303.0, "46303"),
        (7, "7"),
        (True, "TRUE"),
        (date(2026, 10, 8), "2026-10-08"),
        (datetime(2026, 10, 8), "2026-10-08"),  # noqa: DTZ001 - a cell has no time zone
        (datetime(2026, 10, 8, 8, 30), "2026-10-08 08:30:00"),  # noqa: DTZ001 - as above
    ],
)
def test_a_cell_is_written_as_a_person_would(cell, text):
    assert cell_text(cell) == text


def test_a_workbook_gives_its_first_sheet_with_the_right_headers(tmp_path):
    path = workbook(
        tmp_path / "检查.xlsx",
        说明=[["怎样填写"], ["日期", "随便写"]],
        记录=[["十月检查记录"], ["日期", "考核项", "数量"], [], [date(2026, 10, 8), "卫生", 0.1]],
    )

    assert cells(path) == [{"date": "2026-10-08", "item": "卫生", "quantity": "0.1", "row": 4}]


def test_a_workbook_is_known_by_what_it_holds_not_by_its_name(tmp_path):
    path = workbook(tmp_path / "导出.xls", 记录=[["日期", "考核项"], [date(2026, 10, 8), "卫生"]])

    assert cells(path) == [{"date": "2026-10-08", "item": "卫生", "row": 2}]


def test_remarks_beside_the_table_of_a_workbook_are_no_fault(tmp_path):
    path = workbook(tmp_path / "a.xlsx", 记录=[["日期", "考核项"], [date(2026, 10, 8), "卫生", "", "已核对"]])

    table = read_table(path, EVIDENCE_COLUMNS)

    assert [batch.findings for batch in table.batches] == [[]]


FILES = {
    "missing": (None, "input.E001"),
    "empty": (b"", "input.E002"),
    "blank": (b"\n\n , \n", "input.E002"),
    "no header": ("三年级2班,卫生,10-08".encode(), "input.E003"),
    "column missing": (b"date,class\n", "input.E004"),
    "unknown header": ("日期,考核像,考核项\n".encode(), "input.E005"),
    "the same header twice": ("date,item,日期\n".encode(), "input.E006"),
    "no known encoding": (b"date,item\n10-08,\xff\xff\xff\n", "input.E007"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "input.E008"),
    "a PDF": (b"%PDF-1.7 and so on", "input.E008"),
    "a broken workbook": (b"PK\x03\x04 and no more", "input.E008"),
    "a password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "input.E009"),
    "quotes that do not close": (b'date,item\n10-08,"a\n10-09,b\n', "input.E010"),
    "the old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "input.E011"),
}


@pytest.mark.parametrize(("content", "check"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(tmp_path, content, check):
    path = tmp_path / "evidence.csv"
    if content is not None:
        path.write_bytes(content)

    (finding,) = refusal_of(path)

    assert finding.id == check
    assert finding.place.file == str(path)
    assert finding.say(Language.ZH_HANS) != finding.say(Language.EN)


def test_a_folder_in_place_of_a_file_is_refused(tmp_path):
    assert [finding.id for finding in refusal_of(tmp_path)] == ["input.E001"]


def test_all_faults_of_a_header_are_listed_with_the_nearest_right_ones(write):
    findings = refusal_of(write("班集,起始日,学段", "301,,"), ROSTER_COLUMNS)

    said = [finding.say(Language.ZH_HANS) for finding in findings]
    assert "不认识的表头“班集”。请改正或删去这一列。是否应为“班级”？" in said
    assert "不认识的表头“起始日”。请改正或删去这一列。是否应为“起始日期”？" in said
    assert {finding.place.line for finding in findings} == {1}


def test_a_broken_quote_is_reported_with_its_row(write):
    (finding,) = refusal_of(write("date,item", "10-08,卫生", '10-09,"卫"生'))

    assert finding.place.line == 3

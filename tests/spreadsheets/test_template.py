import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from banheng.core.calendar import SchoolCalendar
from banheng.core.periods import parse_period
from banheng.schemes.loading import load_scheme
from banheng.spreadsheets.dictionary import headings_of
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.instructions import instructions
from banheng.spreadsheets.roster_file import read_roster
from banheng.spreadsheets.template import write_template

LIBRARY = sorted((Path(__file__).parents[2] / "src/banheng/schemes/library").glob("*/scheme.yaml"))


@pytest.fixture
def template(scheme, postings, tmp_path):
    path = tmp_path / "模板.xlsx"
    write_template(scheme, postings, path)
    return path


def sheet(path, name):
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def lists(path):
    """The columns of the dictionary by their titles."""
    return {
        column[0]: [word for word in column[1:] if word] for column in zip(*sheet(path, "字典"), strict=True)
    }


def fill_in(template, path, rows):
    """Write the header of the template and rows below it, as somebody does who fills it in."""
    header = sheet(template, "考核记录")[0]
    names = [text.rstrip("*") for text in header]
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        filled = book.add_worksheet("考核记录")
        filled.write_row(0, 0, header)
        for number, row in enumerate(rows, start=1):
            filled.write_row(number, 0, [row.get(name, "") for name in names])
    return path


def test_the_sheets_stand_in_the_order_of_work(template):
    assert CalamineWorkbook.from_path(template).sheet_names == ["考核记录", "花名册", "字典", "填写说明"]


def test_an_empty_template_is_a_file_without_records(template, read):
    assert [finding.id for finding in read(template).findings] == ["input.W068"]


def test_its_roster_is_the_roster_it_was_written_with(template, postings):
    assert read_roster(template) == postings


@pytest.mark.parametrize(
    "path", [Path(__file__).parent / "scheme.yaml", *LIBRARY], ids=lambda path: path.parent.name
)
def test_every_choice_of_the_lists_can_be_read(path, postings, tmp_path):
    scheme = load_scheme(path).scheme
    template = tmp_path / "模板.xlsx"
    write_template(scheme, postings, template)
    words = lists(template)
    events = set(zip(words["事件所属考核项"], words["可选事件"], strict=True))
    levels = set(zip(words["等级所属考核项"], words["可选等级"], strict=True))
    rows, expected = [], []
    for heading, item in zip(headings_of(scheme), words["全部考核项"], strict=True):
        for entry in heading.entries:
            value = "" if not entry.needs_value else 1 if entry.least is None else entry.least // 10_000
            row = {
                "日期": date(2026, 10, 8),
                "班级": "三年级2班",
                "考核项": item,
                "事件": next(
                    (w for i, w in events if i == item and w in (entry.event, entry.event_name)), ""
                ),
                "等级": next(
                    (w for i, w in levels if i == item and w in (entry.level, entry.level_name)), ""
                ),
                "项目": "运动会",
                "数量": 1.0,
                "数值": value,
                "记录人": "张",
                "备注": "",
            }
            rows.append(row | ({"备注": "理由"} if heading.code == "decision" else {}))
            expected.append((heading.code, entry.event, entry.level))

    filled = fill_in(template, tmp_path / "记录.xlsx", rows)
    result = read_evidence([filled], scheme, postings, parse_period("2026-10"), SchoolCalendar())

    assert result.evidence.select("item", "event", "level").rows() == expected
    assert result.findings == []


def test_lists_offer_names_and_codes_where_names_are_shared(template):
    words = lists(template)

    assert words["全部班级"] == ["三年级1班", "三年级2班", "三年级3班", "401", "402", "五年级1班"]
    assert words["全部考核项"][:3] == ["教室卫生", "竞赛", "活动"]
    assert {"note_a", "note_b"} < set(words["全部考核项"])


def test_the_lists_of_events_and_levels_follow_the_item(template):
    with zipfile.ZipFile(template) as book:
        records = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<formula1>'字典'!$A$2:$A$7</formula1>" in records
    assert "OFFSET('字典'!$D$1,MATCH($C2,'字典'!$C:$C,0)-1,0,COUNTIF('字典'!$C:$C,$C2),1)" in records
    assert "OFFSET('字典'!$F$1,MATCH($C2,'字典'!$E:$E,0)-1,0,COUNTIF('字典'!$E:$E,$C2),1)" in records


def test_the_instructions_name_price_and_meaning_of_no_record(scheme):
    lines = {
        (line.item, line.event, line.level): (line.worth, line.no_record) for line in instructions(scheme)
    }

    assert lines["教室卫生", "地面不洁", ""] == ("每处 -0.2", "无记录：按起始分")
    assert lines["", "值日缺岗", ""] == ("每人次 -1", "")
    assert lines["", "获奖", "county"] == ("每次 +2", "")
    assert lines["活动", "组织活动", ""][0] == "每次 +1 至 +3，酌情；填数值"
    assert lines["黑板报", "", ""] == ("填数值（0 至 10）", "无记录：不计入满分")
    assert lines["课间秩序", "", "A"] == ("10 分", "无记录：满分")
    assert lines["安全事故", "", ""] == ("一票否决", "")
    assert lines["值班费", "夜间值班", ""] == ("每次 20.00 元", "")
    assert lines["系数", "", "A"] == ("120%", "")


def test_without_a_roster_the_classes_are_left_open(scheme, tmp_path):
    write_template(scheme, None, tmp_path / "模板.xlsx")

    assert lists(tmp_path / "模板.xlsx")["全部班级"] == []


def test_what_is_counted_in_places_or_times_takes_whole_numbers_only(template):
    words = lists(template)
    with zipfile.ZipFile(template) as book:
        records = book.read("xl/worksheets/sheet1.xml").decode()

    assert ("教室卫生", "地面不洁") in zip(words["按整数计的考核项"], words["按整数计的事件"], strict=True)
    assert "OR($G2=INT($G2),COUNTIFS('字典'!$G:$G,$C2,'字典'!$H:$H,$D2)=0)" in records


def test_values_are_plain_numbers_and_the_instructions_say_so(template):
    with zipfile.ZipFile(template) as book:
        styles = book.read("xl/styles.xml").decode()

    assert 'formatCode="0.00##"' in styles
    assert any("97.5% 填 97.5" in str(row[0]) for row in sheet(template, "填写说明"))

"""Structure from markers, damaged ones too; tables; several documents in one file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.schemes.drafting.outline import read_outline, split_schemes
from banheng.schemes.drafting.reading import read_text


def paths_of(text: str) -> list[str]:
    return [section.path for section in read_outline(read_text("a.txt", text)).all() if section.marker]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("一、甲\n(一)乙\n1.丙\n(1)丁\n①戊", ["一", "一/(一)", "一/(一)/1", "一/(一)/1/(1)", "一/(一)/1/(1)/①"]),
        ("第一章 总则\n第一条 甲\n第二章 内容\n第二条 乙\n（一）丙", ["第一章", "第一章/第一条", "第二章", "第二章/第二条", "第二章/第二条/(一)"]),
        ("一、甲\n1、乙\n2、丙\n二、丁\n1、戊", ["一", "一/1", "一/2", "二", "二/1"]),
        ("1. 甲\n1.1 乙\n1.2 丙\n2. 丁\n2.1 戊", ["1", "1/1.1", "1/1.2", "2", "2/2.1"]),
        ("一、甲\n第一条 乙\n第二条 丙\n二、丁\n第三条 戊", ["一", "一/第一条", "一/第二条", "二", "二/第三条"]),
        ("㈠甲\n⒈乙\n⑴丙", ["(一)", "(一)/1", "(一)/1/(1)"]),
        ("1．甲\n2．乙", ["1", "2"]),
        ("1)甲\n2)乙", ["(1)", "(2)"]),
        ("(第一章总则)\n第一条:甲", ["第一章", "第一章/第一条"]),
        ("A.甲\nB.乙", ["A", "B"]),
    ],
)  # fmt: skip
def test_paths_join_the_markers_from_outside_to_inside(text, paths):
    assert paths_of(text) == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("一、目的甲乙丙。二、原则1.公平。2.公开。三、附则", ["一", "二", "二/1", "二/2", "三"]),
        ("第一章总则为了考核。第二章指标1. 管理1.1 建档(5分)1.2 班会(10分)2. 指导2.1 督促(5分)", ["第一章", "第二章", "第二章/1", "第二章/1/1.1", "第二章/1/1.2", "第二章/2", "第二章/2/2.1"]),
        ("四、标准(一)常规考核(100分)1、计划(3分)。按时得2分。\n2、班会(10分)。", ["四", "四/(一)", "四/(一)/1", "四/(一)/2"]),
        ("1.甲;2.乙;4.丙少了三", ["1", "2", "4"]),
    ],
)  # fmt: skip
def test_markers_inside_a_line_are_found_where_the_count_goes_on(text, paths):
    assert paths_of(text) == paths


@pytest.mark.parametrize(
    "text",
    [
        "1、市级一、二、三等奖每项分别加3、2、1分",
        "1、初一、初二年级每周1次",
        "1、按第五条、第六条办理",
        "1、每次扣0.5分,每月1.5分",
        "1、统一、规范着装",
        "1、第1、2节迟到扣1分",
    ],
)
def test_numbers_inside_sentences_are_no_markers(text):
    assert paths_of(text) == ["1"]


def test_a_count_that_starts_again_behind_a_heading_belongs_to_it():
    root = read_outline(read_text("a.txt", "四、考核\n1、甲\n2、乙\n评优办法:\n1、丙\n2、丁"))

    heading = next(section for section in root.all() if section.kind == "heading")
    assert [child.text for child in heading.children] == ["丙", "丁"]


def test_rows_are_numbered_by_their_place_unless_a_number_is_printed():
    by_place = "一、标准\n| 指标 | 分值 | 标准 |\n| 卫生 | 30 | 每次扣1分 |\n| 纪律 | 20 | 每次扣2分 |"
    printed = "一、标准\n| 序号 | 项目 | 分值 |\n| 3 | 卫生 | 30 |\n| 4 | 纪律 | 20 |"

    assert paths_of(by_place) == ["一", "一/1", "一/2"]
    assert paths_of(printed) == ["一", "一/3", "一/4"]


def test_a_row_without_a_name_goes_on_with_the_one_above():
    text = "一、标准\n| 指标 | 分值 | 标准 |\n| 卫生 | 30 | 地面每次扣1分 |\n|  |  | 桌椅每次扣2分 |"
    root = read_outline(read_text("a.txt", text))

    rows = [section for section in root.all() if section.kind == "row"]
    assert [row.columns["text"].text for row in rows] == ["地面每次扣1分。桌椅每次扣2分"]


def test_rows_of_a_merged_cell_stand_in_a_group():
    text = "一、标准\n| 项目 | 指标 | 分值 | 标准 |\n| 一、常规 | 升旗 | 5 | 缺席扣1分 |\n|  | 早读 | 5 | 迟到扣1分 |"
    root = read_outline(read_text("a.txt", text))

    group = next(section for section in root.all() if section.kind == "row_group")
    assert group.path == "一/一"
    assert [child.columns["label"].text for child in group.children] == ["升旗", "早读"]


def test_several_documents_in_one_file_are_told_apart():
    text = (
        "甲小学班主任考核方案\n一、目的\n1、甲\n二、内容\n1、乙\n"
        "乙中学班主任津贴发放办法\n一、标准\n1、丙\n二、附则"
    )
    parts = split_schemes(read_text("a.txt", text))

    assert [part.lines[0].passage.text for part in parts] == [
        "甲小学班主任考核方案",
        "乙中学班主任津贴发放办法",
    ]


def test_a_heading_inside_a_document_does_not_split_it():
    text = "甲小学班主任考核方案\n一、目的\n1、甲\n班主任评选办法:\n1、乙\n2、丙\n二、附则"

    assert len(split_schemes(read_text("a.txt", text))) == 1


@given(st.text(alphabet="一二三四五、.()第章条分扣10每次①A|\n 卫生。;:", max_size=300))
def test_no_line_is_lost_and_nothing_crashes(text):
    document = read_text("a.txt", text)
    for part in split_schemes(document):
        spans = [section.span for section in read_outline(part).all()]
        for line in part.lines:
            span = line.passage.span()
            assert any(each.start < span.end and span.start < each.end for each in spans)


@pytest.mark.parametrize("piece", ["(1)", "一、甲", "1.甲", "一", "_", "(", "①"])
def test_a_line_full_of_markers_is_read(piece):
    read_outline(read_text("a.txt", piece * 4_000))

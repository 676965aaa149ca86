"""Whole documents: which clauses score, under what, and how every clause ends."""

from __future__ import annotations

import io
import os
from pathlib import Path

import docx
import pytest
from benchmarks.drafting import SAMPLES, measure
from hypothesis import given
from hypothesis import strategies as st

from banheng.schemes.drafting.defects import find_defects
from banheng.schemes.drafting.drafting import FATES, draft
from banheng.schemes.drafting.outline import split_schemes
from banheng.schemes.drafting.reading import read_content, read_document, read_text
from banheng.schemes.drafting.report import as_json, report_on


def report_of(text: str) -> dict:
    made = draft(read_text("a.txt", text))
    return as_json(report_on(made, find_defects(made)))


def items_of(text: str) -> list[tuple]:
    return [(item["path"], item["label"], item["points"]) for item in report_of(text)["items"]]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_samples_give_their_gold_structure(path):
    counts = measure(path)

    assert counts.items == counts.items_found == counts.items_right == counts.label_and_points
    assert counts.mechanisms == counts.items
    assert counts.figures == counts.figures_right == counts.figures_found
    assert counts.defects == counts.defects_found == counts.defects_right
    assert (counts.heads, counts.indicators) == (counts.heads_right, counts.indicators_right)
    assert not counts.decoys_reported


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "一、常规(60分)\n1、卫生(30分)\n(1)地面不洁每次扣1分;\n(2)桌椅不齐每次扣0.5分。\n2、纪律(30分)。吵闹每次扣1分。",
            [("一/1", "卫生", 30), ("一/2", "纪律", 30)],
        ),
        (
            "一、卫生(60分)\n1、地面不洁,每次扣1分。\n2、桌椅不齐,每次扣0.5分。\n二、纪律(40分)\n1、吵闹,每次扣1分。\n2、打架,每起扣5分。",
            [("一/1", "地面不洁", None), ("一/2", "桌椅不齐", None), ("二/1", "吵闹", None), ("二/2", "打架", None)],
        ),
        (
            "一、内容(100分)\n1、黑板报(20分)\n(1)一等奖得20分;\n(2)二等奖得15分。\n2、卫生(80分)。不洁每次扣1分。",
            [("一/1", "黑板报", 20), ("一/2", "卫生", 80)],
        ),
        (
            "一、内容\n| 项目 | 分值 | 评分标准 |\n| 卫生 | 60 | 不洁每次扣1分 |\n| 纪律 | 40 | 吵闹每次扣1分 |",
            [("一/1", "卫生", 60), ("一/2", "纪律", 40)],
        ),
        ("一、卫生(50分)。不洁每次扣1分。\n二、总分90分以上为优秀。\n三、优秀奖励500元。", [("一", "卫生", 50)]),
        ("一、加分\n1、被评为“文明班级”的,每次加2分。\n2、班主任在校内作专题讲座,每次加1分。", [("一/1", "文明班级", None), ("一/2", "专题讲座", None)]),
        ("一、常规(10分,每项5分)\n1、卫生:不洁每次扣1分。\n2、纪律:吵闹每次扣1分。", [("一/1", "卫生", 5), ("一/2", "纪律", 5)]),
        ("第一部分 常规(40分)\n一、出勤考核 40分\n1.缺席一次扣2分。\n2.迟到一次扣1分。\n第二部分 活动(60分)\n一、班会 60分。少一次扣5分,每月2次。", [("第一部分/一", "出勤考核", 40), ("第二部分/一", "班会", 60)]),
        ("一、常规\n| 序号 | 项目 | 标准 | 满分 |\n| 1 | 卫生 | 不洁每次扣1分 | 40 |\n| 合计 |  |  | 40 |\n附加分:\n1.获奖每次加2分。", [("一/1", "卫生", 40), ("一/附加分/1", "获奖", None)]),
    ],
    ids=[
        "rules of an item", "all deduct from one", "levels", "table", "grades and money", "names of awards",
        "each has so much", "points without brackets", "sums and headings without a marker",
    ],
)  # fmt: skip
def test_clauses_that_score(text, items):
    assert items_of(text) == items


def test_clauses_below_a_heading_with_points_share_them():
    report = report_of("一、卫生(60分)\n1、地面不洁,每次扣1分。\n2、桌椅不齐,每次扣0.5分。")

    assert [(each["path"], each["points"], each["mode"]) for each in report["indicators"]] == [
        ("一", 60, "shared_deduct")
    ]
    assert {item["params"]["from"] for item in report["items"]} == {"一"}


def test_weights_in_a_sentence_belong_to_the_headings_of_that_name():
    text = "一、总则\n考核由日常管理(60%)、活动(40%)两部分构成,各部分按百分制计分。\n二、日常管理\n1、卫生(100分)。不洁每次扣1分。\n三、活动\n1、班会(100分)。每少1次扣5分,每月4次。"
    report = report_of(text)

    assert [(each["path"], each["weight"], each["points"]) for each in report["indicators"]] == [
        ("二", 0.6, 100),
        ("三", 0.4, 100),
    ]
    assert (report["total_mode"], report["stated_total"], report["computed_total"]) == ("weighted", 100, 100)


def test_weights_that_are_listed_in_the_order_of_their_parts():
    text = "一、总则\n考核由日常管理、活动两部分组成,权重分别为60%、40%。\n二、日常管理\n1、卫生(100分)。不洁每次扣1分。\n三、活动\n1、班会(100分)。每少1次扣5分,每月4次。"

    assert [(each["path"], each["weight"]) for each in report_of(text)["indicators"]] == [
        ("二", 0.6),
        ("三", 0.4),
    ]


def test_weights_in_a_formula_belong_to_the_headings_of_that_name():
    text = "一、总分=常规分×60%+活动得分×0.4。\n二、常规\n1、卫生(100分)。不洁每次扣1分。\n三、活动\n1、班会(100分)。不开扣5分。"

    assert [(each["path"], each["weight"]) for each in report_of(text)["indicators"]] == [
        ("二", 0.6),
        ("三", 0.4),
    ]


def test_a_clause_that_is_a_weighted_part_itself_is_indicator_and_item():
    text = "一、总则\n常规占60%,测评占40%,各部分按百分制计分。\n二、常规(100分)\n1、卫生(100分)。不洁每次扣1分。\n三、测评(100分)。由科任教师打分。"
    report = report_of(text)

    assert [(each["path"], each["weight"]) for each in report["indicators"]] == [("二", 0.6), ("三", 0.4)]
    assert report["computed_total"] == 100


def test_shares_of_grades_are_no_weights_of_parts():
    text = "一、常规占60%,测评占40%。\n二、常规\n1、卫生(100分)。不洁每次扣1分。\n三、测评\n1、评议(100分)。由教师打分。\n四、奖励办法\n一等占30%,二等占70%。"
    report = report_of(text)

    assert (report["computed_total"], report["planted_defects"]) == (100, [])


def test_prices_in_a_list_belong_to_the_item_that_names_the_list():
    text = "一、常规\n1、一日常规(60分):按一日常规检查标准扣分,扣完为止。\n2、班会(40分)。不开每次扣5分。\n二、一日常规检查标准\n1、早读无人,每次扣2分。\n2、地面不洁,每处扣0.5分。"
    report = report_of(text)

    assert [(each["path"], each["role"]) for each in report["indicators"]] == [("二", "daily_check")]
    assert [(each["path"], each["role"], each["params"]["from"]) for each in report["items"][2:]] == [
        ("二/1", "daily_check", "一/1"),
        ("二/2", "daily_check", "一/1"),
    ]
    assert report["computed_total"] == 100


@pytest.mark.parametrize(("words", "to"), [("百分制", 100), ("60分", 60), ("满分60分", 60)])
def test_a_total_that_is_put_on_another_scale(words, to):
    report = report_of(f"一、卫生(150分)。不洁每次扣1分。\n二、总分折算为{words}。")

    assert (report["stated_total"], report["computed_total"], report["convert"]) == (
        None,
        150,
        {"to": to, "path": "二"},
    )


@pytest.mark.parametrize(
    ("heading", "clause", "path"),
    [
        ("加分(上限8分)", "", "二"),
        ("加分", "3、上限8分。", "二/3"),
        ("加分", "3、以上两项合计每月最高加8分。", "二/3"),
        ("加分", "以上加分不得突破8分。", "二"),
        ("加分", "加分上限为8分。", "二"),
    ],
)
def test_caps_of_a_part_in_all_their_places(heading, clause, path):
    text = (
        f"一、卫生(100分)。不洁每次扣1分。\n二、{heading}\n1、获奖每次加2分。\n2、活动每次加1分。\n{clause}"
    )
    report = report_of(text)

    assert [(cap["path"], cap["scope"], cap["cap"]) for cap in report["caps"]] == [
        (path, ["二/1", "二/2"], 8)
    ]
    assert [item["path"] for item in report["items"]] == ["一", "二/1", "二/2"]


def test_pay_by_the_point_is_no_item():
    text = "一、津贴构成\n1、浮动部分满分100分,每分折合4元。\n二、卫生(100分)。不洁每次扣1分。"

    assert items_of(text) == [("二", "卫生", 100)]


def test_a_heading_over_vetoes_is_none_itself():
    text = "一、卫生(100分)。不洁每次扣1分。\n二、一票否决\n1、体罚学生的,当学期得分按50%计算。\n2、瞒报事故的,定为不合格。"

    assert [(veto["path"], veto["effect"]) for veto in report_of(text)["vetoes"]] == [
        ("二/1", "scale_score"),
        ("二/2", "grade_fixed"),
    ]


def test_words_above_a_list_of_vetoes_say_what_follows():
    text = "第一条 卫生(100分)。不洁每次扣1分。\n第二条 否决\n出现以下情形之一,当月评价记零分:\n1、体罚学生;\n2、造成伤害。"

    assert [(veto["path"], veto["events"], veto["effect"]) for veto in report_of(text)["vetoes"]] == [
        ("第二条", ["体罚学生", "造成伤害"], "score_zero")
    ]


def test_a_career_in_the_text_makes_no_vocational_school():
    assert report_of("班主任考核办法\n一、职业生涯指导(10分)。不开展扣5分。")["school_type"] is None


def test_grades_and_a_veto_in_one_clause_are_both_read():
    text = "一、卫生(100分)。不洁每次扣1分。\n二、考核结果\n得分前20%为优秀,其余为合格;发生安全事故的一票否决,直接定为不合格。"
    report = report_of(text)

    assert [grade["grade"] for grade in report["grades"]["rules"]] == ["优秀", "合格"]
    assert [(veto["effect"], veto["to"]) for veto in report["vetoes"]] == [("grade_fixed", "不合格")]


def test_a_conclusion_behind_a_list_belongs_to_the_whole_list():
    text = "一、卫生(100分)。不洁每次扣1分。\n二、一票否决\n(1)发生安全事故;\n(2)体罚学生。\n有上述情形之一的,当月考核计0分。"

    assert [(veto["path"], veto["events"]) for veto in report_of(text)["vetoes"]] == [
        ("二", ["安全事故", "体罚学生"])
    ]


def test_a_cap_stands_over_the_items_of_its_part():
    text = "一、卫生(100分)。不洁每次扣1分。\n二、加分\n1、获奖每次加2分。\n2、活动每次加1分。\n3、加分合计不超过8分。"
    report = report_of(text)

    assert [(cap["path"], cap["scope"], cap["cap"]) for cap in report["caps"]] == [
        ("二/3", ["二/1", "二/2"], 8)
    ]


def test_figures_of_the_report_point_to_their_digits():
    path = SAMPLES / "sample-01.txt"
    document = read_document(path)
    made = draft(document)
    report = as_json(report_on(made, []))

    for item in report["items"]:
        for way, span in item["spans"].items():
            value = item
            for step in way.split("/"):
                value = value[int(step)] if isinstance(value, list) else value[step]
            written = document.text[slice(*span)]
            if isinstance(value, int | float) and written.isascii():
                assert float(written) == value, (item["path"], way)


def test_every_clause_ends_as_something():
    report = report_of(
        "一、目的\n为了考核,制定本办法。\n二、职责\n班主任每周组织一次班会。\n三、卫生(10分)。不洁每次扣1分。\n四、酌情加分。"
    )

    assert {clause["ends_as"] for clause in report["clauses"]} <= set(FATES)
    assert {"scored_item", "duty", "principle"} <= {clause["ends_as"] for clause in report["clauses"]}


@given(st.text(alphabet="一二(1).、分扣加得每次元%优秀为|\n_9以上卫生“”附件", max_size=200))
def test_nothing_crashes(text):
    report_of(text)


def as_word(text: str) -> bytes:
    """Put a text into Word: table rows into tables, each other line into a paragraph."""
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, written in zip(row.cells, cells, strict=True):
                    cell.text = written
            rows = []
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_page(text: str) -> bytes:
    """Put a text into a page, in the same way."""
    lines = []
    for line in text.splitlines():
        cells = "".join(f"<td>{cell.strip()}</td>" for cell in line.strip("|").split("|"))
        lines.append(f"<table><tr>{cells}</tr></table>" if line.startswith("|") else f"<p>{line}</p>")
    return "\n".join(lines).replace("</table>\n<table>", "").encode()


@pytest.mark.parametrize(("name", "put"), [("a.docx", as_word), ("a.html", as_page)])
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_form_of_a_document_gives_the_same_draft(path, name, put):
    text = path.read_text(encoding="utf-8")
    made = draft(read_content(name, put(text)))

    assert without_places(report_on(made, find_defects(made))) == without_places(report_of_document(path))


def report_of_document(path: Path) -> dict:
    made = draft(read_document(path))
    return report_on(made, find_defects(made))


def without_places(value):
    if isinstance(value, dict):
        return {
            key: without_places(part) for key, part in value.items() if key not in {"span", "spans", "doc"}
        }
    return [without_places(part) for part in value] if isinstance(value, list) else value


SEED_ITEMS = {
    "000-E": ("000_62651505699d1efd.txt", 163, 165, [("第二章/1/1.1", 5), ("第二章/1/1.2", 10), ("第二章/1/1.3", 10), ("第二章/2/2.1", 10), ("第二章/2/2.2", 10), ("第二章/2/2.3", 5), ("第二章/3/3.1", 15), ("第二章/3/3.2", 15), ("第二章/4/4.1", 10), ("第二章/4/4.2", 10), ("第二章/5/5.1", 10), ("第二章/5/5.2", 10), ("第二章/6/6.1", 15), ("第二章/6/6.2", 10)]),
    "000-F": ("000_62651505699d1efd.txt", 167, 202, []),
    "000-G": ("000_62651505699d1efd.txt", 204, 236, [("四/(一)/1", 3), ("四/(一)/2", 10)]),
    "000-H": ("000_62651505699d1efd.txt", 238, 262, [("二/1/(1)", None), ("二/1/(2)", None), ("二/1/(3)", None), ("二/2/(1)", None), ("二/2/(2)", None), ("二/2/(3)", None), ("二/3/(1)", None), ("二/3/(2)", None)]),
    "000-J": ("000_62651505699d1efd.txt", 294, 314, [("五/(一)/3", None), ("五/(二)/1", None), ("五/(二)/2", None), ("五/(二)/3", None)]),
    "002-I": ("002_b2459cbf3235b0d3.txt", 319, 489, []),
}  # fmt: skip


@pytest.mark.skipif(
    "BANHENG_SEEDS" not in os.environ, reason="BANHENG_SEEDS names no directory of real documents"
)
@pytest.mark.parametrize("article", SEED_ITEMS)
def test_scored_items_of_real_articles(article):
    name, first, last, items = SEED_ITEMS[article]
    text = (Path(os.environ["BANHENG_SEEDS"]) / name).read_text(encoding="utf-8")

    report = report_of("\n".join(text.split("\n")[first - 1 : last]))

    assert [(item["path"], item["points"]) for item in report["items"]] == items


@pytest.mark.skipif(
    "BANHENG_SEEDS" not in os.environ, reason="BANHENG_SEEDS names no directory of real documents"
)
def test_weights_and_money_of_real_articles():
    text = (
        (Path(os.environ["BANHENG_SEEDS"]) / "000_62651505699d1efd.txt")
        .read_text(encoding="utf-8")
        .split("\n")
    )
    weighted = report_of("\n".join(text[237:262]))
    paid = report_of("\n".join(text[166:202]))

    assert [each["weight"] for each in weighted["indicators"]] == [
        0.15,
        0.2,
        0.15,
        0.15,
        0.2,
        0.15,
        0.15,
        0.1,
    ]
    assert ("weight_sum", "二") in {(each["kind"], each["where"]) for each in weighted["planted_defects"]}
    assert paid["stated_total"] == 100
    assert ("per_point", 1) in {(each["kind"], each.get("rate")) for each in paid["allowance"]}


@pytest.mark.skipif(
    "BANHENG_SEEDS" not in os.environ, reason="BANHENG_SEEDS names no directory of real documents"
)
def test_what_real_articles_say_besides_their_items():
    def article(name: str) -> dict:
        file, first, last, _ = SEED_ITEMS[name]
        lines = (Path(os.environ["BANHENG_SEEDS"]) / file).read_text(encoding="utf-8").split("\n")
        return report_of("\n".join(lines[first - 1 : last]))

    scored, weighted, blank, duties = map(article, ("000-E", "000-H", "000-J", "002-I"))

    assert (scored["school_type"], scored["period"], scored["computed_total"]) == (None, "term", 145)
    assert (weighted["school_type"], weighted["period"]) == (None, "year")
    assert {item["mechanism"] for item in weighted["items"]} == {"judged"}
    assert blank["items"][1]["params"]["measure"] == "认可率"
    assert not any(each.get("mode") for each in blank["indicators"])
    assert [(veto["to"], veto["also"], len(veto["events"])) for veto in duties["vetoes"]] == [
        ("不合格", "bar_award", 5)
    ]
    assert [(rule["kind"], rule.get("rate"), rule.get("factor")) for rule in duties["allowance"]] == [
        ("per_head", 1, None),
        ("grade_factor", None, 0.5),
    ]


@pytest.mark.skipif(
    "BANHENG_SEEDS" not in os.environ, reason="BANHENG_SEEDS names no directory of real documents"
)
def test_several_articles_of_a_real_file_are_told_apart():
    document = read_document(Path(os.environ["BANHENG_SEEDS"]) / "000_62651505699d1efd.txt")

    assert len(split_schemes(document)) == 12

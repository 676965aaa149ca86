"""A drafted scheme loads, says what the document says, and keeps what it does not say."""

from __future__ import annotations

import pytest
from benchmarks.drafting import HELD_OUT, SAMPLES

from banheng.schemes.drafting.defects import find_defects
from banheng.schemes.drafting.drafting import draft
from banheng.schemes.drafting.reading import read_document, read_text
from banheng.schemes.drafting.scheme_layout import code_of
from banheng.schemes.drafting.scheme_yaml import NothingScored, scheme_yaml
from banheng.schemes.linting import lint
from banheng.schemes.loading import parse_scheme

DOCUMENTS = sorted([*SAMPLES.glob("*.txt"), *HELD_OUT.rglob("*.txt")])


def scheme_of(text: str):
    return parse_scheme(scheme_yaml(draft(read_text("a.txt", text)))).scheme


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_drafts_load_and_can_be_checked(path):
    made = draft(read_document(path))

    file = parse_scheme(scheme_yaml(made, find_defects(made)))

    assert file.scheme.title == made.title
    lint(file)


def test_errors_of_a_clean_document_are_only_what_it_leaves_open():
    made = draft(read_document(SAMPLES / "sample-01.txt"))

    findings = lint(parse_scheme(scheme_yaml(made)))

    assert not [finding for finding in findings if finding.severity.value == "error"]


def test_every_item_carries_its_clause_and_its_place_in_the_document():
    text = scheme_yaml(draft(read_text("a.txt", "考核办法\n一、卫生(10分)。不洁每次扣1分。")))

    assert "clause: 一" in text
    assert "# 第 2 行，第 6—23 字" in text


def test_a_blank_stays_a_blank():
    file = parse_scheme(scheme_yaml(draft(read_text("a.txt", "一、卫生(10分)。不洁每次扣____分,扣完为止。"))))

    assert ("indicators", 0, "items", 0, "rule", "events", "e1", "points") in file.blanks()


def test_deductions_from_one_base_a_week_become_the_mean_of_weeks():
    text = "一、卫生(100分)\n每周基础分100分,按下列标准扣分,取当月各周得分的平均值。\n1、地面不洁,每次扣1分。\n2、桌椅不齐,每次扣0.5分。\n3、周得分扣至0分为止。"
    rule = scheme_of(text).indicators[0].items[0].rule

    assert (rule.kind, rule.each.value, rule.take.value) == ("roll_up", "week", "mean")
    assert [event.name for event in rule.rule.events.values()] == ["地面不洁", "桌椅不齐"]


def test_what_is_not_said_in_the_language_stands_below_as_a_remark():
    text = scheme_yaml(
        draft(read_text("a.txt", "一、卫生(10分)。不洁每次扣1分。\n二、津贴\n1、前3名奖励300元。"))
    )

    assert "# 以下条款没有写进方案" in text
    assert "前3名奖励300元" in text


def test_the_mistakes_of_the_document_stand_above():
    made = draft(read_document(SAMPLES / "sample-02.txt"))

    assert "20+40+20+15+10 = 105" in scheme_yaml(made, find_defects(made)).partition("scheme:")[0]


def test_pay_by_score_becomes_bands_and_a_fine_a_line():
    scheme = scheme_of(
        "一、卫生(100分)。不洁每次扣1分。\n二、津贴\n1、90分以上奖励500元,80分以上不足90分奖励300元。\n2、低于60分的扣发津贴100元。"
    )
    bands, below = scheme.allowances

    assert [(band.at_least, band.fen) for band in bands.bands] == [(900000, 50000), (800000, 30000)]
    assert (below.kind, below.at, below.fen) == ("below", 600000, -10000)


def test_a_total_on_another_scale_is_scaled():
    scheme = scheme_of("一、卫生(150分)。不洁每次扣1分。\n二、总分折算为百分制。")

    assert (scheme.full_points, scheme.scale_to) == (1500000, 1000000)


@pytest.mark.parametrize(
    ("words", "table"),
    [("前三名分别加3分、2分、1分", [3, 2, 1, 0]), ("第1至2名得5分,第3名得3分,其余得1分", [5, 5, 3, 1])],
)
def test_places_that_are_not_named_get_what_is_left_or_nothing(words, table):
    scheme = scheme_of(f"一、卫生(100分)。不洁每次扣1分。\n二、加分\n1、运动会:{words}。")

    assert [points // 10_000 for points in scheme.indicators[1].items[0].rule.table] == table


def test_an_item_gets_the_prices_of_the_list_it_names():
    scheme = scheme_of(
        "一、常规\n1、一日常规(60分):按一日常规检查标准扣分,扣完为止。\n2、班会(40分)。不开每次扣5分。\n二、一日常规检查标准\n1、早读无人,每次扣2分。\n2、地面不洁,每处扣0.5分。"
    )
    (indicator,) = scheme.indicators

    assert [event.name for event in indicator.items[0].rule.events.values()] == ["早读无人", "地面不洁"]
    assert len(indicator.items) == 2


def test_levels_of_a_career_are_no_ratings_and_stand_below_as_a_remark():
    text = scheme_yaml(
        draft(
            read_text(
                "a.txt",
                "一、卫生(100分)。不洁每次扣1分。\n二、职级\n1、满3年的评为初级,满6年的评为中级。\n2、初级、中级津贴分别为300元、400元。",
            )
        )
    )

    assert not parse_scheme(text).scheme.ratings
    assert "二/1：满3年" in text.partition("以下条款没有写进方案")[2]
    assert "二/2：初级" in text.partition("以下条款没有写进方案")[2]


@pytest.mark.parametrize("words", [":×", "&a", "- b", "#c", "{d", "'e'", "%f", "？ g"])
def test_words_that_mean_something_to_yaml_are_quoted(words):
    text = f"一、卫生(10分)。{words}不洁每次扣1分。"

    assert words[-1] in scheme_of(text).indicators[0].items[0].rule.events["e1"].name


def test_a_document_without_a_clause_that_scores_gives_no_scheme():
    with pytest.raises(NothingScored):
        scheme_yaml(draft(read_text("a.txt", "一、班主任应当热爱学生。")))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("二/(一)/1", "c2_1_1"),
        ("第二章/第十二条/(三)", "c2_12_3"),
        ("第二十一条", "c21"),
        ("1/1.1", "c1_1_1"),
        ("甲/①", "c1_1"),
        ("附加分/2", "c2"),
        ("", ""),
    ],
)
def test_codes_are_made_of_paths(path, code):
    assert code_of(path) == code

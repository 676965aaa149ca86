"""What a heading is called and worth, in the spellings of the field."""

from __future__ import annotations

from decimal import Decimal

import pytest

from banheng.schemes.drafting.outline import read_outline
from banheng.schemes.drafting.reading import read_text
from banheng.schemes.drafting.worth import read_worth


def worth_of(text: str):
    root = read_outline(read_text("a.txt", f"一、{text}"))
    return read_worth(root.children[0])


@pytest.mark.parametrize(
    ("text", "label", "points"),
    [
        ("卫生(10分)。每次扣1分", "卫生", 10),
        ("卫生（满分１０分）：每次扣1分", "卫生", 10),
        ("卫生【5分】每次扣1分", "卫生", 5),
        ("卫生(共20分)", "卫生", 20),
        ("卫生(分值:7.5分)", "卫生", Decimal("7.5")),
        ("卫生评比以40分为满分,基准分30分", "卫生评比", 40),
        ("学生测评占60分,按满意率计算", "学生测评", 60),
        ("卫生,满分20分。每次扣1分", "卫生", 20),
        ("卫生 10分", "卫生", 10),
        ("建立档案,及时记录(5分)", "建立档案", 5),
        ("卫生(10分,由政教处考核)", "卫生", 10),
        ("卫生(十分)", "卫生", 10),
        ("卫生10分:每次扣1分", "卫生", 10),
        ("卫生(10′)每次扣1分", "卫生", 10),
        ("卫生(政教处)(10分)每次扣1分", "卫生", 10),
        ("加分(最高加5分)", "加分", 5),
    ],
)
def test_points_are_read(text, label, points):
    worth = worth_of(text)

    assert (worth.label.text, worth.points) == (label, points)


@pytest.mark.parametrize(
    ("text", "label", "weight"),
    [
        ("日常管理(40%)", "日常管理", Decimal("0.4")),
        ("日常管理(占比15%)班主任应当", "日常管理", Decimal("0.15")),
        ("日常管理(权重25%)", "日常管理", Decimal("0.25")),
        ("日常管理(100分,占40%)", "日常管理", Decimal("0.4")),
        ("日常管理占30%。", "日常管理", Decimal("0.3")),
    ],
)
def test_weights_are_shares_of_one(text, label, weight):
    worth = worth_of(text)

    assert (worth.label.text, worth.weight) == (label, weight)


@pytest.mark.parametrize(
    "text",
    [
        "迟到每次扣1分",
        "一等奖5分。",
        "校级2分:",
        "获奖一次加2分",
        "卫生(每次5分)",
        "卫生(5分/次)",
        "考核分常规考核(100分)和成效考核(100分)两部分",
        "总分100分,由两部分构成",
        "班级每周基础分100分",
        "优秀占25%,良好占45%",
    ],
)
def test_other_figures_are_no_worth(text):
    assert not worth_of(text).is_printed


def test_a_blank_is_a_worth_without_a_figure():
    worth = worth_of("卫生(____分)")

    assert worth.blank
    assert worth.points is None


def test_the_figure_is_found_in_the_document():
    text = "一、卫生（１０分）"
    root = read_outline(read_text("a.txt", text))

    assert text[slice(*read_worth(root.children[0]).printed)] == "１０"

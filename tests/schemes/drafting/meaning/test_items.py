from pathlib import Path

import pytest
from ruamel.yaml import YAML

from banheng.schemes.drafting.meaning import read_item

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("items.yaml").read_text(encoding="utf-8"))


def written(value):
    """Figures as they are written: the table holds 0.5 as a float, the reader as Decimal."""
    match value:
        case dict():
            return {key: written(part) for key, part in value.items()}
        case list():
            return [written(part) for part in value]
        case bool() | None | str():
            return value
    return str(value)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_sentence_is_read_as_its_mechanism_with_all_its_figures(case):
    item = case["item"]

    meaning = read_item(item["label"], case["text"], item["points"], role=item["role"])

    assert meaning.mechanism == case["mechanism"]
    assert written(dict(meaning.params)) == written(case["params"])


def test_a_figure_that_fits_no_rule_is_shown_as_unread():
    text = "值周教师每周抽查2次,不合格每次扣1分"

    meaning = read_item("抽查", text, 10)

    assert [text[span.start : span.end] for span in meaning.unread] == ["值周教师每周抽查2次"]
    assert meaning.confidence < read_item("抽查", "不合格每次扣1分", 10).confidence


def test_an_item_of_points_without_a_rule_is_left_to_judgement():
    meaning = read_item("师德", "遵守师德规范,为人师表。", 10)

    assert (meaning.mechanism, dict(meaning.params)) == ("judged", {})
    assert meaning.confidence < 0.5


def test_a_text_without_points_and_without_a_rule_has_no_mechanism():
    assert read_item("职责", "关心爱护全班学生。").mechanism is None


def test_money_is_read_where_the_item_is_in_yuan():
    meaning = read_item("缺勤", "每缺勤一次扣5元,迟到扣1分", unit="元")

    assert meaning.params["rules"] == [{"event": "缺勤", "rate": 5, "per": "次"}]


def test_the_heading_of_an_item_is_not_a_rule():
    meaning = read_item("仪表", "仪表(10分)。不合要求每人次扣0.5分", 10)

    assert len(meaning.params["rules"]) == 1


@pytest.mark.parametrize(
    ("text", "param", "words"),
    [
        ("迟到每人次扣1分,按班级人数折算", "normalise", "按班级人数折算"),
        ("迟到每人次扣1分,不足扣减的下月继续扣", "carry_over", "不足扣减的下月继续扣"),
    ],
)
def test_deductions_are_shared_out_or_carried_over_where_the_text_says_so(text, param, words):
    assert read_item("迟到", text, 10).params[param] == words

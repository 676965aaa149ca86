from datetime import date

import pytest

from banheng.balance.exact import read_exact
from banheng.bureau.collecting.answering import answer_condition
from banheng.bureau.library import regime_of, standard_of
from banheng.reports.contents.balance_report import balance_report
from banheng.reports.rendering.document import Heading, Table
from tests.bureau.collecting.filings import hand_in, make_bureau, make_collection
from tests.factories import NOW

pytestmark = pytest.mark.django_db
STOCKS = [stock.code for stock in regime_of("2017").stocks() if not stock.inside]
NUMERALS = "一二三四五六七"


@pytest.fixture
def collection():
    made = make_collection(make_bureau(schools=("一小", "二小", "青莲教学点")), columns=[*STOCKS, "classes"])
    rich = {
        "above_std_teachers": "20",
        "backbone_teachers": "6",
        "pe_art_teachers": "6",
        "teaching_area_m2": "1500",
    }
    rich |= {"sports_area_m2": "3000", "equipment_yuan": "700000", "multimedia_rooms": "9", "classes": "8"}
    hand_in(made, "一小", **rich)
    hand_in(made, "二小", **rich | {"sports_area_m2": "600"})
    hand_in(made, "青莲教学点", **rich, type="teaching_point")
    return made


def report(collection, regime="2017"):
    return balance_report(collection, regime_of(regime), standard_of("2017"), date(2026, 10, 21))


def table_after(document, heading):
    blocks = list(document.blocks)
    place = next(n for n, each in enumerate(blocks) if isinstance(each, Heading) and heading in each.text)
    return next(each for each in blocks[place:] if isinstance(each, Table))


def test_all_seven_tables_are_there(collection):
    headings = [each.text for each in report(collection).blocks if isinstance(each, Heading)]

    assert [f"表{numeral}" for numeral in NUMERALS] == [
        text[:2] for text in headings if text.startswith("表")
    ]


def test_table_one_counts_teaching_points_and_table_two_does_not(collection):
    document = report(collection)

    assert table_after(document, "表一").rows[-1][:3] == ["合计", 3, 900]
    assert [row[0] for row in table_after(document, "表二").rows] == ["一小", "二小"]


def test_a_school_that_passes_has_a_one_and_another_a_blank(collection):
    flags = {row[0]: row[4] for row in table_after(report(collection), "表二").rows}

    assert flags == {"一小": "1", "二小": ""}


def test_table_three_ends_with_mean_spread_and_coefficient(collection):
    rows = table_after(report(collection), "表三").rows

    sports = [row[6] for row in rows[-3:]]
    assert [row[0] for row in rows[-3:]] == ["县均值", "标准差", "差异系数"]
    assert round(sports[1] / sports[0], 2) == round(sports[2], 2)


def test_money_is_left_blank_for_those_who_know_it(collection):
    rows = table_after(report(collection), "表五").rows

    assert [row[0] for row in rows] == ["2024", "2025", "2026"]
    assert all(cell == "" for row in rows for cell in row[1:])


def test_satisfaction_comes_with_its_proof(collection):
    regime = regime_of("2017")
    condition = next(each for each in regime.conditions if each.code == "recognition")
    answer_condition(collection, regime, condition, None, value="86.5", proof="问卷报告", by=None, at=NOW)

    assert table_after(report(collection), "表六").rows == [
        ["社会认可度", "86.5%", "85%", "达标", "问卷报告"]
    ]


def test_the_gaps_are_named_with_the_schools_that_move_them(collection):
    (first, *_) = table_after(report(collection), "表七").rows

    assert first[0] == "小学生均体育运动场馆面积"
    assert "二小" in first[1]
    assert first[2:] == ["", "", ""]


def test_the_composite_is_no_verdict_under_the_regime_of_2017(collection):
    assert not any("综合" in str(row) for row in table_after(report(collection), "表四").rows)
    assert read_exact("0.5") == regime_of("2017").limit("primary")

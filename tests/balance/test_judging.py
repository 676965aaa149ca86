from fractions import Fraction

import pytest

from banheng.balance.judging import judge_school
from banheng.balance.loading import load_standard
from banheng.balance.regime import Confidence, Limit
from banheng.balance.remarks import remarks
from banheng.balance.schools import Area, Level, School, SchoolType, Unit
from banheng.balance.standard import Direction, Requirement, Rule, Standard
from tests.balance.making import unit


def needs(code, figure=10, **extra):
    return Requirement(code=code, name=code, limits=(Limit(figure=figure),), **extra)


def standard(*requirements, at_least=1, floor=0):
    rule = Rule(at_least=at_least, missed_at_least=floor, confidence=Confidence.LOW)
    return Standard(
        standard="x", title="", year=2026, province="", rule=rule, requirements=tuple(requirements)
    )


@pytest.mark.parametrize(
    ("figures", "floor", "passes"),
    [
        ({"a": 10, "b": 10, "c": 10}, "0", True),
        ({"a": 10, "b": 10, "c": 1}, "0", True),
        ({"a": 10, "b": 10, "c": 6}, "0.6", True),
        ({"a": 10, "b": 10, "c": "5.99"}, "0.6", False),
        ({"a": 10, "b": 9, "c": 9}, "0.6", False),
        ({"a": 10, "b": 10}, "0", True),
        ({"a": 10, "b": 10}, "0.6", None),
        ({"a": 10}, "0", None),
        ({"a": 10, "b": 9}, "0", None),
        ({"a": 9, "b": 9}, "0", False),
    ],
    ids=[
        "all met",
        "one missed",
        "one missed at its floor",
        "one missed below its floor",
        "two missed",
        "one unknown, and the count is reached",
        "one unknown that might be below its floor",
        "two unknown",
        "one missed and one unknown",
        "two missed, whatever the unknown one is",
    ],
)
def test_two_of_three_are_enough(figures, floor, passes):
    asked = standard(needs("a"), needs("b"), needs("c"), at_least=2, floor=floor)

    assert judge_school(asked, unit(100, figures)).passes is passes


SPORTS = Requirement(
    code="sports",
    name="",
    all_of=(needs("field"), Requirement(code="play", name="", any_of=(needs("courts"), needs("other")))),
)


@pytest.mark.parametrize(
    ("figures", "met", "ratio"),
    [
        ({"field": 10, "courts": 10, "other": 0}, True, 1),
        ({"field": 10, "courts": 0, "other": 10}, True, 1),
        ({"field": 10, "courts": 10}, True, 1),
        ({"field": 10, "courts": 5, "other": 8}, False, Fraction(4, 5)),
        ({"field": 9, "courts": 10, "other": 10}, False, Fraction(9, 10)),
        ({"field": 9}, False, Fraction(9, 10)),
        ({"field": 10, "courts": 5}, None, Fraction(1, 2)),
    ],
)
def test_a_field_and_either_courts_or_another_place(figures, met, ratio):
    """The form of the Guangdong rule."""
    (judged,) = judge_school(standard(SPORTS), unit(100, figures)).judged

    assert (judged.met, judged.ratio) == (met, ratio)


@pytest.mark.parametrize(
    ("value", "met", "ratio"), [(8, True, Fraction(5, 4)), (10, True, 1), (20, False, Fraction(1, 2))]
)
def test_less_is_better_where_the_standard_says_so(value, met, ratio):
    asked = standard(needs("a", direction=Direction.AT_MOST))

    (judged,) = judge_school(asked, unit(100, {"a": value})).judged

    assert (judged.met, judged.ratio) == (met, ratio)


@pytest.mark.parametrize(
    ("area", "level", "limit"),
    [
        (Area.TOWN, Level.PRIMARY, 15),
        (Area.URBAN, Level.JUNIOR, 20),
        (Area.RURAL, Level.PRIMARY, 20),
        (None, Level.JUNIOR, 25),
    ],
)
def test_town_and_country_have_their_own_limits(area, level, limit):
    judged = judge_school(load_standard("sample"), unit(100, {"land_m2": 1}, level=level, area=area)).judged

    assert judged[0].limit == limit


def test_students_for_a_computer_are_counted_the_other_way_round():
    judged = judge_school(load_standard("sample"), unit(100, {"computers": 8})).judged

    assert [(each.value, each.met) for each in judged if each.code == "students_per_computer"] == [
        (Fraction(25, 2), True)
    ]


@pytest.mark.parametrize(
    ("kind", "students", "is_in"),
    [
        (SchoolType.TEACHING_POINT, 49, False),
        (SchoolType.TEACHING_POINT, 50, True),
        (SchoolType.SPECIAL, 500, False),
        (SchoolType.PRIMARY, 10, True),
    ],
)
def test_the_seven_indicators_are_not_for_small_points_and_special_schools(kind, students, is_in):
    school = Unit(School("", {}, type=kind), Level.PRIMARY, students, {})

    assert load_standard("2017").takes(school) is is_in
    assert load_standard("class-size").takes(school)


def test_a_blank_of_the_standard_is_unknown_and_not_met():
    verdict = judge_school(load_standard("gansu"), unit(100, {"land_m2": 2000, "school_size": 100}))

    assert (verdict.met, len(verdict.unknown), verdict.passes) == (1, 11, None)


def codes(asked, units):
    return [(remark.unit.name, remark.code) for remark in remarks(asked, units)]


def test_a_value_ten_times_off_its_neighbours_is_pointed_out():
    units = [unit(100, {"a": value}, name=str(value)) for value in (5, 6, 7, 60, "0.6")]

    assert codes(standard(needs("a")), units) == [("60", "ten_times"), ("0.6", "ten_times")]


def test_neighbours_are_schools_of_the_same_county_and_level():
    units = [unit(100, {"a": 5}), unit(100, {"a": 6}), unit(100, {"a": 90}, level=Level.JUNIOR)]

    assert codes(standard(needs("a")), units) == []


@pytest.mark.parametrize(
    ("printed", "found"),
    [("15.6", []), ("15.59", []), ("15.5", ["printed_truncated"]), ("15.7", ["printed_differs"])],
)
def test_a_figure_that_does_not_follow_from_its_total_is_pointed_out(printed, found):
    asked = standard(needs("books_each", stock="books"))
    school = unit(
        186,
        {"books": 2900, "books_each": printed},
        places={"books_each": len(printed.partition(".")[2])},
    )

    assert [code for _, code in codes(asked, [school])] == found


@pytest.mark.parametrize(
    ("largest", "passes", "found"),
    [
        (45, True, []),
        (46, False, []),
        (55, False, []),
        (56, False, ["large_class"]),
        (65, False, ["large_class"]),
        (66, False, ["oversize_class"]),
    ],
)
def test_classes_are_large_from_56_and_oversize_from_66(largest, passes, found):
    asked, school = load_standard("class-size"), unit(100, {"max_class_size": largest})

    assert judge_school(asked, school).passes is passes
    assert [code for _, code in codes(asked, [school])] == found

import pytest

from banheng.bureau.collecting.checking import doubts_of, errors_of, surroundings_of
from tests.bureau.collecting.filings import fill, hand_in, make_bureau, make_collection

pytestmark = pytest.mark.django_db

COMBINED = {"type": "nine_year", "junior_students": "200"}


def doubts(filing):
    return {each.key: each.sentence for each in doubts_of(filing, surroundings_of(filing.collection))}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, "图书册数：没有填写"),
        ({"books": "很多"}, "不是数值"),
        ({"books": "-1"}, "负数"),
        ({"books": "10", "type": ""}, "学校类型"),
        ({"books": "10", "area": ""}, "城乡"),
        ({"books": "10", "primary_students": "3.5"}, "不是整数"),
        ({"books": "10", "junior_students": "30"}, "学校类型"),
    ],
)
def test_errors_block(cells, said):
    filing = fill(make_collection(), "一小", **cells)

    assert said in "\n".join(errors_of(filing))


def test_a_part_is_not_more_than_its_whole():
    collection = make_collection(columns=("teachers", "backbone_teachers"))
    filing = fill(collection, "一小", teachers="20", backbone_teachers="21")

    assert errors_of(filing) == ["县级以上骨干教师数（21）多于专任教师数（20）。请核对。"]


def test_a_combined_school_counts_its_teachers_at_each_level():
    collection = make_collection(columns=("teachers", "books"))

    lacking = fill(collection, "一小", **COMBINED, teachers="40", books="9000")
    complete = fill(collection, "二小", **COMBINED, teachers_primary="20", teachers_junior="18", books="9000")

    assert any("小学专任教师数" in each for each in errors_of(lacking))
    assert errors_of(complete) == []


@pytest.mark.parametrize(
    ("books", "said"),
    [("6000", None), ("7700", None), ("7900", "增减超过 30%"), ("60000", "相差十倍"), ("590", "相差十倍")],
)
def test_a_jump_from_last_year_is_a_doubt(books, said):
    bureau = make_bureau()
    hand_in(make_collection(bureau, year=2025), "一小", books="6000")

    found = doubts(fill(make_collection(bureau), "一小", books=books))

    assert said is None or said in found["jump:books"]
    assert ("jump:books" in found) is (said is not None)


def test_last_year_was_none_and_now_there_is_something():
    bureau = make_bureau()
    hand_in(make_collection(bureau, year=2025), "一小", books="0")

    assert "去年为 0" in doubts(fill(make_collection(bureau), "一小", books="10"))["jump:books"]


@pytest.mark.parametrize(
    ("books", "is_doubted"), [("6000", False), ("59999", False), ("60000", True), ("600", True)]
)
def test_ten_times_the_neighbours_is_a_doubt(books, is_doubted):
    collection = make_collection()
    hand_in(collection, "二小", books="6000")
    hand_in(collection, "三小", books="6000")

    found = doubts(fill(collection, "一小", books=books))

    assert ("neighbours:books:primary" in found) is is_doubted


def test_last_year_stands_in_for_neighbours_who_have_not_filed_yet():
    bureau = make_bureau()
    before = make_collection(bureau, year=2025)
    for name in ("二小", "三小"):
        hand_in(before, name, books="6000")

    assert "neighbours:books:primary" in doubts(fill(make_collection(bureau), "一小", books="60000"))


def test_one_neighbour_is_no_neighbourhood():
    collection = make_collection()
    hand_in(collection, "二小", books="6000")

    assert doubts(fill(collection, "一小", books="60000")) == {}

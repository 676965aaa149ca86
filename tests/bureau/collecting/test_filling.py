import pytest

from banheng.bureau.collecting.filling import fill_in, tidy
from banheng.bureau.collecting.opening import open_collection
from banheng.bureau.errors import BureauRefused
from tests.bureau.collecting.filings import DEADLINE, filing_of, fill, hand_in, make_bureau, make_collection
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def changes(filing):
    return [(each.column, each.old, each.new) for each in filing.changes.all()]


def test_every_change_of_a_figure_is_kept():
    collection = make_collection()
    filing = fill(collection, "一小", books="6000")

    changed = fill_in(filing, {"books": "6600", "town": "青莲镇"}, by=None, at=NOW)

    assert changed == 1
    assert changes(filing)[-1] == ("books", "6000", "6600")
    assert ("books", "", "6000") in changes(filing)


def test_a_column_that_is_not_asked_for_is_left_aside():
    filing = fill(make_collection(), "一小", books="6000", computers="20", reason="typed")

    assert "computers" not in filing.cells


def test_a_filing_that_is_handed_in_takes_no_changes():
    collection = make_collection()
    filing = hand_in(collection, "一小", books="6000")

    with pytest.raises(BureauRefused, match="已经报送"):
        fill_in(filing, {"books": "1"}, by=None, at=NOW)
    assert filing_of(collection, "一小").cells["books"] == "6000"


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("books", " １,２００ ", "1200"),
        ("books", "1,234.5", "1234.5"),
        ("books", "3.0", "3"),
        ("books", "很多", "很多"),
        ("type", "九年一贯制学校", "nine_year"),
        ("area", "镇区", "town"),
        ("town", " 青莲镇 ", "青莲镇"),
        ("books", "", ""),
    ],
)
def test_cells_are_kept_in_one_way(column, typed, kept):
    assert tidy(column, typed) == kept


def test_a_school_begins_with_last_years_facts_and_without_its_figures():
    bureau = make_bureau()
    hand_in(make_collection(bureau, year=2025), "一小", books="6000")

    filing = filing_of(make_collection(bureau), "一小")

    assert filing.cells == {"type": "primary", "runner": "county", "area": "rural", "town": "青莲镇"}


def test_a_part_is_asked_for_together_with_its_whole():
    collection = make_collection(columns=("gymnasium_m2",))

    assert [stock.code for stock in collection.stocks] == ["teaching_area_m2", "gymnasium_m2"]


def test_a_bureau_asks_for_columns_of_its_own():
    collection = make_collection(own="library_seats 图书馆座位数\n")

    assert [(stock.code, stock.name) for stock in collection.stocks][-1] == ("library_seats", "图书馆座位数")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"year": 2025}, "已经开启"),
        ({"columns": ()}, "至少选一项"),
        ({"own": "座位数"}, "读不懂"),
        ({"own": "books 图书"}, "已经用过"),
        ({"deadline": NOW.date().replace(year=2020)}, "截止日期"),
    ],
)
def test_a_year_that_cannot_be_opened_says_why(said, reason):
    bureau = make_bureau()
    make_collection(bureau, year=2025)

    wanted = {"year": 2026, "deadline": DEADLINE, "columns": ("books",), **said}
    with pytest.raises(BureauRefused, match=reason):
        open_collection(bureau, **wanted, by=None, at=NOW)

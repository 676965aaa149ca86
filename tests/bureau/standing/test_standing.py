from decimal import Decimal
from fractions import Fraction

import pytest

from banheng.balance.exact import rounded
from banheng.balance.schools import Level
from banheng.balance.variation import variation
from banheng.bureau.library import regime_of, standard_of
from banheng.bureau.standing.county import standing_of
from banheng.bureau.standing.rolling_up import roll_up
from banheng.bureau.standing.school import cards_of, influences_on
from banheng.bureau.standing.supposing import suppose
from banheng.bureau.standing.years import trends_of
from banheng.schools.models import Bureau
from tests.bureau.collecting.filings import fill, hand_in, make_bureau, make_collection

pytestmark = pytest.mark.django_db
BOOKS = {"一小": ("300", "3000"), "二小": ("600", "12000"), "三小": ("100", "2500")}
OTHERS = {"一小": ("900", "27000"), "二小": ("100", "1000"), "三小": ("200", "1000")}


def filed(bureau, books, *, year=2026, **said):
    collection = make_collection(bureau, year=year, columns=("books",))
    for name, (students, number) in books.items():
        hand_in(collection, name, accepted=True, primary_students=students, books=number, **said)
    return collection


def books_of(standing):
    return standing.of(Level.PRIMARY, "books")


def test_a_county_is_computed_from_what_counts():
    collection = filed(make_bureau(), BOOKS)

    found = books_of(standing_of(collection, regime_of("2012")))

    assert found.variation.cv == variation((int(a), Fraction(b)) for a, b in BOOKS.values()).cv
    assert found.mean == Fraction(17500, 1000)


def test_what_was_not_handed_in_does_not_count():
    collection = make_collection()
    fill(collection, "一小", books="6000")
    hand_in(collection, "二小", books="6000")

    assert len(standing_of(collection, regime_of("2012")).counted) == 1


def test_without_all_columns_there_is_no_verdict_and_the_lack_is_named():
    standing = standing_of(filed(make_bureau(), BOOKS), regime_of("2012"))

    assert standing.verdicts == {}
    assert "专任教师数" in standing.missing
    assert [each.indicator.code for each in standing.compared] == ["books"]


def test_the_regimes_take_different_schools():
    collection = filed(make_bureau(), BOOKS, runner="private")

    assert standing_of(collection, regime_of("2012")).units == {}
    assert len(standing_of(collection, regime_of("2017")).units[Level.PRIMARY]) == 3


def test_a_city_weighs_students_and_not_counties():
    city = Bureau.objects.create(code="city", name="市教育局")
    filed(make_bureau("east", parent=city), BOOKS)
    filed(make_bureau("west", parent=city), OTHERS)

    rolled = roll_up(city, 2026, regime_of("2012"))

    (whole,) = rolled.wholes
    schools = [*BOOKS.values(), *OTHERS.values()]
    assert whole.compared.variation.cv == variation((int(a), Fraction(b)) for a, b in schools).cv
    means = [each.mean for each in whole.counties]
    assert whole.compared.mean not in {sum(means) / 2, *means}


def test_the_variance_divides_into_that_between_counties_and_that_inside():
    city = Bureau.objects.create(code="city", name="市教育局")
    filed(make_bureau("east", parent=city), BOOKS)
    filed(make_bureau("west", parent=city), OTHERS)

    (whole,) = roll_up(city, 2026, regime_of("2012")).wholes

    total = whole.compared.variation
    inside = (
        sum(each.variation.students * each.variation.variance for each in whole.counties) / total.students
    )
    assert whole.between == 1 - inside / total.variance


def test_a_county_without_a_collection_is_named():
    city = Bureau.objects.create(code="city", name="市教育局")
    filed(make_bureau("east", parent=city), BOOKS)
    west = make_bureau("west", parent=city)

    assert roll_up(city, 2026, regime_of("2012")).lacking == [west]


def test_a_roll_up_asks_the_same_number_of_queries_for_any_number_of_counties(django_assert_num_queries):
    city = Bureau.objects.create(code="city", name="市教育局")
    for code in ("east", "west", "north"):
        filed(make_bureau(code, parent=city), BOOKS)

    with django_assert_num_queries(5):
        roll_up(city, 2026, regime_of("2012"))


def test_supposing_changes_the_county_and_keeps_nothing():
    collection = filed(make_bureau(), BOOKS)
    standing = standing_of(collection, regime_of("2012"))
    own = next(each for each in standing.counted if each.school.name == "一小")

    after = suppose(standing, own.filing.school_id, {"books": "5250"})  # the mean of the others

    assert books_of(after).variation.cv < books_of(standing).variation.cv
    assert (
        books_of(standing_of(collection, regime_of("2012"))).variation.cv == books_of(standing).variation.cv
    )


def test_the_school_without_whom_it_would_be_even_moves_the_figure_most():
    even = {"一小": ("100", "1000"), "二小": ("200", "2000"), "三小": ("100", "9000")}
    compared = books_of(standing_of(filed(make_bureau(), even), regime_of("2012")))

    first = influences_on(compared)[0]

    assert first.unit.name == "三小"
    assert rounded(first.without, 6) == Decimal("0.000000")


def test_a_card_tells_what_a_school_meets_and_what_it_moves():
    collection = filed(make_bureau(), BOOKS)
    standing = standing_of(collection, regime_of("2012"))
    own = next(each for each in standing.counted if each.school.name == "一小")

    (card,) = cards_of(standing, standard_of("sample"), own.filing.school_id)

    books = next(each for each in card.verdict.judged if each.code == "books_per_student")
    assert (books.value, books.met) == (10, False)
    assert [compared.indicator.code for compared, _ in card.influence] == ["books"]


def test_the_trend_warns_before_the_limit_is_crossed():
    bureau = make_bureau()
    columns = [stock.code for stock in regime_of("2017").stocks() if not stock.inside]
    for year, spread in ((2024, 10), (2025, 30), (2026, 45)):
        collection = make_collection(bureau, year=year, columns=columns, jump_percent=1000)
        for name, amount in zip(("一小", "二小", "三小"), (100 - spread, 100, 100 + spread), strict=True):
            hand_in(collection, name, accepted=True, **dict.fromkeys(columns, str(amount)))

    found = {each.indicator: each.status for each in trends_of(bureau, regime_of("2017"), 2026)}

    assert set(found.values()) == {"warning"}
    assert len(found) == 7

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from banheng.balance.schools import Level, School, Unit
from banheng.bureau.library import regime_of
from banheng.bureau.standing.county import compare
from banheng.bureau.standing.rolling_up import between

REGIME = regime_of("2012")
BOOKS = REGIME.indicator("books")
schools = st.tuples(st.integers(1, 3000), st.integers(0, 10**6))
provinces = st.lists(st.lists(schools, min_size=1, max_size=5), min_size=1, max_size=5)


def compared(county):
    units = [
        Unit(School("校", {Level.PRIMARY: students}), Level.PRIMARY, students, {"books": Fraction(books)})
        for students, books in county
    ]
    return compare(REGIME, Level.PRIMARY, BOOKS, units)


@given(provinces)
def test_what_lies_between_counties_and_inside_them_is_the_whole_variance(counties):
    whole = compared([school for county in counties for school in county])
    assume(whole.variation is not None and whole.variation.variance)
    parts = [compared(county) for county in counties]

    found = between(whole, parts)

    inside = sum(
        part.variation.students * part.variation.variance for part in parts if part.variation is not None
    )
    assert 0 <= found <= 1
    assert found == 1 - inside / whole.variation.students / whole.variation.variance


@given(provinces)
def test_the_mean_of_all_is_no_mean_of_means_but_that_of_all_students(counties):
    whole = compared([school for county in counties for school in county])
    assume(whole.variation is not None)

    students = sum(number for county in counties for number, _ in county)
    books = sum(number for county in counties for _, number in county)

    assert whole.mean == Fraction(books, students)


@given(provinces, st.integers(2, 50))
def test_a_larger_unit_of_measure_changes_no_coefficient(counties, times):
    whole = compared([school for county in counties for school in county])
    assume(whole.variation is not None)

    larger = compared([(students, books * times) for county in counties for students, books in county])

    assert larger.variation.square == whole.variation.square


@given(st.lists(schools, min_size=1, max_size=8))
def test_the_box_of_a_picture_is_in_order(county):
    five = compared(county).five

    assert five == sorted(five)
    assert five[0] == min(Fraction(books, students) for students, books in county)

"""What holds for all figures."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from banheng.balance.influence import influences
from banheng.balance.loading import load_regime
from banheng.balance.schools import Level, School
from banheng.balance.splitting import Division, Stock, shares, units_of
from banheng.balance.variation import variation
from tests.balance.making import unit

WEIGHTS = load_regime("2017").weights.by_level()
STOCK = Stock("books", "", Division.BY_WEIGHTS)
students = st.integers(1, 3000)
stocks = st.fractions(min_value=0, max_value=100_000, max_denominator=100)
schools = st.lists(st.tuples(students, stocks), min_size=1, max_size=12).filter(
    lambda pairs: any(stock for _, stock in pairs)
)
levels = st.dictionaries(st.sampled_from(list(Level)), st.integers(0, 3000), min_size=1).filter(
    lambda numbers: any(numbers.values())
)


@given(schools)
def test_the_identity_gives_what_the_definition_gives(pairs):
    """The code computes by the identity; this is the definition, word by word."""
    everybody = sum(number for number, _ in pairs)
    mean = sum(stock for _, stock in pairs) / Fraction(everybody)
    variance = sum(Fraction(number, everybody) * (stock / number - mean) ** 2 for number, stock in pairs)

    found = variation(pairs)

    assert (found.mean, found.variance, found.square) == (mean, variance, variance / mean**2)
    assert abs(found.cv**2 - Decimal(found.square.numerator) / Decimal(found.square.denominator)) < Decimal(
        "1e-20"
    )


@given(schools, st.fractions(min_value=Fraction(1, 100), max_value=1000))
def test_the_unit_of_a_stock_makes_no_difference(pairs, factor):
    assert variation((number, stock * factor) for number, stock in pairs).square == variation(pairs).square


@given(schools, st.integers(2, 50))
def test_a_county_with_every_school_twice_has_the_same_coefficient(pairs, times):
    assert variation(pairs * times).square == variation(pairs).square


@given(schools, st.randoms())
def test_the_order_of_schools_makes_no_difference(pairs, random):
    mixed = random.sample(pairs, len(pairs))

    assert variation(mixed) == variation(pairs)


@given(schools)
def test_schools_without_students_do_not_enter(pairs):
    assert variation([*pairs, (0, Fraction(5000))]) == variation(pairs)


@given(students, st.fractions(min_value=1, max_value=50), st.integers(1, 9))
def test_equal_schools_do_not_differ(number, each, count):
    assert variation([(number * place, each * number * place) for place in range(1, count + 1)]).square == 0


@given(levels, stocks)
def test_splitting_keeps_the_total(numbers, stock):
    school = School("", numbers, is_whole=True, figures={"books": stock})

    parts = list(units_of(school, WEIGHTS, [STOCK]))

    assert sum(part.figures["books"] for part in parts) == stock
    assert sum(shares(numbers, WEIGHTS).values()) == 1
    assert [part.students for part in parts] == [number for number in numbers.values() if number]


@given(levels, st.integers(2, 20))
def test_shares_hang_on_proportions_only(numbers, factor):
    larger = {level: number * factor for level, number in numbers.items()}

    assert shares(larger, WEIGHTS) == shares(numbers, WEIGHTS)


@given(schools.filter(lambda pairs: variation(pairs).square > Fraction(1, 10_000)))
def test_the_derivative_is_what_a_small_difference_shows(pairs):
    step = variation(pairs).stock / 10**12

    _, found = influences(
        [(unit(number, {}, name=str(place)), stock) for place, (number, stock) in enumerate(pairs)]
    )

    slopes = {int(each.unit.name): each.slope for each in found}
    for place, (number, stock) in enumerate(pairs):
        above, below = (
            variation([*pairs[:place], (number, stock + sign * step), *pairs[place + 1 :]]).cv
            for sign in (1, -1)
        )
        difference = (above - below) / (2 * Decimal(step.numerator) / Decimal(step.denominator))
        scale = Decimal(variation(pairs).stock.numerator) / Decimal(variation(pairs).stock.denominator)
        assert abs(difference - slopes[place]) * scale < Decimal("1e-6")


@given(schools)
def test_shares_of_the_variance_add_up_to_the_whole(pairs):
    whole, found = influences([(unit(number, {}), stock) for number, stock in pairs])

    assert whole.square == 0 or sum(each.share for each in found) == 1
    assert sum(each.to_mean for each in found) == 0


@given(schools.filter(lambda pairs: len(pairs) > 1))
def test_the_coefficient_without_a_school_is_that_of_the_others(pairs):
    _, found = influences(
        [(unit(number, {}, name=str(place)), stock) for place, (number, stock) in enumerate(pairs)]
    )

    for each in found:
        place = int(each.unit.name)
        others = [*pairs[:place], *pairs[place + 1 :]]
        if any(stock for _, stock in others):
            assert each.without == variation(others).cv
        else:
            assert each.without is None

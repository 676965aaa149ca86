from decimal import Decimal
from fractions import Fraction

import pytest

from banheng.balance.coefficient import of_square, printed
from banheng.balance.conditions import all_met, check_conditions
from banheng.balance.exact import is_at_most, read_exact, root, rounded, written
from banheng.balance.loading import list_regimes, list_standards, load_regime, load_standard
from banheng.balance.printed import Agreement, compare_printed
from banheng.balance.retention import Cohort, retention_of_expected, retention_of_intake
from banheng.balance.schools import Level, Runner, School, SchoolType, Unit
from banheng.balance.trend import Status, trends
from banheng.balance.variation import NothingToCompare, variation
from banheng.balance.verdict import Place, judge
from banheng.core.errors import MalformedNumber, SchemeUnreadable

REGIMES = {code: load_regime(code) for code in list_regimes()}


def judged(regime, cv, *, level=Level.PRIMARY, county="", year="", **others):
    """Judge a county whose indicators all have one coefficient, except those that are named."""
    codes = [each.code for each in REGIMES[regime].indicators]
    coefficients = {code: printed(Fraction(others.get(code, cv))) for code in codes}
    return judge(REGIMES[regime], Place(county, level, year), coefficients)


@pytest.mark.parametrize(
    ("regime", "level", "cv", "passes"),
    [
        ("2012", Level.PRIMARY, "0.65", True),
        ("2012", Level.PRIMARY, "0.6501", False),
        ("2012", Level.JUNIOR, "0.55", True),
        ("2012", Level.JUNIOR, "0.5501", False),
        ("2017", Level.PRIMARY, "0.50", True),
        ("2017", Level.PRIMARY, "0.5001", False),
        ("2017", Level.JUNIOR, "0.45", True),
        ("2017", Level.JUNIOR, "0.4501", False),
    ],
)
def test_a_coefficient_at_the_limit_passes(regime, level, cv, passes):
    assert judged(regime, cv, level=level).passes is passes


def test_one_indicator_above_the_limit_fails_a_county_under_2017_only():
    assert judged("2012", "0.3", sports_area="1.2").passes
    assert not judged("2017", "0.3", sports_area="0.501").passes
    assert judged("2017", "0.3", sports_area="0.501").failing == ("sports_area",)


def test_a_limit_is_compared_with_the_square_and_not_with_a_rounded_root():
    just_above = Fraction(1, 4) + Fraction(1, 10**80)

    assert of_square(Fraction(1, 4)).is_at_most(Fraction(1, 2))
    assert not of_square(just_above).is_at_most(Fraction(1, 2))


def test_a_composite_of_thirds_at_the_limit_passes():
    thirds = Decimal(1) / 3

    assert is_at_most((thirds + 2 * thirds) / 2, Fraction(1, 2))


@pytest.mark.parametrize(
    ("kind", "runner", "students", "in_2012", "in_2017"),
    [
        (SchoolType.PRIMARY, Runner.COUNTY, 300, True, True),
        (SchoolType.PRIMARY, Runner.PRIVATE, 300, False, True),
        (SchoolType.JUNIOR, Runner.ABOVE_COUNTY, 300, False, True),
        (SchoolType.TEACHING_POINT, Runner.COUNTY, 50, False, True),
        (SchoolType.TEACHING_POINT, Runner.COUNTY, 49, False, False),
        (SchoolType.SPECIAL, Runner.COUNTY, 300, False, False),
        (SchoolType.PRIMARY, Runner.COUNTY, 0, False, False),
    ],
)
def test_the_regimes_take_different_schools(kind, runner, students, in_2012, in_2017):
    unit = Unit(School("", {}, type=kind, runner=runner), Level.PRIMARY, students, {})

    assert (REGIMES["2012"].takes(unit), REGIMES["2017"].takes(unit)) == (in_2012, in_2017)


def test_the_senior_part_of_a_school_never_enters():
    unit = Unit(School("", {}, type=SchoolType.COMPLETE_SECONDARY), Level.SENIOR, 300, {})

    assert not any(regime.takes(unit) for regime in REGIMES.values())


@pytest.mark.parametrize("pairs", [[], [(0, Fraction(5))], [(5, Fraction(0))]])
def test_nothing_to_compare_has_no_coefficient(pairs):
    with pytest.raises(NothingToCompare):
        variation(pairs)


def met(answers, regime="2017"):
    return {
        (each.condition.code, each.level): each.met for each in check_conditions(REGIMES[regime], answers)
    }


@pytest.mark.parametrize(
    ("code", "level", "answer", "holds"),
    [
        ("retention", None, Fraction(95), True),
        ("retention", None, Fraction("94.99"), False),
        ("largest_class", Level.PRIMARY, Fraction(45), True),
        ("largest_class", Level.JUNIOR, Fraction(50), True),
        ("largest_class", Level.JUNIOR, Fraction(51), False),
        ("monitoring_variation", None, Fraction("0.15"), False),
        ("monitoring_variation", None, Fraction("0.1499"), True),
        ("layout_plan", None, True, True),
        ("layout_plan", None, False, False),
        ("key_schools", None, True, False),
        ("key_schools", None, False, True),
    ],
)
def test_conditions_have_a_direction_each(code, level, answer, holds):
    assert met({(code, level): answer})[code, level] is holds


def test_what_a_county_does_not_show_is_open():
    conditions = list(check_conditions(REGIMES["2017"], {}))

    assert {each.met for each in conditions} == {None}
    assert all_met(conditions) is None
    assert all_met(list(check_conditions(REGIMES["2017"], {("key_schools", None): True}))) is False


def test_all_conditions_of_a_county_can_be_met():
    good = {
        (condition.code, None): {"holds": True, "absent": False, "below": Fraction("0.1")}.get(
            condition.kind, condition.limit(Level.PRIMARY)
        )
        for condition in REGIMES["2012"].conditions
    }

    assert all_met(list(check_conditions(REGIMES["2012"], good))) is True


def test_there_are_fifteen_guarantees_and_nine_marks_of_quality():
    conditions = REGIMES["2017"].conditions

    assert {each.number for each in conditions if each.group == "guarantee"} == set(range(1, 16))
    assert {each.number for each in conditions if each.group == "quality"} == set(range(1, 10))


def test_both_forms_of_retention_are_kept_apart():
    cohort = Cohort(intake=500, graduates=480, transfers_in=20, transfers_out=30, deaths=1)

    assert retention_of_expected(cohort) == Fraction(480, 489)
    assert retention_of_intake(cohort) == Fraction(490, 499)


def test_a_cohort_of_nobody_has_no_retention():
    with pytest.raises(NothingToCompare):
        retention_of_intake(Cohort(intake=0, graduates=0))


@pytest.mark.parametrize(
    ("years", "status", "left"),
    [
        ({"2024": "0.40", "2025": "0.44", "2026": "0.48"}, Status.WARNING, "0.5"),
        ({"2024": "0.30", "2025": "0.32", "2026": "0.34"}, Status.WORSENING, "8"),
        ({"2024": "0.40", "2025": "0.38"}, Status.STEADY, None),
        ({"2026": "0.49"}, Status.STEADY, None),
        ({"2024": "0.60", "2025": "0.55"}, Status.FAILS, None),
    ],
    ids=["soon too much", "growing slowly", "falling", "one year only", "too much already"],
)
def test_a_line_through_the_years_warns_before_the_limit(years, status, left):
    found = trends([judged("2017", cv, year=year, county="甲县") for year, cv in years.items()])

    assert {(trend.status, trend.years_left) for trend in found} == {(status, left and Decimal(left))}


def test_under_2012_only_the_composite_is_followed_and_the_worst_comes_first():
    verdicts = [
        judged("2012", cv, year=year, county=county)
        for county, values in {"甲县": ("0.5", "0.5"), "乙县": ("0.7", "0.7")}.items()
        for year, cv in zip(("2025", "2026"), values, strict=True)
    ]

    assert [(each.county, each.indicator) for each in trends(verdicts)] == [
        ("乙县", "composite"),
        ("甲县", "composite"),
    ]


@pytest.mark.parametrize(
    ("exact", "shown", "places", "agreement"),
    [
        ("0.5153", "0.52", 2, Agreement.EQUAL),
        ("0.125", "0.13", 2, Agreement.EQUAL),
        ("15.591", "15.5", 1, Agreement.TRUNCATED),
        ("15.591", "15.7", 1, Agreement.DIFFERS),
    ],
)
def test_a_printed_figure_is_rounded_half_up_or_wrong(exact, shown, places, agreement):
    assert compare_printed(Fraction(exact), Fraction(shown), places) is agreement


def test_figures_that_come_from_rounded_ones_have_some_slack():
    assert compare_printed(Fraction("0.5916"), Fraction("0.591"), 3, Fraction("0.0005")) is Agreement.EQUAL
    assert compare_printed(Fraction("0.593"), Fraction("0.591"), 3, Fraction("0.0005")) is Agreement.DIFFERS


@pytest.mark.parametrize("text", ["", "abc", "1,23", "1.2.3", "1e9", "NaN", "9" * 50])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(MalformedNumber):
        read_exact(text)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Fraction(0), "0.000000000000"),
        (Fraction(1913), "1913.00000000"),
        (Fraction("0.59175"), "0.591750000000"),
        (Fraction(1, 3), "0.33333333333333333333"),
        (Fraction(433_434_887_23, 100), "433434887.230"),
        (Fraction(10**15), "1000000000000000"),
        (Fraction(1, 10**9), "0.00000000100000000000"),
    ],
)
def test_figures_for_programs_have_twelve_digits_at_least(figure, text):
    assert written(figure) == text


def test_a_root_has_guard_digits():
    assert rounded(root(Fraction(2)), 40) == Decimal("1.4142135623730950488016887242096980785697")


@pytest.mark.parametrize("code", list_standards())
def test_every_standard_of_the_library_says_how_well_it_is_known(code):
    standard = load_standard(code)

    assert standard.rule.confidence
    assert standard.rule.at_least <= len(standard.requirements)
    assert len({each.code for each in standard.leaves()}) == len(list(standard.leaves()))


def test_a_standard_that_is_nearly_right_is_offered_its_neighbour():
    with pytest.raises(SchemeUnreadable, match="Did you mean gansu"):
        load_standard("gansuu")

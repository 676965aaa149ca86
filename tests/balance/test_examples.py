"""The figures that provinces, counties and schools have published, computed again."""

import csv
import json
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from statistics import fmean, pstdev, stdev

import pytest

from banheng.balance.exact import decimal_of, rounded
from banheng.balance.judging import judge_school
from banheng.balance.loading import load_regime, load_standard
from banheng.balance.printed import Agreement, compare_printed
from banheng.balance.schools import Level, School, SchoolType
from banheng.balance.splitting import Division, Stock, shares, units_of
from banheng.balance.variation import variation
from banheng.balance.verdict import judge
from banheng.spreadsheets.balance_file import Wanted, read_schools
from banheng.spreadsheets.balance_statistics import read_statistics
from tests.balance.making import unit

SHARED = Path(__file__).parents[3] / "shared/balance"
OWN = Path(__file__).parent / "examples"
REGIME_2012, REGIME_2017 = load_regime("2012"), load_regime("2017")
WEIGHTS = REGIME_2012.weights.by_level()


def example(number):
    """Find an example and what is expected of it; the published ones lie beside the checkout."""
    found = [*OWN.glob(f"example-{number}-*.csv"), *SHARED.glob(f"example-{number}-*.csv")]
    if not found:
        pytest.skip("the published examples are not in this checkout")
    return found[0], json.loads(found[0].with_suffix(".expected.json").read_text(encoding="utf-8"))


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def near(expected, tolerance):
    return pytest.approx(expected, abs=tolerance)


@pytest.fixture
def five_schools():
    path, stated = example("01")
    pairs = [(int(row["students"]), Fraction(row["books"])) for row in rows_of(path)]
    return pairs, variation(pairs), stated


def test_the_five_schools_have_the_published_coefficient(five_schools):
    pairs, found, stated = five_schools
    expected, tolerance = stated["expected"], stated["tolerance_abs"]

    off = [students * (stock / students - found.mean) ** 2 / found.students for students, stock in pairs]

    assert (found.students, found.stock) == (expected["students_total"], expected["books_total"])
    assert [float(stock / students) for students, stock in pairs] == near(expected["per_student"], tolerance)
    assert float(found.mean) == near(expected["county_mean"], tolerance)
    assert [float(each) for each in off] == near(expected["contributions"], tolerance)
    assert float(sum(off)) == near(expected["contribution_sum"], tolerance)
    assert (float(found.sd), float(found.cv)) == near((expected["sd"], expected["cv"]), tolerance)


def test_the_five_schools_round_to_what_was_printed(five_schools):
    _, found, stated = five_schools
    printed = stated["published"]

    assert [str(rounded(each, 2)) for each in (found.mean, found.sd, found.cv)] == [
        str(printed[name]) for name in ("county_mean", "sd", "cv")
    ]


def test_the_wrong_forms_that_are_about_are_not_ours(five_schools):
    pairs, found, stated = five_schools
    values = [float(stock / students) for students, stock in pairs]
    wrong = stated["wrong_answers_to_reject"]

    assert pstdev(values) / fmean(values) == near(wrong["unweighted_population_cv"], 1e-9)
    assert stdev(values) / fmean(values) == near(wrong["unweighted_sample_cv"], 1e-9)
    assert fmean(values) == near(wrong["mean_of_school_means"], 1e-9)
    assert abs(float(found.cv) - wrong["unweighted_population_cv"]) > 0.01
    assert abs(float(found.cv) - wrong["unweighted_sample_cv"]) > 0.01
    assert abs(float(found.mean) - wrong["mean_of_school_means"]) > 0.01


def divided(number, stock):
    path, stated = example(number)
    asked = Stock(stock, stock, Division.BY_WEIGHTS)
    schools = read_schools(path, Wanted([asked])).schools
    units = {
        (each.name, each.level): each for school in schools for each in units_of(school, WEIGHTS, [asked])
    }
    return schools, units, stated


def test_the_nine_year_school_is_split_without_rounding_its_shares():
    (school,), units, stated = divided("02", "books")
    expected, tolerance = stated["expected"], stated["tolerance_abs"]

    primary, junior = (units[school.name, level] for level in (Level.PRIMARY, Level.JUNIOR))
    share = shares(school.students, WEIGHTS)

    assert float(share[Level.PRIMARY]) == near(expected["primary_share"], tolerance)
    assert float(share[Level.JUNIOR]) == near(expected["junior_share"], tolerance)
    assert float(primary.figures["books"]) == near(expected["primary_books"], tolerance)
    assert float(junior.figures["books"]) == near(expected["junior_books"], tolerance)
    assert float(junior.figures["books"] / junior.students) == near(
        expected["junior_books_per_student"], tolerance
    )


def test_the_split_by_head_count_and_the_early_rounding_are_not_ours():
    (school,), units, stated = divided("02", "books")
    ours = units[school.name, Level.PRIMARY].figures["books"]

    assert abs(float(ours) - stated["wrong_answers_to_reject"]["head_count_split_primary_books"]) > 500
    assert compare_printed(ours, Fraction(stated["published"]["primary_books"]), 0) is Agreement.TRUNCATED
    assert abs(ours - stated["published"]["primary_books"]) < 1


def test_constructed_schools_are_split_by_one_vector_of_weights():
    _, units, stated = divided("09", "teaching_area_m2")
    expected, tolerance = stated["expected"], stated["tolerance_abs"]

    def area(school, level):
        return float(units[school, level].figures["teaching_area_m2"])

    assert area("甲校", Level.JUNIOR) == near(expected["甲校"]["junior_area"], tolerance)
    assert [area("乙校", level) for level in Level] == near(
        [expected["乙校"][f"{level}_area"] for level in Level], tolerance
    )
    assert area("丙校", Level.PRIMARY) == near(expected["丙校"]["primary_area"], tolerance)
    assert ("丙校", Level.JUNIOR) not in units


@pytest.mark.parametrize("number", ["03", "04"])
def test_published_composites_follow_from_the_coefficients(number):
    path, stated = example(number)

    found = [
        judge(REGIME_2012, place, coefficients)
        for place, coefficients in read_statistics(path, REGIME_2012).coefficients.items()
    ]

    assert len(found) == len(stated["expected"])
    for verdict, expected in zip(found, stated["expected"], strict=True):
        assert (verdict.place.county, verdict.place.level) == (expected["county"], expected["level"])
        assert verdict.composite == Decimal(expected["composite_exact"])
        assert str(rounded(verdict.composite, 3)) == expected["composite_3dp"]
        assert verdict.limit == Fraction(expected["threshold_2012"])
        assert verdict.passes is expected["pass_2012"]
        greatest = max(verdict.coefficients, key=lambda code: verdict.coefficients[code].value)
        assert greatest == expected["max_indicator"]


def test_luyang_passes_by_the_composite_though_one_indicator_is_above_the_limit():
    path, _ = example("03")

    (place, coefficients), *_ = read_statistics(path, REGIME_2012).coefficients.items()
    verdict = judge(REGIME_2012, place, coefficients)

    assert "sports_area" in verdict.failing
    assert verdict.passes


def test_jiujiang_fails_by_one_indicator_where_its_composite_would_pass():
    path, stated = example("05")
    expected, tolerance = stated["expected"], stated["tolerance_abs"]

    ((place, coefficients),) = read_statistics(path, REGIME_2017).coefficients.items()
    verdict = judge(REGIME_2017, place, coefficients)

    assert [float(each.value) for each in coefficients.values()] == near(expected["cv"], tolerance)
    assert float(verdict.composite) == near(expected["composite_mean_of_7"], tolerance)
    assert list(verdict.failing) == expected["failing"]
    assert verdict.passes is expected["all_pass_2017"]
    assert verdict.composite < decimal_of(verdict.limit)


def test_the_nine_year_school_of_gansu_has_what_its_report_says():
    path, stated = example("06")
    ((row),) = rows_of(path)
    expected, printed = stated["expected"], stated["published"]
    students, teachers = int(row["students"]), sum(int(row[f"staff_{degree}"]) for degree in DEGREES)

    (school,) = read_schools(path, Wanted(SAMPLE.stocks(), complete=False)).schools
    verdict = judge_school(SAMPLE, next(units_of(school, WEIGHTS, SAMPLE.stocks())))

    values = {each.code: each.value for each in verdict.judged}
    for code in ("land_per_student", "building_per_student", "books_per_student"):
        assert float(values[code]) == near(expected[code], stated["tolerance_abs"])
        assert rounded(values[code], 2) == Decimal(str(printed[code])).quantize(Decimal("0.01"))
    assert teachers == expected["full_time_teachers"]
    assert teachers / students == near(expected["teacher_student_ratio"], stated["tolerance_abs"])
    assert "land_per_student" not in verdict.missed


DEGREES = ("bachelor", "college", "secondary")
SAMPLE = load_standard("sample")


def test_the_village_school_of_henan_printed_one_figure_cut_off():
    path, stated = example("07")
    ((row),) = rows_of(path)
    students = int(row["students_derived"])
    land, books = Fraction(row["land_m2"]) / students, Fraction(row["books"]) / students

    assert students == 6 * int(row["average_class_size"]) == stated["expected"]["students_from_classes"]
    assert (float(land), float(books)) == near(
        (stated["expected"]["land_per_student"], stated["expected"]["books_per_student"]),
        stated["tolerance_abs"],
    )
    assert compare_printed(land, Fraction("12.1"), 1) is Agreement.EQUAL
    assert compare_printed(books, Fraction("15.5"), 1) is Agreement.TRUNCATED


def test_its_greatest_class_is_within_the_limit():
    path, stated = example("07")
    standard = load_standard("class-size")

    (school,) = read_schools(
        path, Wanted((), [(each.code, each.name) for each in standard.leaves()], complete=False)
    ).schools
    verdict = judge_school(standard, next(units_of(school, WEIGHTS, ())))

    assert verdict.judged[0].limit == stated["expected"]["class_limit_primary"]
    assert verdict.passes is stated["expected"]["class_limit_ok"]


def test_parts_add_up_to_the_printed_totals_of_counties():
    path, stated = example("08")
    rows = sorted(rows_of(path), key=lambda row: (row["county"], row["item"]))

    totals = {
        key: sum(int(row["value"]) for row in group)
        for key, group in groupby(rows, key=lambda row: (row["county"], row["item"]))
    }

    for county, items in stated["published"].items():
        assert {item: totals[county, item] for item in items} == items


@pytest.mark.parametrize("school", ["丁校", "戊校", "己校", "庚校"])
def test_six_of_seven_and_85_percent_decide(school):
    path, stated = example("10")
    standard = load_standard("2017")
    wanted = Wanted(standard.stocks(), [(each.code, each.name) for each in standard.leaves()], complete=False)

    (found,) = [each for each in read_schools(path, wanted).schools if each.name == school]
    verdict = judge_school(standard, next(units_of(found, WEIGHTS, standard.stocks())))

    expected = stated["expected"][school]
    assert (verdict.met, verdict.passes) == (expected["met"], expected["pass"])
    if "lowest_ratio" in expected:
        assert float(verdict.lowest_ratio) == near(expected["lowest_ratio"], 1e-9)


def test_the_national_space_table_is_off_by_a_hundredth_in_two_columns():
    path, stated = example("11")
    rows = {row["item"]: row for row in rows_of(path)}
    parts = ("classroom", "laboratory", "library", "pc_room", "language_room", "gymnasium")

    off = {
        column: sum(Decimal(rows[part][column]) for part in parts)
        - Decimal(rows["teaching_and_auxiliary"][column])
        for column in ("total", "urban", "town", "rural")
    }

    assert {column: str(each) for column, each in off.items()} == stated["expected"][
        "sum_of_parts_minus_published"
    ]


def test_the_gymnasium_is_taken_out_of_the_teaching_area():
    path, stated = example("11")
    rows = {row["item"]: row for row in rows_of(path)}
    figures = {
        "teaching_area_m2": rows["teaching_and_auxiliary"]["total"],
        "gymnasium_m2": rows["gymnasium"]["total"],
    }

    stock = REGIME_2012.indicator("teaching_area").stock_of(unit(1, figures))

    assert stock == Fraction(stated["expected"]["teaching_area_without_gymnasium"])


def test_a_complete_secondary_school_is_split_as_1_to_1_2():
    school = School(
        "", {Level.JUNIOR: 600, Level.SENIOR: 900}, type=SchoolType.COMPLETE_SECONDARY, is_whole=True
    )

    assert shares(school.students, WEIGHTS)[Level.JUNIOR] == Fraction(600) / (600 + Fraction("1.2") * 900)

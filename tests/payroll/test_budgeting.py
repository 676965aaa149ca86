"""What a scheme costs in a year, and what it would cost with other figures."""

import pytest

from banheng.payroll.budgeting import Basis, budget
from banheng.payroll.trying_rates import Band, bands, try_rates
from banheng.schools.models import Posting
from tests.factories import TODAY, adopt, make_school
from tests.payroll.paying import PAYING_ONLY, approved, differ, final_sheet, prepared, small_school

pytestmark = pytest.mark.django_db
TERM_AWARD = """longer_periods:
  - to: term
    take: mean
    ratings: [{code: pass, name: 合格, otherwise: true}]
    allowances: [{code: award, kind: by_rating, name: 学期奖, fen: {pass: 10000}}]
"""


def costs_of(known):
    return [(cost.period.code, cost.basis, cost.sum) for cost in known.costs]


def year_of(small, code="flat"):
    version = small.school.scheme_versions.get(code=code)
    return budget(version, small.year, TODAY)


def test_a_year_is_what_is_final_what_runs_and_what_is_expected():
    """四个班每月各 200 元：九月已定稿发放，十月进行中，十一月到一月按九月估算。"""
    small = small_school()
    approved(final_sheet(small))

    known = year_of(small)

    assert costs_of(known) == [
        ("2026-09", Basis.PAID, 80000),
        ("2026-10", Basis.RUNS, 80000),
        ("2026-11", Basis.EXPECTED, 80000),
        ("2026-12", Basis.EXPECTED, 80000),
        ("2027-01", Basis.EXPECTED, 80000),
    ]
    assert known.grades == ["一年级", "二年级"]
    assert (known.of_grade("一年级"), known.sum, known.at_full_marks) == (200000, 400000, 400000)


def test_a_month_that_runs_is_no_measure_while_another_is_over():
    small = small_school()
    Posting.objects.filter(staff=small.teachers["101"]).update(last="2026-09-30")

    known = year_of(small)

    assert [cost.sum for cost in known.costs] == [80000, 60000, 80000, 80000, 80000]
    assert [cost.basis for cost in known.costs[:2]] == [Basis.COMPUTED, Basis.RUNS]


def test_while_no_month_is_over_the_one_that_runs_is_the_measure():
    small = make_school()
    adopt(small.school, text=PAYING_ONLY.format(code="flat", fen=20000), first=TODAY.replace(day=1))

    assert costs_of(year_of(small))[0] == ("2026-10", Basis.RUNS, 80000)
    assert costs_of(year_of(small))[1] == ("2026-11", Basis.EXPECTED, 80000)


def test_awards_of_a_term_are_part_of_the_year():
    small = make_school()
    adopt(small.school, text=PAYING_ONLY.format(code="flat", fen=20000) + TERM_AWARD)

    known = year_of(small)

    assert costs_of(known)[-1] == ("2026-2027-1", Basis.RUNS, 0)
    assert sum(known.costs[-1].at_full_marks.values()) == 40000


def test_corrections_stand_beside_the_year():
    small = small_school()
    sheet = final_sheet(small)
    differ(sheet, small.teachers["101"], 550)
    assert year_of(small).besides == 0
    prepared(sheet)
    assert year_of(small).besides == 0

    approved(sheet)

    assert (year_of(small).besides, year_of(small).costs[0].sum) == (550, 80000)


def test_other_figures_show_the_year_beside_the_present_one():
    """每人每月 200 元改为 230.50 元：每年级两人五个月，2000 元变 2305 元。"""
    small = small_school()
    final_sheet(small)
    known = year_of(small)

    trial = try_rates(known, {"base.fen": 23050})

    assert (trial.before, trial.after) == (
        {"一年级": 200000, "二年级": 200000},
        {"一年级": 230500, "二年级": 230500},
    )
    assert trial.sums == (400000, 461000)
    assert [(band.people, band.before, band.after, band.gain, band.lose) for band in trial.bands] == [
        (1, 40000, 46100, 1, 0)
    ] * 4


def test_teachers_are_put_into_quarters_by_what_they_are_paid():
    before = {"a": 10, "b": 30, "c": 20, "d": 40, "e": 50}
    after = {"a": 12, "b": 25, "c": 20, "d": 40, "e": 60}

    assert bands(before, after) == [
        Band(1, 10, 12, 1, 0),
        Band(2, 50, 45, 0, 1),
        Band(1, 40, 40, 0, 0),
        Band(1, 50, 60, 1, 0),
    ]
    assert bands({}, {}) == []

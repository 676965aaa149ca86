"""Cases at the edge, by hand, on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from banheng.core.errors import LimitExceeded, MalformedPeriod
from banheng.core.periods import Period, PeriodKind, WeekRule
from banheng.scoring.roster import Posting, Role
from banheng.scoring.run import Engine
from tests.scoring.builders import MARK, by_class, marks, record, scheme_with, sheet

engines = pytest.mark.parametrize("engine", list(Engine))

OPTIONAL = {
    "code": "optional",
    "name": "住宿",
    "full_points": 10,
    "rule": {
        "kind": "tally",
        "events": {"e": {"name": "违纪", "points": -1}},
        "when_missing": "not_applicable",
    },
}


def tree(*items: dict[str, object], **more: object) -> list[dict[str, object]]:
    """One indicator with the items."""
    return [{"code": "all", "name": "全部", "items": list(items), **more}]


@engines
def test_what_does_not_apply_meets_no_condition_and_costs_nothing(engine) -> None:
    veto = {
        "code": "low",
        "name": "住宿过低",
        "when": {"part": "optional", "below": 6},
        "effect": {"points": "zero"},
    }
    fine = {"code": "fine", "name": "扣款", "kind": "below", "of": "optional", "at": 6, "fen": -5_000}
    scheme = scheme_with(indicators=tree(MARK, OPTIONAL), vetoes=[veto], allowances=[fine])

    results = sheet(
        scheme, [*marks(a="90"), *marks(b="80"), record("b", "optional", event="e", quantity=50_000)], engine
    )

    assert by_class(results, "total") == {"a": 900_000, "b": 0}
    assert by_class(results, "pay") == {"a": 0, "b": -5_000}


@engines
def test_only_parts_with_full_points_are_scaled_up(engine) -> None:
    # 40 of 50 applies, 10 of 60 does not: 40 x 60 / 50 = 48; the 3 extra points stay 3
    base = {**MARK, "code": "base", "full_points": 50}
    scheme = scheme_with(indicators=tree(base, OPTIONAL, MARK))

    results = sheet(scheme, [record("a", "base", "40"), record("a", "mark", "3")], engine)

    assert by_class(results, "total") == {"a": 510_000}


@engines
def test_an_indicator_that_is_deducted_from_is_not_scaled(engine) -> None:
    deduction = {**MARK, "code": "deduction", "full_points": 50}
    scheme = scheme_with(indicators=tree(deduction, OPTIONAL, start="full", full_points=60))

    results = sheet(scheme, [record("a", "deduction", "-5")], engine)

    assert by_class(results, "total") == {"a": 550_000}


@engines
def test_who_was_replaced_for_the_whole_month_has_no_result(engine) -> None:
    postings = (Posting("a", "own", row=1), Posting("a", "other", role=Role.SUBSTITUTE, row=2))
    scheme = scheme_with(ranking={}, ratings=[{"code": "pass", "name": "合格", "otherwise": True}])

    results = sheet(scheme, marks(a="90"), engine, postings=postings)

    own, other, _ = results.results
    assert (own.total, own.rank, own.rating, own.flags) == (0, None, "", ("not_applicable",))
    assert (other.total, other.rank, other.rating) == (900_000, 1, "pass")


@engines
def test_who_later_stands_in_for_the_own_class_is_paid_as_homeroom_teacher(engine) -> None:
    postings = (
        Posting("a", "first", last=date(2026, 10, 25), row=1),
        Posting("a", "second", first=date(2026, 10, 26), row=2),
        Posting("a", "first", first=date(2026, 10, 30), role=Role.SUBSTITUTE, row=3),
    )
    line = {"code": "base", "name": "基本", "kind": "fixed", "fen": 31_000}
    scheme = scheme_with(allowances=[line], pay={"prorate": "days_in_post"})

    results = sheet(scheme, [], engine, postings=postings)

    assert [r.pay for r in results.results if not r.subject.is_class_line] == [27_000, 4_000]


@engines
@pytest.mark.parametrize(
    ("rule", "points"),
    [
        ({"kind": "target", "target": 4, "short": -1}, "6"),
        ({"kind": "band", "measure": "count", "bands": [{"at_most": 3, "points": 8}]}, "8"),
        ({"kind": "ratio", "numerator": {"name": "参加"}, "over": {"pupils": True}}, "0"),
    ],
)
def test_nothing_recorded_can_be_counted_as_zero(rule, points, engine) -> None:
    item = {"code": "item", "name": "项", "full_points": 10, "rule": {**rule, "when_missing": "counted_zero"}}
    scheme = scheme_with(indicators=tree(item, MARK))

    results = sheet(scheme, [record("a", "mark", "0")], engine)

    assert by_class(results, "total") == {"a": int(points) * 10_000}


@engines
@pytest.mark.parametrize(
    ("effect", "total", "rating", "pay"),
    [
        ({"points": "zero"}, -100_000, "fail", -1_000),
        ({"points_percent": 50}, -100_000, "fail", -1_000),
        ({"rating": "basic"}, -100_000, "fail", -1_000),
        ({"allowance": "forfeit_period"}, -100_000, "fail", -1_000),
    ],
)
def test_a_veto_never_makes_a_result_better(effect, total, rating, pay, engine) -> None:
    ratings = [
        {"code": "basic", "name": "基本合格", "by": "points", "at_least": 50},
        {"code": "fail", "name": "不合格", "otherwise": True},
    ]
    fine = {"code": "fine", "name": "扣款", "kind": "fixed", "fen": -1_000}
    scheme = scheme_with(
        ratings=ratings, vetoes=[{"code": "bad", "name": "事故", "effect": effect}], allowances=[fine]
    )

    (result,) = sheet(scheme, [*marks(a="-10"), record("a", "bad")], engine).results

    assert (result.total, result.rating, result.pay) == (total, rating, pay)


@engines
def test_a_veto_by_the_result_looks_at_the_result_after_decisions(engine) -> None:
    veto = {"code": "low", "name": "过低", "when": {"below": 60}, "effect": {"points": "zero"}}
    scheme = scheme_with(vetoes=[veto], decisions={"by": "校委会", "may": ["points"]})

    results = sheet(scheme, [*marks(a="58"), record("a", "decision", "5", event="adjust")], engine)

    assert by_class(results, "total") == {"a": 630_000}


@engines
def test_a_floor_of_pay_holds_after_rounding_but_not_against_a_veto(engine) -> None:
    line = {"code": "base", "name": "基本", "kind": "fixed", "fen": 120}
    scheme = scheme_with(
        allowances=[line],
        pay={"floor": 150, "rounding": {"to": "yuan", "mode": "down"}},
        vetoes=[{"code": "bad", "name": "事故", "effect": {"allowance": "forfeit_period"}}],
    )

    results = sheet(scheme, [*marks(a="1", b="1"), record("b", "bad")], engine)

    assert by_class(results, "pay") == {"a": 150, "b": 0}


@engines
def test_a_month_counts_for_a_school_only_if_that_school_recorded_something(engine) -> None:
    longer = [{"to": "term", "take": "mean"}]
    postings = (Posting("a", "t", school="甲"), Posting("b", "u", school="乙"))
    rows = [
        record("a", "mark", "90", school="甲", day=date(2026, 9, 14)),
        record("b", "mark", "80", school="乙", day=date(2026, 10, 14)),
    ]

    results = sheet(scheme_with(longer_periods=longer), rows, engine, postings=postings, period="2026-2027-1")

    assert by_class(results, "total") == {"a": 900_000, "b": 800_000}


@engines
def test_the_line_of_a_class_goes_on_through_months_with_one_teacher(engine) -> None:
    # September one teacher 90, October a change (40 + 40), so the class has 90 and 80
    postings = (
        Posting("a", "old", last=date(2026, 10, 15), row=1),
        Posting("a", "new", first=date(2026, 10, 16), row=2),
    )
    rows = [
        record("a", "mark", "90", day=date(2026, 9, 14)),
        record("a", "mark", "40", day=date(2026, 10, 14)),
        record("a", "mark", "40", day=date(2026, 10, 20)),
    ]
    scheme = scheme_with(longer_periods=[{"to": "term", "take": "mean"}])

    *_, line = sheet(scheme, rows, engine, postings=postings, period="2026-2027-1").results

    assert line.subject.is_class_line
    assert line.total == 850_000


@engines
def test_places_are_only_taken_by_those_in_post(engine) -> None:
    # week by week: the teacher who left on 4 October holds no place afterwards
    inner = {"kind": "tally", "events": {"e": {"name": "违纪", "points": -1}}, "when_missing": "start"}
    place = {"kind": "position", "table": [10, 5, 0], "by": inner, "when_missing": "zero"}
    item = {
        "code": "item",
        "name": "周排名",
        "full_points": 100,
        "rule": {"kind": "roll_up", "each": "week", "take": "sum", "rule": place},
    }
    postings = (
        Posting("a", "left", last=date(2026, 10, 4), row=1),
        Posting("b", "stays", row=2),
        Posting("c", "new", first=date(2026, 10, 5), row=3),
    )
    rows = [record("b", "item", event="e", day=date(2026, 10, 20))]

    left, stays, new = sheet(scheme_with(indicators=tree(item)), rows, engine, postings=postings).results

    # five weeks touch October; b is second only in the week of 20 October, c has the four from 5 October
    assert (left.total, stays.total, new.total) == (100_000, 450_000, 400_000)


def test_a_sum_too_large_to_stay_exact_in_64_bits_is_refused() -> None:
    rows = [record("a", "mark", "100000") for _ in range(5)]

    with pytest.raises(LimitExceeded):
        sheet(scheme_with(), rows, Engine.COLUMNAR)


def test_a_period_without_a_whole_week_is_refused_by_name() -> None:
    piece = Period(PeriodKind.MONTH, "2026-09", date(2026, 9, 29), date(2026, 9, 30))

    with pytest.raises(MalformedPeriod, match="no whole week belongs to 2026-09"):
        piece.whole_weeks(WeekRule.BY_MONDAY)

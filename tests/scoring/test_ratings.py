"""Ratings, ranks and quotas by hand, on both engines."""

from __future__ import annotations

import pytest

from banheng.scoring.run import Engine
from tests.scoring.builders import by_class, marks, record, scheme_with, sheet

engines = pytest.mark.parametrize("engine", list(Engine))

REST = {"code": "rest", "name": "合格", "otherwise": True}


def share(percent: int, **more: object) -> dict[str, object]:
    """A rating for a share of the school."""
    return {"code": "top", "name": "优秀", "by": "share", "share": percent, **more}


@engines
@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("competition", {"a": 1, "b": 2, "c": 2, "d": 4}),
        ("dense", {"a": 1, "b": 2, "c": 2, "d": 3}),
        ("last", {"a": 1, "b": 3, "c": 3, "d": 4}),
    ],
)
def test_equal_totals_rank_as_the_scheme_says(ties, expected, engine) -> None:
    scheme = scheme_with(ranking={"ties": ties})

    results = sheet(scheme, marks(a="95", b="90", c="90", d="80"), engine)

    assert by_class(results, "rank") == expected


@engines
def test_a_tie_break_separates_equal_totals(engine) -> None:
    scheme = scheme_with(ranking={"tie_break": ["second"]})
    rows = [*marks(a="90", b="90"), record("b", "second", "3"), record("a", "second", "2")]

    results = sheet(scheme, rows, engine)

    assert by_class(results, "rank") == {"a": 2, "b": 1}


@engines
@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        # 30 % of 5 = 1.5 places
        pytest.param(share(30), "ab", id="a half place counts as one when rounding half up"),
        pytest.param(share(30, share_rounding="down"), "a", id="and is lost when rounding down"),
        pytest.param(share(10), "a", id="10 % of 5 is half a place, rounded up"),
        pytest.param(share(5), "", id="5 % of 5 is a quarter of a place: nobody"),
        pytest.param(share(5, least_number=1), "a", id="unless at least one is stated"),
        pytest.param(share(60), "abcd", id="three places, third place tied: both are in"),
        pytest.param(share(60, ties="none_in"), "ab", id="or neither"),
        pytest.param(share(60, not_below=93), "a", id="nobody below the bar"),
        pytest.param(share(20, from_bottom=True), "e", id="a quota from the bottom"),
    ],
)
def test_a_quota_takes_the_best_ranked(rating, expected, engine) -> None:
    scheme = scheme_with(ratings=[rating, REST])

    results = sheet(scheme, marks(a="95", b="92", c="90", d="90", e="70"), engine)

    assert "".join(who for who, code in by_class(results, "rating").items() if code == "top") == expected


@engines
def test_a_second_quota_goes_on_where_the_first_ended(engine) -> None:
    good = {"code": "good", "name": "良好", "by": "rank", "top": 2}
    best = {"code": "best", "name": "优秀", "by": "rank", "top": 1}
    scheme = scheme_with(ratings=[best, good, REST])

    results = sheet(scheme, marks(a="95", b="92", c="90", d="80"), engine)

    assert by_class(results, "rating") == {"a": "best", "b": "good", "c": "good", "d": "rest"}


@engines
def test_two_of_three_conditions_are_enough_where_the_scheme_says_so(engine) -> None:
    conditions = [{"at_least": 90}, {"part": "second", "at_least": 5}, {"part": "mark", "above": 95}]
    first = {"code": "first", "name": "一等", "by": "points", "needs": {"at_least": 2, "of": conditions}}
    scheme = scheme_with(ratings=[first, REST])
    rows = [*marks(a="96", b="91", c="91"), record("b", "second", "5"), record("c", "second", "4.9")]

    results = sheet(scheme, rows, engine)

    assert by_class(results, "rating") == {"a": "first", "b": "first", "c": "rest"}


BANDS = [
    {"code": "good", "name": "良好", "by": "points", "at_least": 80},
    {"code": "pass", "name": "合格", "by": "points", "at_least": 60},
    {"code": "fail", "name": "不合格", "otherwise": True},
]


@engines
@pytest.mark.parametrize(
    ("effect", "rating", "total"),
    [
        ({"rating": "fail"}, "fail", "90"),
        ({"rating_at_most": "pass"}, "pass", "90"),
        ({"downgrade": 1}, "pass", "90"),
        ({"downgrade": 5}, "fail", "90"),
        ({"points": "zero"}, "fail", "0"),
        ({"points_percent": 70}, "pass", "63"),
        ({}, "good", "90"),
    ],
)
def test_a_veto_has_the_effect_it_names_and_no_other(effect, rating, total, engine) -> None:
    scheme = scheme_with(ratings=BANDS, vetoes=[{"code": "accident", "name": "事故", "effect": effect}])

    results = sheet(scheme, [*marks(a="90"), record("a", "accident")], engine)

    assert by_class(results, "rating") == {"a": rating}
    assert by_class(results, "total") == {"a": int(total) * 10_000}


@engines
@pytest.mark.parametrize(("ranking", "ranks"), [("excluded", [None, 1]), ("keep", [1, 2])])
def test_a_vetoed_subject_leaves_the_ranking_only_if_the_scheme_says_so(ranking, ranks, engine) -> None:
    veto = {"code": "accident", "name": "事故", "effect": {"ranking": ranking, "rating": "rest"}}
    best = {"code": "best", "name": "优秀", "by": "rank", "top": 1}
    scheme = scheme_with(ranking={}, vetoes=[veto], ratings=[best, REST])

    results = sheet(scheme, [*marks(a="90", b="80"), record("a", "accident")], engine)

    assert list(by_class(results, "rank").values()) == ranks
    assert by_class(results, "rating") == {"a": "rest", "b": "best" if ranking == "excluded" else "rest"}


@engines
def test_the_committee_can_waive_a_veto_and_settle_a_total_and_a_rating(engine) -> None:
    scheme = scheme_with(
        ratings=BANDS,
        vetoes=[{"code": "accident", "name": "事故", "effect": {"rating": "fail"}}],
        decisions={"by": "校委会", "may": ["points", "rating", "veto"]},
    )
    rows = [
        *marks(a="90", b="90", c="50"),
        record("a", "accident"),
        record("a", "decision", event="veto", level="accident", note="责任不在班级"),
        record("b", "decision", "-15", event="adjust", note="重复记录"),
        record("c", "decision", event="rating", level="pass", note="中途接班"),
    ]

    results = sheet(scheme, rows, engine)

    assert by_class(results, "rating") == {"a": "good", "b": "pass", "c": "pass"}
    assert by_class(results, "total") == {"a": 900_000, "b": 750_000, "c": 500_000}


@engines
def test_a_decision_nobody_may_take_has_no_effect(engine) -> None:
    scheme = scheme_with(ratings=BANDS, decisions={"by": "校委会", "may": ["veto"]})

    results = sheet(scheme, [*marks(a="90"), record("a", "decision", "10", event="points")], engine)

    assert by_class(results, "total") == {"a": 900_000}


@engines
def test_the_last_places_are_flagged_as_information(engine) -> None:
    scheme = scheme_with(ranking={"flag_last": 1})

    results = sheet(scheme, marks(a="90", b="70", c="70"), engine)

    assert by_class(results, "flags") == {"a": (), "b": ("last_place",), "c": ("last_place",)}

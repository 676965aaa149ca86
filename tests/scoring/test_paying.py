"""Pay by hand, on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from banheng.scoring.paying import differences
from banheng.scoring.roster import Posting, Role
from banheng.scoring.run import Engine
from tests.scoring.builders import by_class, marks, record, scheme_with, sheet

engines = pytest.mark.parametrize("engine", list(Engine))
RATINGS = [
    {"code": "good", "name": "优", "by": "points", "at_least": 80},
    {"code": "fail", "name": "差", "otherwise": True},
]


def line(kind: str, **more: object) -> dict[str, object]:
    """One allowance."""
    return {"code": "line", "name": "津贴", "kind": kind, **more}


@engines
@pytest.mark.parametrize(
    ("allowance", "fen"),
    [
        # the teacher of class a: 87.5 points, 52 pupils, 12 boarders, 7 years, rank 1, rating good
        (line("fixed", fen=20_000), 20_000),
        (line("per_point", fen=100), 8_750),
        (line("per_point", fen=33), 2_888),  # 87.5 x 0.33 yuan = 28.875
        (line("per_point", fen=100, above=80), 750),
        (line("per_point", fen=100, most_fen=5_000), 5_000),
        (line("per_pupil", fen=100), 5_200),
        (line("per_pupil", fen=50, over=45), 350),
        (line("per_pupil", fen=300, count="boarders"), 3_600),
        (line("per_pupil", fen=100, count="day_pupils", months=5), 20_000),
        (line("per_pupil", by_stage={"junior": 100, "senior": 150}), 5_200),
        (line("by_rating", fen={"good": 50_000}), 50_000),
        # pay by size of class, as the national rule of old did: 36 to 50, 51 and more
        (
            line("by_band", of="pupils", bands=[{"at_least": 51, "fen": 700}, {"at_least": 36, "fen": 600}]),
            700,
        ),
        (
            line("by_band", bands=[{"at_least": 90, "fen": 900}, {"at_least": 80, "below": 90, "fen": 800}]),
            800,
        ),
        (line("by_rank", fen=[9_000, 3_700]), 9_000),
        (line("below", at=90, fen=-5_000), -5_000),
        (line("below", at="87.5", fen=-5_000), 0),
        (line("seniority", fen=500, every_years=3), 1_000),
        (line("per_day", fen=1_000), 22_000),  # October 2026 has 22 weekdays
        (line("per_day", fen=1_000, most_days=20), 20_000),
        (line("per_day", fen=20_000, for_days=22), 20_000),  # 200 yuan for 22 days, exactly
        (line("per_day", fen=20_000, for_days=22, most_days=5), 4_545),  # 45.4545... yuan
        (line("decided", most_fen=30_000), 30_000),  # 350 yuan were decided
        (line("per_event", events={"late": {"name": "迟到", "fen": -500}}), -1_500),
        (line("minimum", average_fen=300_000, percent=10, fen=20_000), 30_000),
        (line("minimum", average_fen=300_000, percent=10, fen=20_000, take="lesser"), 20_000),
    ],
)
def test_each_kind_of_allowance_pays_what_it_says(allowance, fen, engine) -> None:
    scheme = scheme_with(ratings=RATINGS, ranking={}, allowances=[allowance])
    postings = (
        Posting("a", "ta", stage="junior", pupils=52, boarders=12, years=7, row=1),
        Posting("b", "tb", stage="junior", row=2),
    )
    rows = marks(a="87.5", b="60")
    if allowance["kind"] == "decided":
        rows.append(record("a", "line", "350"))
    if allowance["kind"] == "per_event":
        rows += [record("a", "line", event="late", quantity=20_000), record("a", "line", event="late")]

    results = sheet(scheme, rows, engine, postings=postings)

    assert by_class(results, "pay")["a"] == fen


@engines
@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        ({"by": "rating", "percent": {"fail": 50}}, {"a": 20_000, "b": 10_000}),
        ({"by": "all", "percent": {"all": 200}}, {"a": 40_000, "b": 40_000}),
        ({"by": "class_type", "percent": {"毕业班": "105"}}, {"a": 21_000, "b": 20_000}),
        ({"by": "level", "percent": {"重": 60}}, {"a": 20_000, "b": 12_000}),
    ],
)
def test_a_factor_multiplies_what_was_paid_so_far(factor, expected, engine) -> None:
    allowances = [
        {"code": "base", "name": "基本", "kind": "fixed", "fen": 20_000},
        {"code": "sanction", "name": "系数", "kind": "factor", **factor},
    ]
    scheme = scheme_with(ratings=RATINGS, allowances=allowances)
    postings = (Posting("a", "ta", class_type="毕业班", row=1), Posting("b", "tb", row=2))
    rows = marks(a="90", b="60")
    if factor["by"] == "level":
        rows.append(record("b", "sanction", level="重"))

    results = sheet(scheme, rows, engine, postings=postings)

    assert by_class(results, "pay") == expected


@engines
def test_a_pool_by_points_pays_out_every_fen(engine) -> None:
    # 1000.00 yuan over 90 + 80 + 70 = 240 points: 375.00, 333.33.., 291.66.. -> the last fen to c
    scheme = scheme_with(allowances=[line("pool", fen=100_000)])

    results = sheet(scheme, marks(a="90", b="80", c="70"), engine)

    assert by_class(results, "pay") == {"a": 37_500, "b": 33_333, "c": 29_167}


@engines
def test_the_whole_pay_is_forfeited_by_a_veto_that_says_so(engine) -> None:
    veto = {"code": "accident", "name": "事故", "effect": {"allowance": "forfeit_period"}}
    pool = {"code": "pool", "name": "奖金", "kind": "pool", "fen": 10_000, "by": "equal"}
    scheme = scheme_with(vetoes=[veto], allowances=[line("fixed", fen=20_000), pool])

    results = sheet(scheme, [*marks(a="90", b="80"), record("a", "accident")], engine)

    assert by_class(results, "pay") == {"a": 0, "b": 30_000}


@engines
@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        ({}, -1_005),
        ({"floor": 0}, 0),
        ({"rounding": {"to": "jiao"}}, -1_010),
        ({"rounding": {"to": "yuan", "mode": "down"}}, -1_000),
    ],
)
def test_pay_stops_at_the_floor_and_is_rounded_as_stated(pay, expected, engine) -> None:
    # 000-F-09, 000-F-12: 40 points are 40 yuan, below 60 costs 50 yuan
    allowances = [
        {"code": "points", "name": "考核津贴", "kind": "per_point", "fen": 100},
        {"code": "fine", "name": "不及格", "kind": "below", "at": 60, "fen": -5_000},
    ]
    scheme = scheme_with(allowances=allowances, pay=pay)

    results = sheet(scheme, marks(a="39.95"), engine)

    assert by_class(results, "pay") == {"a": expected}


CHANGE = (
    Posting("a", "old", last=date(2026, 10, 11), pupils=40, row=1),
    Posting("a", "new", first=date(2026, 10, 12), pupils=40, row=2),
)
SUBSTITUTE = (
    Posting("a", "own", pupils=40, row=1),
    Posting("a", "other", first=date(2026, 10, 12), last=date(2026, 10, 16), role=Role.SUBSTITUTE, row=2),
)


def pay_by_teacher(results) -> dict[str, int]:
    """The pay of every teacher."""
    return {r.subject.posting.teacher: r.pay for r in results.results if not r.subject.is_class_line}


@engines
@pytest.mark.parametrize(
    ("prorate", "expected"),
    [
        ("none", {"old": 31_000, "new": 31_000}),
        ("days_in_post", {"old": 11_000, "new": 20_000}),  # 11 and 20 of 31 days
        ("school_days", {"old": 9_864, "new": 21_136}),  # 7 and 15 of 22 weekdays
    ],
)
def test_a_change_in_mid_month_shares_the_month_by_days(prorate, expected, engine) -> None:
    scheme = scheme_with(allowances=[line("fixed", fen=31_000)], pay={"prorate": prorate})

    results = sheet(scheme, [], engine, postings=CHANGE)

    assert pay_by_teacher(results) == expected


@engines
def test_a_substitute_is_paid_by_the_day_and_leave_is_taken_off(engine) -> None:
    allowances = [
        {"code": "base", "name": "基本", "kind": "fixed", "fen": 30_000},
        {"code": "leave", "name": "请假", "kind": "leave", "fen": -1_000},
        {"code": "stand_in", "name": "代理", "kind": "per_day", "fen": 1_000, "paid_to": ["substitute"]},
    ]
    scheme = scheme_with(allowances=allowances, pay={"prorate": "none"})

    results = sheet(scheme, [], engine, postings=SUBSTITUTE)

    assert pay_by_teacher(results) == {"own": 25_000, "other": 5_000}


def test_a_later_correction_is_paid_as_a_difference() -> None:
    before, after = {"a": 30_000, "b": 20_000, "gone": 500}, {"a": 31_000, "b": 20_000, "new": 700}

    assert differences(before, after) == {"a": 1_000, "gone": -500, "new": 700}


@engines
def test_a_pool_of_so_much_a_class_counts_classes_not_teachers(engine) -> None:
    # 003-A-58: two classes are 600 yuan, though class a had two teachers (11 + 20 days) and b one (31 days)
    pool = line("pool", fen_per_class=30_000, by="equal")

    results = sheet(scheme_with(allowances=[pool]), [], engine, postings=(*CHANGE, Posting("b", "tb", row=3)))

    assert pay_by_teacher(results) == {"old": 10_645, "new": 19_355, "tb": 30_000}


ASSISTANTS = (
    Posting("a", "ta", pupils=40, row=1),
    Posting("a", "va", role=Role.ASSISTANT_HOMEROOM_TEACHER, row=2),
    Posting("b", "tb", pupils=40, row=3),
    Posting("b", "vb", first=date(2026, 10, 22), role=Role.ASSISTANT_HOMEROOM_TEACHER, row=4),
    Posting("c", "tc", pupils=40, row=5),
)
OWN = {"paid_to": ["assistant_homeroom_teacher"]}
RANKED = line("by_rank", fen=[5_000, 4_000, 3_000])


@engines
@pytest.mark.parametrize(
    ("allowances", "expected"),
    [
        # 50, 40, 30 yuan a place, and 30, 20, 10 for the assistant of the class, by days: 10 of 31
        (
            [RANKED, {**line("by_rank", fen=[3_000, 2_000, 1_000]), "code": "own", **OWN}],
            {"ta": 5_000, "va": 3_000, "tb": 4_000, "vb": 645, "tc": 3_000},
        ),
        (
            [RANKED, {**line("assistant_share", percent=30), "code": "share"}],
            {"ta": 3_500, "va": 1_500, "tb": 3_613, "vb": 387, "tc": 3_000},
        ),
        (
            [RANKED, {**line("assistant_share", percent=30, on_top=True, of=["line"]), "code": "share"}],
            {"ta": 5_000, "va": 1_500, "tb": 4_000, "vb": 387, "tc": 3_000},
        ),
        ([line("per_pupil", fen=100, **OWN)], {"ta": 0, "va": 0, "tb": 0, "vb": 0, "tc": 0}),
        ([line("fixed", fen=3_100, **OWN)], {"ta": 0, "va": 3_100, "tb": 0, "vb": 1_000, "tc": 0}),
        (
            [line("pool", fen=10_000, by="equal", for_days=False, **OWN)],
            {"ta": 0, "va": 5_000, "tb": 0, "vb": 5_000, "tc": 0},
        ),
        (
            [line("pool", fen=10_000, by="points", for_days=False, paid_to=["homeroom_teacher", *OWN["paid_to"]])],
            {"ta": 2_250, "va": 2_250, "tb": 2_000, "vb": 2_000, "tc": 1_500},
        ),
    ],
)  # fmt: skip
def test_assistants_are_paid_by_the_result_of_their_class_for_their_own_days(
    allowances, expected, engine
) -> None:
    scheme = scheme_with(allowances=allowances, ranking={}, pay={"prorate": "days_in_post"})

    results = sheet(scheme, marks(a="90", b="80", c="60"), engine, postings=ASSISTANTS)

    assert pay_by_teacher(results) == expected

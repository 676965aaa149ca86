"""Who answers for which days, and what happens to their records."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from banheng.core.errors import InputRefused, MalformedPeriod
from banheng.core.periods import parse_period
from banheng.scoring.roster import Posting, Role
from banheng.scoring.run import Engine
from banheng.scoring.subjects import subjects_of
from tests.scoring.builders import MARK, record, scheme_with, sheet

engines = pytest.mark.parametrize("engine", list(Engine))
OCTOBER = parse_period("2026-10")


def totals(results) -> dict[str, int]:
    """Total by teacher; the line of a class by its class."""
    return {
        r.subject.key.rpartition("/")[2] or r.subject.posting.school_class: r.total // 10_000
        for r in results.results
    }


@engines
def test_each_of_two_teachers_answers_for_their_own_days_and_the_class_keeps_a_line(engine) -> None:
    postings = (
        Posting("a", "old", last=date(2026, 10, 11), row=1),
        Posting("a", "new", first=date(2026, 10, 12), row=2),
    )
    rows = [
        record("a", "mark", "3", day=date(2026, 10, 11)),
        record("a", "mark", "4", day=date(2026, 10, 12)),
        record("", "mark", "1", teacher="old", day=date(2026, 10, 20)),
    ]

    results = sheet(scheme_with(), rows, engine, postings=postings)

    assert totals(results) == {"old": 4, "new": 4, "a": 8}


@engines
def test_a_substitute_answers_for_the_days_of_substitution(engine) -> None:
    postings = (
        Posting("a", "own", row=1),
        Posting("a", "other", first=date(2026, 10, 12), last=date(2026, 10, 16), role=Role.SUBSTITUTE, row=2),
    )
    rows = [
        record("a", "mark", "3", day=date(2026, 10, 14)),
        record("a", "mark", "4", day=date(2026, 10, 19)),
    ]

    results = sheet(scheme_with(), rows, engine, postings=postings)

    assert totals(results) == {"own": 4, "other": 3, "a": 7}


@engines
def test_a_class_that_opens_in_mid_month_is_scored_from_then_on(engine) -> None:
    postings = (Posting("a", "t", first=date(2026, 10, 19), row=1),)
    rows = [record("a", "mark", "5", day=date(2026, 10, 20))]

    results = sheet(scheme_with(), rows, engine, postings=postings)

    assert totals(results) == {"t": 5}
    assert len(results.results[0].subject.days) == 13


@engines
def test_with_too_few_days_in_post_nobody_is_ranked_or_rated(engine) -> None:
    scheme = scheme_with(
        eligible={"least_days": 15},
        ranking={},
        ratings=[{"code": "pass", "name": "合格", "otherwise": True}],
    )
    postings = (
        Posting("a", "old", last=date(2026, 10, 11), row=1),
        Posting("a", "new", first=date(2026, 10, 12), row=2),
    )

    old, new, line = sheet(scheme, [record("a", "mark", "5")], engine, postings=postings).results

    assert (old.rank, old.rating, old.flags) == (None, "", ("not_eligible",))
    assert (new.rank, new.rating, new.flags) == (1, "pass", ())
    assert (line.rank, line.rating) == (None, "")


def test_two_homeroom_teachers_on_one_day_are_refused() -> None:
    postings = [
        Posting("a", "x", last=date(2026, 10, 12)),
        Posting("a", "y", first=date(2026, 10, 12), row=7),
    ]

    with pytest.raises(InputRefused) as refusal:
        subjects_of(postings, OCTOBER)

    assert refusal.value.findings[0].place.line == 7
    assert "2026-10-12" in str(refusal.value)


def test_two_teachers_of_the_same_name_stay_two() -> None:
    postings = [Posting("a", "t1", teacher_name="王芳"), Posting("b", "t2", teacher_name="王芳")]

    assert [subject.key for subject in subjects_of(postings, OCTOBER)] == ["/a/t1", "/b/t2"]


TOP = {"code": "top", "name": "前三", "kind": "by_rank", "fen": [8000]}
TERM = [{"to": "term", "take": "mean", "ranking": {}, "allowances": [TOP]}]


@engines
def test_a_term_is_the_mean_of_the_months_that_have_records(engine) -> None:
    # a: 90 and 81 -> 85.5; b: 80 and 90 -> 85; there is no record at all in November to January
    rows = [
        record("a", "mark", "90", day=date(2026, 9, 14)),
        record("a", "mark", "81", day=date(2026, 10, 14)),
        record("b", "mark", "80", day=date(2026, 9, 14)),
        record("b", "mark", "90", day=date(2026, 10, 14)),
    ]

    a, b = sheet(scheme_with(longer_periods=TERM), rows, engine, period="2026-2027-1").results

    assert (a.total, a.rank, a.pay) == (855_000, 1, 8_000)
    assert (b.total, b.rank, b.pay) == (850_000, 2, 0)
    assert a.pieces == (("2026-09", 900_000), ("2026-10", 810_000))


def test_a_period_the_scheme_does_not_speak_of_is_refused() -> None:
    with pytest.raises(MalformedPeriod, match="is a week, but scheme table is scored by month"):
        sheet(scheme_with(), [], Engine.REFERENCE, period="2026-W41")


@engines
def test_a_year_is_the_mean_of_its_terms_not_of_its_months(engine) -> None:
    # term 1: (90 + 80) / 2 = 85; term 2: 95; year: (85 + 95) / 2 = 90, while the three months average 88.33
    year = {"to": "year", "each": "term", "take": "mean"}
    rows = [
        record("a", "mark", "90", day=date(2026, 9, 14)),
        record("a", "mark", "80", day=date(2026, 10, 14)),
        record("a", "mark", "95", day=date(2027, 3, 10)),
    ]

    (a,) = sheet(scheme_with(longer_periods=[*TERM, year]), rows, engine, period="2026-2027").results

    assert a.total == 900_000
    assert a.pieces == (("2026-2027-1", 850_000), ("2026-2027-2", 950_000))


@engines
def test_a_month_of_weeks_takes_the_weeks_that_the_scheme_says_belong_to_it(engine) -> None:
    # the week of Monday 28 September belongs to October by its Thursday: 4 + 6 over two weeks
    longer = [{"to": "month", "take": "mean"}]
    rows = [record("a", "mark", "4", day=date(2026, 9, 28)), record("a", "mark", "6", day=date(2026, 10, 14))]
    by_thursday = scheme_with(period="week", weeks="by_thursday", longer_periods=longer)
    clipped = scheme_with(period="week", longer_periods=longer)

    (a,) = sheet(by_thursday, rows, engine).results
    (b,) = sheet(clipped, rows, engine).results

    assert (a.total, b.total) == (50_000, 60_000)


@engines
@pytest.mark.parametrize(("carry", "rating"), [(True, "fail"), (False, "pass")])
def test_a_veto_of_a_month_reaches_the_term_if_the_scheme_says_so(carry, rating, engine) -> None:
    ratings = [
        {"code": "pass", "name": "合格", "by": "points", "at_least": 60},
        {"code": "fail", "name": "不合格", "otherwise": True},
    ]
    veto = {"code": "accident", "name": "事故", "effect": {"rating": "fail"}}
    term = {"to": "term", "carry_vetoes": carry, "ratings": ratings}
    scheme = scheme_with(ratings=ratings, vetoes=[veto], longer_periods=[term])
    rows = [record("a", "mark", "90"), record("a", "accident")]

    (a,) = sheet(scheme, rows, engine, period="2026-2027-1").results

    assert (a.total, a.rating) == (900_000, rating)


@engines
def test_who_was_too_short_in_post_in_every_month_is_not_ranked_for_the_term(engine) -> None:
    scheme = scheme_with(eligible={"least_days": 10}, longer_periods=TERM)
    stand_in = Posting(
        "a", "other", first=date(2026, 10, 12), last=date(2026, 10, 16), role=Role.SUBSTITUTE, row=2
    )
    rows = [
        record("a", "mark", "99", day=date(2026, 10, 14)),
        record("a", "mark", "80", day=date(2026, 10, 19)),
    ]

    own, other, _ = sheet(
        scheme, rows, engine, postings=(Posting("a", "own", row=1), stand_in), period="2026-2027-1"
    ).results

    assert (own.rank, own.pay) == (1, 8_000)
    assert (other.rank, other.flags) == (None, ("not_eligible",))


ASSISTED = (
    Posting("a", "old", last=date(2026, 10, 11), row=1),
    Posting("a", "new", first=date(2026, 10, 12), row=2),
    Posting("b", "vb", row=3),
    Posting("a", "vb", last=date(2026, 10, 14), role=Role.ASSISTANT_HOMEROOM_TEACHER, row=4),
    Posting("a", "old", first=date(2026, 10, 12), role=Role.ASSISTANT_HOMEROOM_TEACHER, row=5),
    Posting("c", "vc", role=Role.ASSISTANT_HOMEROOM_TEACHER, row=6),
)


@engines
def test_an_assistant_has_the_result_of_whoever_had_the_class_on_most_of_the_own_days(engine) -> None:
    rows = [
        record("a", "mark", "3", day=date(2026, 10, 11)),
        record("a", "mark", "4", day=date(2026, 10, 12)),
        record("", "mark", "1", teacher="vb"),  # of the class b, which is vb's own
    ]

    results = sheet(scheme_with(ranking={}), rows, engine, postings=ASSISTED)

    of = {result.subject.key: (result.total // 10_000, result.rank) for result in results.results}
    assert of == {
        "/a/old": (3, 2),
        "/a/new": (4, 1),
        "/a/vb/assistant_homeroom_teacher": (3, None),
        "/a/old/assistant_homeroom_teacher": (4, None),
        "/a/": (7, None),
        "/b/vb": (1, 3),
    }


def item(**more):
    """An item that judges by the sum of its marks, in an indicator of its own."""
    return {"indicators": [{"code": "all", "name": "全部", "items": [{**MARK, **more}]}]}


REPLACED = (
    Posting("a", "own", row=1),
    Posting("a", "other", first=date(2026, 10, 12), last=date(2026, 10, 16), role=Role.SUBSTITUTE, row=2),
)


@engines
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("on_duty", {"own": 4, "other": 3, "a": 7}),
        ("homeroom_teacher", {"own": 7, "other": 0, "a": 7}),
    ],
)
def test_an_item_says_who_answers_on_the_days_of_a_substitute(answers, expected, engine) -> None:
    rows = [
        record("a", "mark", "3", day=date(2026, 10, 14)),
        record("a", "mark", "4", day=date(2026, 10, 19)),
    ]

    results = sheet(scheme_with(**item(answers=answers)), rows, engine, postings=REPLACED)

    assert totals(results) == expected
    substitute = results.result("/a/other")
    assert substitute.items["mark"].applies is (answers == "on_duty")


MEETINGS = {
    "code": "meetings",
    "name": "班会质量",
    "rule": {
        "kind": "level",
        "take": "sum",
        "levels": {"完整": "0.5", "不完整": "0.2"},
        "when_missing": "zero",
    },
}
MEETINGS_HELD = {
    "code": "held",
    "name": "班会次数",
    "full_points": 10,
    "evidence": "meetings",
    "rule": {"kind": "target", "of": "班会", "target": 4, "short": -1, "when_missing": "counted_zero"},
}  # fmt: skip


@engines
def test_an_item_counts_the_records_that_another_one_scores(engine) -> None:
    # 000-G-27: a meeting each week, each of which is scored for its record
    parts = [{"code": "all", "name": "全部", "items": [MEETINGS, MEETINGS_HELD]}]
    rows = [record("a", "meetings", level=level) for level in ("完整", "完整", "不完整")]

    (result,) = sheet(scheme_with(indicators=parts), rows, engine).results

    assert {code: part.points for code, part in result.items.items()} == {"meetings": 12_000, "held": 90_000}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"evidence": "nothing"}, "no item that is recorded has the code nothing"),
        ({"evidence": "held"}, "no item that is recorded has the code held"),
        ({"evidence": "meetings/talk"}, "no records that could be counted"),
        ({"rule": {**MEETINGS_HELD["rule"], "measure": "sum", "when_missing": "zero"}}, "no values"),
    ],
)
def test_an_item_that_reads_what_is_not_there_is_refused(more, reason) -> None:
    parts = [{"code": "all", "name": "全部", "items": [MEETINGS, {**MEETINGS_HELD, **more}]}]

    with pytest.raises(ValidationError, match=reason):
        scheme_with(indicators=parts)

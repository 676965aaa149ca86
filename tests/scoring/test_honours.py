"""Who is proposed for an honour: tables worked out by hand, and what must always hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.core.periods import parse_period
from banheng.core.points import UNITS
from banheng.core.wording import Language
from banheng.rules.rule import Within
from banheng.scoring.honours import places_of, propose_honours
from banheng.scoring.lines import Line, PeriodLines, lines_of
from banheng.scoring.roster import Posting
from banheng.scoring.run import Engine
from banheng.scoring.use_wordings import say_reason
from tests.scoring.builders import by_class, marks, record, scheme_with, sheet

BARRING = {"code": "crime", "name": "违法", "effect": {"honours": "barred"}}
MILD = {"code": "late", "name": "迟交", "effect": {"downgrade": 1}}
EXCLUDING = {"code": "fraud", "name": "作假", "effect": {"ranking": "excluded"}}
RATINGS = [
    {"code": "excellent", "name": "优秀", "by": "points", "at_least": 90},
    {"code": "fail", "name": "不合格", "otherwise": True},
]


def honour(**parts):
    return {"code": "best", "name": "优秀班主任", **parts}


def month(scheme, rows, period="2026-10"):
    return lines_of(sheet(scheme, rows, Engine.REFERENCE, period=period))


def proposed(scheme, lines, earlier=()):
    """Who is proposed, and in brackets who is barred."""
    return [f"({each.who})" if each.bars else each.who for each in propose_honours(scheme, lines, earlier)]


TOTALS = {"a": "95", "b": "92", "c": "92", "d": "80", "e": "60"}
CASES = {
    "all of a rating": ({"ratings": ["excellent"]}, ["a", "b", "c"]),
    "a least total": ({"not_below": 80}, ["a", "b", "c", "d"]),
    "the first": ({"top": 1}, ["a"]),
    "equal totals at the edge, all in": ({"top": 2, "ties": "all_in"}, ["a", "b", "c"]),
    "equal totals at the edge, none in": ({"top": 2, "ties": "none_in"}, ["a"]),
    "a share of five": ({"share": 20}, ["a"]),
    "half a place rounded up": ({"share": 30, "share_rounding": "up"}, ["a", "b", "c"]),
    "never fewer than": ({"share": 10, "share_rounding": "down", "least_number": 1}, ["a"]),
    "a quota, and not below a total": ({"top": 5, "not_below": 92}, ["a", "b", "c"]),
    "a quota among a rating": ({"top": 1, "ratings": ["fail"]}, ["d"]),
    "nobody by name": ({}, []),
    "of another period": ({"top": 1, "period": "term"}, []),
}


@pytest.mark.parametrize(("parts", "expected"), CASES.values(), ids=CASES.keys())
def test_who_is_proposed(parts, expected):
    scheme = scheme_with(ratings=RATINGS, honours=[honour(**parts)], longer_periods=[{"to": "term"}])

    assert proposed(scheme, month(scheme, marks(**TOTALS))) == expected


BARS = {
    "the place of somebody barred goes to the next": ({"top": 2}, "crime", ["(a)", "b", "c"]),
    "or it stays empty": ({"top": 1, "moves_up": False}, "crime", ["(a)"]),
    "a veto that bars nothing": ({"top": 1}, "late", ["a"]),
    "a veto that the honour names": ({"top": 1, "barred_by": ["late"]}, "late", ["(a)", "b", "c"]),
    "a veto that takes out of the ranking": ({"top": 1}, "fraud", ["b", "c"]),
}


@pytest.mark.parametrize(("parts", "veto", "expected"), BARS.values(), ids=BARS.keys())
def test_whoever_is_barred_is_listed_with_the_reason_and_not_proposed(parts, veto, expected):
    scheme = scheme_with(ratings=RATINGS, vetoes=[BARRING, MILD, EXCLUDING], honours=[honour(**parts)])
    lines = month(scheme, [*marks(**TOTALS), record("a", veto)])

    assert proposed(scheme, lines) == expected
    assert {each.bars for each in propose_honours(scheme, lines)} <= {(), (veto,)}


REPEATED = {
    "three in a row": ({"times": 3}, "AAA", ["a"]),
    "not if one is missing": ({"times": 3}, "A.A", []),
    "three in the academic year": ({"times": 2, "counted": "academic_year"}, "A.A", ["a"]),
    "of the last two": ({"times": 2, "counted": "ever", "of_last": 2}, "A.A", []),
    "two ever": ({"times": 2, "counted": "ever"}, "A.A", ["a"]),
    "a month in which the result was barred": ({"times": 2}, "xA", []),
    "a month without a result is passed over": ({"times": 2}, "A-A", ["a"]),
}


@pytest.mark.parametrize(("parts", "months", "expected"), REPEATED.values(), ids=REPEATED.keys())
def test_the_same_result_so_many_times(parts, months, expected):
    """A: first, . not first, x first and barred, - no result; the last month is the one that is honoured."""
    scheme = scheme_with(vetoes=[BARRING], honours=[honour(top=1, **parts)])
    earlier = []
    for number, what in enumerate(months, start=10):
        rows = marks(b="70") if what == "-" else marks(a="60" if what == "." else "90", b="70")
        rows += [record("a", "crime")] if what == "x" else []
        rows = [{**row, "day": row["day"].replace(month=number)} for row in rows]
        earlier.append(month(scheme, rows, f"2026-{number}"))

    assert proposed(scheme, earlier[-1], earlier[:-1]) == expected


def test_a_new_academic_year_counts_anew():
    scheme = scheme_with(honours=[honour(top=1, times=2, counted="academic_year")])
    rows = [{**row, "day": row["day"].replace(month=8)} for row in marks(a="90")]

    lines = month(scheme, marks(a="90"), "2026-10")

    assert proposed(scheme, lines, [month(scheme, rows, "2026-08")]) == []
    assert proposed(scheme, lines, [replace(lines, period=parse_period("2026-09"))]) == ["a"]


def test_a_class_is_honoured_whoever_had_it_and_a_teacher_once():
    scheme = scheme_with(
        honours=[
            honour(code="class", who="class", top=1),
            honour(code="teacher", not_below=50),
        ]
    )
    first = parse_period("2026-10").first
    postings = (
        Posting("c1", "zhang", last=first.replace(day=15), row=1),
        Posting("c1", "li", first=first.replace(day=16), row=2),
        Posting("c2", "wang", row=3),
        Posting("c3", "wang", row=4),
    )
    rows = [
        record("c1", "mark", "60", day=first),
        record("c1", "mark", "35", day=first.replace(day=20)),
        *marks(c2="70", c3="80"),
    ]

    found = propose_honours(scheme, lines_of(sheet(scheme, rows, Engine.REFERENCE, postings=postings)))

    assert [(each.honour.code, each.who) for each in found] == [
        ("class", "c1"),
        ("teacher", "wang"),
        ("teacher", "zhang"),
    ]
    assert found[1].line.school_class == "c3"


def test_a_quota_inside_a_grade():
    scheme = scheme_with(honours=[honour(who="class", top=1, within="grade")])
    postings = tuple(
        Posting(name, name, grade=name[0], row=number) for number, name in enumerate(["1a", "1b", "2a"])
    )
    rows = [record(name, "mark", total) for name, total in [("1a", "80"), ("1b", "90"), ("2a", "10")]]

    lines = lines_of(sheet(scheme, rows, Engine.COLUMNAR, postings=postings))

    assert sorted(proposed(scheme, lines)) == ["1b", "2a"]


def test_a_tie_is_broken_as_the_ranking_does():
    scheme = scheme_with(ranking={"tie_break": ["second"]}, honours=[honour(top=1)])
    rows = [*marks(a="90", b="90"), record("a", "second", "1"), record("b", "second", "2")]

    assert proposed(scheme, month(scheme, rows)) == ["b"]


def test_reasons_are_said_in_both_languages():
    scheme = scheme_with(ratings=RATINGS, honours=[honour(ratings=["excellent"], top=2, times=1)])
    (first, *_) = propose_honours(scheme, month(scheme, marks(**TOTALS)))

    said = {language: [say_reason(step, language) for step in first.reasons] for language in Language}

    assert said[Language.ZH_HANS] == ["等次“优秀”", "总分 95", "全校 5 个参评，居前 2 名"]
    assert said[Language.EN] == ["rated 优秀", "total 95", "among the first 2 of 5 in the school"]


def test_lines_are_the_same_from_both_engines():
    scheme = scheme_with(ratings=RATINGS, vetoes=[BARRING], ranking={"tie_break": ["second"]})
    rows = [*marks(**TOTALS), record("a", "crime"), record("b", "second", "3")]

    slow, fast = (lines_of(sheet(scheme, rows, engine)) for engine in Engine)

    assert slow == fast
    assert by_class(sheet(scheme, rows, Engine.COLUMNAR), "vetoes")["a"] == ("crime",)


lines_drawn = st.lists(
    st.builds(
        lambda total, vetoes, grade: (total, vetoes, grade),
        st.integers(0, 6),
        st.sets(st.sampled_from(["crime", "late", "fraud"]), max_size=2),
        st.sampled_from("12"),
    ),
    max_size=12,
)
quotas = st.one_of(
    st.builds(lambda top: {"top": top}, st.integers(0, 5)),
    st.builds(
        lambda share, least: {"share": share, "least_number": least}, st.integers(0, 100), st.integers(0, 3)
    ),
)


@given(lines_drawn, quotas, st.sampled_from(["all_in", "none_in"]), st.booleans(), st.booleans())
def test_nobody_barred_is_proposed_and_quotas_hold(drawn, quota, ties, moves_up, by_grade):
    within = Within.GRADE if by_grade else Within.SCHOOL
    scheme = scheme_with(
        vetoes=[BARRING, MILD, EXCLUDING],
        honours=[honour(ties=ties, moves_up=moves_up, barred_by=["late"], within=within.value, **quota)],
    )
    lines = [
        Line(
            f"//t{number}",
            f"c{number}",
            f"t{number}",
            {Within.SCHOOL: "", Within.GRADE: grade},
            total * UNITS,
            (-total * UNITS,),
            vetoes=tuple(sorted(vetoes)),
            excluded="fraud" in vetoes,
        )
        for number, (total, vetoes, grade) in enumerate(drawn)
    ]

    found = propose_honours(scheme, PeriodLines(parse_period("2026-10"), lines))

    proposals = [each for each in found if not each.bars]
    assert not any(each.line.excluded for each in found)
    assert not any({"crime", "late"} & set(each.line.vetoes) for each in proposals)
    for group in {line.places[within] for line in lines}:
        members = [line for line in lines if line.places[within] == group]
        places = places_of(scheme.honours[0], sum(not line.excluded for line in members))
        mine = [each.line for each in proposals if each.line.places[within] == group]
        # only equal totals at the edge go beyond the quota, and only if the scheme lets all of them in
        worst = max((line.order for line in mine), default=())
        assert len(mine) <= places or (ties == "all_in" and sum(line.order < worst for line in mine) < places)
        # nobody better who may have it is passed over
        left_out = [line for line in members if line not in mine and not line.excluded and not line.vetoes]
        assert all(line.order >= worst for line in left_out) or not mine

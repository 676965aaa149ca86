"""What follows from a result, how often it must have come, and until when it is due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.core.calendar import SchoolCalendar, Term
from banheng.core.wording import Language
from banheng.schemes.consequences import Deadline, Task
from banheng.scoring.consequences import due_day, follow_ups, wait_until
from banheng.scoring.lines import lines_of
from banheng.scoring.run import Engine
from banheng.scoring.use_wordings import say_reason
from tests.scoring.builders import marks, record, scheme_with, sheet

RATINGS = [
    {"code": "pass", "name": "合格", "by": "points", "at_least": 60},
    {"code": "fail", "name": "不合格", "otherwise": True},
]
SAFETY = {"code": "safety", "name": "安全责任事故", "effect": {"rating": "fail"}}
TALK = {"action": "talk", "owner": "principal"}
TRAIN = {"action": "train", "owner": "moral_education_office"}
ADJUST = {"action": "adjust_post", "owner": "principal"}
LADDER = [TALK, TRAIN, ADJUST]


def scheme_of(**parts):
    consequence = {
        "code": "failed",
        "name": "不合格",
        "when": {"ratings": ["fail"]},
        "tasks": [TALK],
        **parts,
    }
    ranking = {"flag_last": 1}
    return scheme_with(ratings=RATINGS, vetoes=[SAFETY], ranking=ranking, consequences=[consequence])


def month(scheme, rows, number=10):
    rows = [{**row, "day": row["day"].replace(month=number)} for row in rows]
    return lines_of(sheet(scheme, rows, Engine.REFERENCE, period=f"2026-{number:02}"))


def owed(scheme, lines, earlier=()):
    return [(each.who, each.task.action.value) for each in follow_ups(scheme, lines, earlier)]


CASES = {
    "a rating, which a veto may have set": ({}, [("b", "talk"), ("c", "talk")]),
    "a veto": ({"when": {"vetoes": ["safety"]}}, [("c", "talk")]),
    "the last place": ({"when": {"flags": ["last_place"]}}, [("b", "talk")]),
    "any of them": (
        {"when": {"vetoes": ["safety"], "flags": ["last_place"]}},
        [("b", "talk"), ("c", "talk")],
    ),
    "all tasks": ({"when": {"vetoes": ["safety"]}, "tasks": [TALK, TRAIN]}, [("c", "talk"), ("c", "train")]),
    "the first rung of a ladder": (
        {"tasks": LADDER, "ladder": True},
        [("b", "talk"), ("c", "talk")],
    ),
    "not yet often enough": ({"times": 2}, []),
    "of another period": ({"period": "term"}, []),
    "about the class": ({"who": "class"}, [("b", "talk"), ("c", "talk")]),
}


@pytest.mark.parametrize(("parts", "expected"), CASES.values(), ids=CASES.keys())
def test_what_follows(parts, expected):
    scheme = scheme_of(**parts)
    rows = [*marks(a="90", b="30", c="80"), record("c", "safety")]

    assert owed(scheme, month(scheme, rows)) == expected


LADDERS = [
    ("F", "talk"),
    ("FF", "train"),
    ("FFF", "adjust_post"),
    ("FFFF", "adjust_post"),
    ("FPF", "talk"),
    ("F-F", "train"),
]


@pytest.mark.parametrize(("months", "action"), LADDERS)
def test_each_time_in_a_row_is_one_rung_up_a_ladder(months, action):
    """F: failed, P: passed, -: no result; the last month is looked at."""
    scheme = scheme_of(tasks=LADDER, ladder=True)
    lines = [
        month(scheme, marks(a={"F": "10", "P": "70"}[what]) if what != "-" else marks(b="70"), number)
        for number, what in enumerate(months, start=13 - len(months))
    ]

    assert owed(scheme, lines[-1], lines[:-1]) == [("a", action)]


def test_three_failed_periods_in_a_row():
    scheme = scheme_of(times=3, tasks=[ADJUST])
    lines = [month(scheme, marks(a="10"), number) for number in (9, 10, 11)]

    assert owed(scheme, lines[1], lines[:1]) == []
    assert owed(scheme, lines[2], lines[:2]) == [("a", "adjust_post")]


def test_a_ladder_begins_once_it_came_often_enough():
    scheme = scheme_of(times=2, tasks=[TALK, TRAIN], ladder=True)
    lines = [month(scheme, marks(a="10"), number) for number in (9, 10, 11)]

    assert owed(scheme, lines[1], lines[:1]) == [("a", "talk")]
    assert owed(scheme, lines[2], lines[:2]) == [("a", "train")]


def test_reasons_are_said_in_both_languages():
    scheme = scheme_of(when={"ratings": ["fail"], "vetoes": ["safety"], "flags": ["last_place"]})
    lines = [month(scheme, [*marks(a="90", b="30"), record("b", "safety")], number) for number in (9, 10)]

    (found,) = follow_ups(scheme, lines[1], lines[:1])

    assert [say_reason(step, Language.ZH_HANS) for step in found.reasons] == [
        "等次“不合格”",
        "一票否决：安全责任事故",
        "排名末位",
        "第 2 次",
    ]
    assert [say_reason(step, Language.EN) for step in found.reasons] == [
        "rated 不合格",
        "veto: 安全责任事故",
        "last place",
        "time 2",
    ]


CALENDAR = SchoolCalendar(
    days_off=frozenset({date(2026, 11, 4)}),
    terms=(Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)),),
)
FRIDAY = date(2026, 10, 30)
DEADLINES = [
    (None, FRIDAY, None),
    ({"days": 0}, FRIDAY, FRIDAY),
    ({"days": 14}, FRIDAY, date(2026, 11, 13)),
    ({"days": 1, "school_days": True}, FRIDAY, date(2026, 11, 2)),
    ({"days": 3, "school_days": True}, FRIDAY, date(2026, 11, 5)),
    ({"at": "term_end"}, FRIDAY, date(2027, 1, 22)),
    ({"at": "term_end"}, date(2027, 3, 1), date(2027, 8, 31)),
    ({"at": "term_end"}, date(2028, 1, 5), date(2028, 1, 31)),
    ({"at": "term_end"}, date(2027, 10, 5), date(2028, 1, 31)),
    ({"at": "year_end"}, FRIDAY, date(2027, 8, 31)),
    ({"at": "year_end"}, date(2027, 3, 1), date(2027, 8, 31)),
]


@pytest.mark.parametrize(("due", "since", "day"), DEADLINES)
def test_until_when_it_is_due(due, since, day):
    deadline = Deadline.model_validate(due) if due else None

    assert due_day(deadline, since, CALENDAR) == day


@pytest.mark.parametrize(
    ("years", "since", "day"),
    [
        (None, FRIDAY, None),
        (2, date(2026, 7, 1), date(2028, 7, 1)),
        (1, date(2028, 2, 29), date(2029, 3, 1)),
    ],
)
def test_how_long_somebody_waits_to_be_appointed_again(years, since, day):
    task = Task.model_validate({**TALK, "wait_years": years} if years else TALK)

    assert wait_until(task, since) == day


@given(st.integers(0, 60), st.booleans(), st.dates(date(2026, 9, 1), date(2027, 7, 1)))
def test_a_deadline_never_lies_before_its_beginning(days, school_days, since):
    due = due_day(Deadline(days=days, school_days=school_days), since, CALENDAR)

    assert due is not None
    assert due >= since
    assert not school_days or len(CALENDAR.school_days(since, due)) in (days, days + 1)

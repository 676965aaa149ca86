"""On which days duties are due: tables by hand first, then what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banheng.core.calendar import AcademicYear, SchoolCalendar, Term, days_between
from banheng.routines.due import dues, is_late
from banheng.routines.pack import Duty

# Autumn 2026: the term begins on a Tuesday; 20 September and 10 October are worked for the holidays around 1 October.
CALENDAR = SchoolCalendar(
    days_off=frozenset(
        [
            *days_between(date(2026, 9, 25), date(2026, 9, 27)),
            *days_between(date(2026, 10, 1), date(2026, 10, 7)),
        ]
    ),
    working_days=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    terms=(
        Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)),
        Term("2026-2027-2", date(2027, 2, 22), date(2027, 7, 2)),
    ),
    years=(AcademicYear("2026-2027", date(2026, 9, 1), date(2027, 8, 31)),),
)
SEPTEMBER = date(2026, 9, 1), date(2026, 9, 30)
YEAR = date(2026, 8, 1), date(2027, 8, 31)


def duty(when, **said):
    return Duty.model_validate({"code": "d", "name": "d", "when": when, **said})


def days(when, span=SEPTEMBER, **said):
    return [f"{due.day:%m-%d}" for due in dues([duty(when, **said)], CALENDAR, *span)]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        # Friday the 25th and 2 October are holidays with no school day after them in the week: the one before
        ({"kind": "weekly", "on": "fri"}, ["09-04", "09-11", "09-18", "09-24", "09-30"]),
        ({"kind": "weekly", "on": "fri", "moved": "dropped"}, ["09-04", "09-11", "09-18"]),
        # the first week has no Monday in the term
        ({"kind": "weekly", "on": "mon"}, ["09-01", "09-07", "09-14", "09-21", "09-28"]),
        ({"kind": "weekly", "on": "mon", "moved": "dropped"}, ["09-07", "09-14", "09-21", "09-28"]),
        # Sunday the 20th is worked
        ({"kind": "weekly", "on": "last"}, ["09-04", "09-11", "09-20", "09-24", "09-30"]),
        ({"kind": "weekly", "on": "sun", "moved": "dropped"}, ["09-20"]),
        ({"kind": "weekly", "times": 2}, ["09-04"] * 2 + ["09-11"] * 2 + ["09-20"] * 2 + ["09-24"] * 2 + ["09-30"] * 2),
        ({"kind": "monthly", "on": "first"}, ["09-01"]),
        ({"kind": "monthly"}, ["09-30"]),
        ({"kind": "termly", "week": 2}, ["09-11"]),
        ({"kind": "termly", "week": 2, "on": "first"}, ["09-07"]),
        ({"kind": "termly", "on": "first"}, ["09-01"]),
        ({"kind": "event", "event": "受伤", "within_minutes": 10}, []),
        ({"kind": "as_needed"}, []),
    ],
)  # fmt: skip
def test_september_is_due_as_worked_out_by_hand(when, expected):
    assert days(when) == expected


def test_a_week_cut_by_the_end_of_the_month_asked_for_is_due_on_its_own_last_day():
    assert days({"kind": "weekly"}, (date(2026, 9, 28), date(2026, 9, 29))) == []
    assert days({"kind": "weekly"}, (date(2026, 9, 30), date(2026, 9, 30))) == ["09-30"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"kind": "monthly", "on": "last"}, ["09-30", "10-30", "11-30", "12-31", "01-22", "02-26", "03-31", "04-30", "05-31", "06-30", "07-02"]),
        ({"kind": "termly", "week": -1}, ["01-22", "07-02"]),
        ({"kind": "termly", "week": 30}, []),
        ({"kind": "yearly", "on": "first"}, ["09-01"]),
        ({"kind": "yearly", "times": 2}, ["07-02", "07-02"]),
    ],
)  # fmt: skip
def test_a_year_is_due_as_worked_out_by_hand(when, expected):
    assert days(when, YEAR) == expected


@pytest.mark.parametrize(
    ("off", "when", "expected"),
    [
        # the second week is off as a whole: by its end means by the last school day before it
        (("09-07", "09-11"), {"kind": "termly", "week": 2}, "2026-09-04"),
        (("09-07", "09-11"), {"kind": "termly", "week": 2, "on": "first"}, "2026-09-04"),
        # nothing comes before the first
        (("09-01", "09-04"), {"kind": "termly", "week": 1}, "2026-09-07"),
        # the 21st and last week of the term, 18 to 22 January, is off as a whole
        (("01-18", "01-22"), {"kind": "termly", "week": 21}, "2027-01-15"),
    ],
)
def test_a_teaching_week_that_is_off_as_a_whole_does_not_take_its_duty_away(off, when, expected):
    first, last = (date.fromisoformat(f"{2027 if day < '02' else 2026}-{day}") for day in off)
    calendar = SchoolCalendar(days_off=frozenset(days_between(first, last)), terms=CALENDAR.terms[:1])

    (due,) = dues([duty(when)], calendar, *YEAR)

    assert due.day.isoformat() == expected


def test_holidays_between_terms_have_no_duties():
    assert dues([duty({"kind": "daily"})], CALENDAR, date(2027, 1, 23), date(2027, 2, 21)) == []


def test_grace_runs_over_holidays_and_lateness_begins_after_it():
    (due,) = dues([duty({"kind": "monthly", "on": "last"}, grace_days=2)], CALENDAR, *SEPTEMBER)

    assert (due.day, due.until) == (date(2026, 9, 30), date(2026, 10, 9))
    assert not is_late(due, date(2026, 10, 9))
    assert is_late(due, date(2026, 10, 10))


WHEN = st.one_of(
    st.fixed_dictionaries({"kind": st.just("daily"), "times": st.integers(1, 3)}),
    st.fixed_dictionaries(
        {
            "kind": st.just("weekly"),
            "on": st.sampled_from(["mon", "wed", "sun", "first", "last"]),
            "moved": st.sampled_from(["next", "previous", "dropped"]),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("monthly"), "times": st.integers(1, 3)}),
    st.fixed_dictionaries({"kind": st.just("termly"), "week": st.integers(-20, 20).filter(bool)}),
)
DAYS = st.dates(date(2026, 8, 1), date(2027, 8, 31))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    when=WHEN,
    off=st.frozensets(DAYS, max_size=60),
    first=DAYS,
    length=st.integers(0, 200),
    cut=st.integers(0, 200),
)
def test_due_days_are_school_days_and_two_spans_give_what_the_whole_gives(when, off, first, length, cut):
    calendar = SchoolCalendar(days_off=off, terms=CALENDAR.terms, years=CALENDAR.years)
    last = first + timedelta(days=length)
    between = min(first + timedelta(days=cut), last)

    found = dues([duty(when)], calendar, first, last)

    for due in found:
        assert due.opens <= due.day == due.until
        assert calendar.is_school_day(due.opens)
        assert calendar.is_school_day(due.day)
        assert first <= due.day <= last
    parts = [
        *dues([duty(when)], calendar, first, between),
        *dues([duty(when)], calendar, between + timedelta(days=1), last),
    ]
    assert parts == found

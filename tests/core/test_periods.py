"""Periods, weeks and school days, by the calendar of 2026. 1 October is a Thursday."""

from __future__ import annotations

from datetime import date

import pytest

from banheng.core.calendar import AcademicYear, SchoolCalendar, Term, days_between
from banheng.core.errors import MalformedPeriod
from banheng.core.periods import PeriodKind, WeekRule, parse_period

NATIONAL_DAY = SchoolCalendar(
    days_off=frozenset(date(2026, 10, day) for day in range(1, 8)),
    working_days=frozenset({date(2026, 10, 10)}),  # a Saturday
    terms=(Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)),),
)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2026-10-14", "day", date(2026, 10, 14), date(2026, 10, 14)),
        ("2026-W41", "week", date(2026, 10, 5), date(2026, 10, 11)),
        ("2026-W01", "week", date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-W53", "week", date(2026, 12, 28), date(2027, 1, 3)),
        ("2026-10", "month", date(2026, 10, 1), date(2026, 10, 31)),
        ("2028-02", "month", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-H1", "half_year", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-H2", "half_year", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026", "year", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-2027", "year", date(2026, 9, 1), date(2027, 8, 31)),
        ("2026-2027-1", "term", date(2026, 9, 1), date(2027, 1, 31)),
        ("2026-2027-2", "term", date(2027, 2, 1), date(2027, 8, 31)),
        (" 2026-10 ", "month", date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_a_period_is_read_from_its_code(text, kind, first, last) -> None:
    period = parse_period(text)

    assert (period.kind.value, period.code, period.first, period.last) == (kind, text.strip(), first, last)


def test_the_days_of_a_term_come_from_the_calendar() -> None:
    assert parse_period("2026-2027-1", NATIONAL_DAY).last == date(2027, 1, 22)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-2027", date(2026, 8, 24), date(2027, 7, 15)),
        ("2026-2027-1", date(2026, 8, 24), date(2027, 1, 31)),
        ("2026-2027-2", date(2027, 2, 1), date(2027, 7, 15)),
        ("2027-2028", date(2027, 9, 1), date(2028, 8, 31)),  # the calendar does not know it
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_an_academic_year_and_its_terms_lie_where_the_calendar_says(text, first, last) -> None:
    calendar = SchoolCalendar(years=(AcademicYear("2026-2027", date(2026, 8, 24), date(2027, 7, 15)),))

    period = parse_period(text, calendar)

    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-10-32",
        "2026-W54",
        "2025-W53",
        "2026-H3",
        "2026-2028",
        "2026-2027-3",
        "October",
        "26-10",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_there_are(text) -> None:
    with pytest.raises(MalformedPeriod, match=r"Write a month as 2026-10, a week as 2026-W41"):
        parse_period(text)


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        (WeekRule.CLIPPED, date(2026, 10, 1), date(2026, 10, 31)),
        (WeekRule.BY_MONDAY, date(2026, 10, 5), date(2026, 11, 1)),
        (WeekRule.BY_THURSDAY, date(2026, 9, 28), date(2026, 11, 1)),
    ],
)
def test_a_month_can_consist_of_whole_weeks(rule, first, last) -> None:
    span = parse_period("2026-10").whole_weeks(rule)

    assert (span.first, span.last, span.code) == (first, last, "2026-10")


@pytest.mark.parametrize("rule", [WeekRule.BY_MONDAY, WeekRule.BY_THURSDAY])
def test_every_day_of_a_year_is_in_one_month_of_whole_weeks(rule) -> None:
    months = [parse_period(f"2026-{month:02d}").whole_weeks(rule) for month in range(1, 13)]

    days = [day for month in months for day in month.days()]

    assert days == days_between(days[0], days[-1])


@pytest.mark.parametrize(
    ("code", "kind", "pieces"),
    [
        (
            "2026-10",
            PeriodKind.WEEK,
            [("2026-W40", 4), ("2026-W41", 7), ("2026-W42", 7), ("2026-W43", 7), ("2026-W44", 6)],
        ),
        ("2026-W41", PeriodKind.DAY, [(f"2026-10-{day:02d}", 1) for day in range(5, 12)]),
        (
            "2026-2027-1",
            PeriodKind.MONTH,
            [("2026-09", 30), ("2026-10", 31), ("2026-11", 30), ("2026-12", 31), ("2027-01", 22)],
        ),
    ],
)
def test_a_period_splits_into_shorter_ones_cut_at_its_edges(code, kind, pieces) -> None:
    period = parse_period(code, NATIONAL_DAY)

    split = period.split(kind)

    assert [(piece.code, len(piece.days())) for piece in split] == pieces


def test_an_academic_year_splits_into_its_terms() -> None:
    split = parse_period("2026-2027").split(PeriodKind.TERM, NATIONAL_DAY)

    assert [(term.code, term.last) for term in split] == [
        ("2026-2027-1", date(2027, 1, 22)),
        ("2026-2027-2", date(2027, 8, 31)),
    ]


def test_a_calendar_year_has_no_terms() -> None:
    with pytest.raises(MalformedPeriod, match="has no terms"):
        parse_period("2026").split(PeriodKind.TERM)


def test_a_period_holds_its_first_and_last_day() -> None:
    period = parse_period("2026-10")

    assert date(2026, 10, 1) in period
    assert date(2026, 10, 31) in period
    assert date(2026, 11, 1) not in period


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 10, 7), False),  # a holiday on a Wednesday
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a swapped Saturday
        (date(2026, 10, 11), False),
        (date(2026, 10, 17), False),
    ],
)
def test_school_is_held_on_weekdays_but_for_holidays_and_swaps(day, held) -> None:
    assert NATIONAL_DAY.is_school_day(day) is held


def test_school_days_are_counted_with_both_ends() -> None:
    days = NATIONAL_DAY.school_days(date(2026, 10, 1), date(2026, 10, 13))

    assert [day.day for day in days] == [8, 9, 10, 12, 13]
    assert days_between(date(2026, 10, 2), date(2026, 10, 1)) == []

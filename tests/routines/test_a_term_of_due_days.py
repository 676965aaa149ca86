"""The autumn term of 2026 by the packs of the library: every due day worked out by hand.

The days are those that the State Council arranged; New Year's Day 2027 is a Friday.
"""

from datetime import date

import chinese_calendar
import pytest

from banheng.core.calendar import AcademicYear, SchoolCalendar, Term, days_between
from banheng.routines.due import dues
from banheng.routines.loading import list_packs, load_pack, pack_path

AUTUMN = Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 29))
SPRING = Term("2026-2027-2", date(2027, 2, 22), date(2027, 7, 9))

OFF = [
    "2026-09-25",  # Friday: Mid-Autumn
    "2026-10-01",  # Thursday: National Day, until Wednesday the 7th
    "2026-10-02",
    "2026-10-05",
    "2026-10-06",
    "2026-10-07",
    "2027-01-01",  # Friday: New Year
]
WORKED = [
    "2026-09-20",  # Sunday, for National Day
    "2026-10-10",  # Saturday, for National Day
]
CALENDAR = SchoolCalendar(
    days_off=frozenset(map(date.fromisoformat, OFF)),
    working_days=frozenset(map(date.fromisoformat, WORKED)),
    terms=(AUTUMN, SPRING),
    years=(AcademicYear("2026-2027", date(2026, 9, 1), date(2027, 8, 31)),),
)

DAYS = """\
09-01 09-02 09-03 09-04
09-07 09-08 09-09 09-10 09-11
09-14 09-15 09-16 09-17 09-18 09-20
09-21 09-22 09-23 09-24
09-28 09-29 09-30
10-08 10-09 10-10
10-12 10-13 10-14 10-15 10-16
10-19 10-20 10-21 10-22 10-23
10-26 10-27 10-28 10-29 10-30
11-02 11-03 11-04 11-05 11-06
11-09 11-10 11-11 11-12 11-13
11-16 11-17 11-18 11-19 11-20
11-23 11-24 11-25 11-26 11-27
11-30 12-01 12-02 12-03 12-04
12-07 12-08 12-09 12-10 12-11
12-14 12-15 12-16 12-17 12-18
12-21 12-22 12-23 12-24 12-25
12-28 12-29 12-30 12-31
01-04 01-05 01-06 01-07 01-08
01-11 01-12 01-13 01-14 01-15
01-18 01-19 01-20 01-21 01-22
01-25 01-26 01-27 01-28 01-29
"""
"""The school days, a teaching week a line: 22 weeks."""

TWICE_A_DAY = " ".join(f"{day} {day}" for day in DAYS.split())
MONDAYS = (
    "09-01 09-07 09-14 09-21 09-28 10-08 10-12 10-19 10-26 11-02 11-09 "
    "11-16 11-23 11-30 12-07 12-14 12-21 12-28 01-04 01-11 01-18 01-25"
)
"""The term begins on a Tuesday; Monday 5 October is off, the next school day is Thursday the 8th."""
WEDNESDAYS = (
    "09-02 09-09 09-16 09-23 09-30 10-08 10-14 10-21 10-28 11-04 11-11 "
    "11-18 11-25 12-02 12-09 12-16 12-23 12-30 01-06 01-13 01-20 01-27"
)
FRIDAYS_OR_BEFORE = (
    "09-04 09-11 09-18 09-24 09-30 10-09 10-16 10-23 10-30 11-06 11-13 "
    "11-20 11-27 12-04 12-11 12-18 12-25 12-31 01-08 01-15 01-22 01-29"
)
WEEK_ENDS = (
    "09-04 09-11 09-20 09-24 09-30 10-10 10-16 10-23 10-30 11-06 11-13 "
    "11-20 11-27 12-04 12-11 12-18 12-25 12-31 01-08 01-15 01-22 01-29"
)
MONTH_ENDS = "09-30 10-30 11-30 12-31 01-29"
WEEK_1, WEEK_2, TERM_END = "09-04", "09-11", "01-29"
WEEK_10 = "11-06"
"""The week that holds Tuesday 1 September is the first; the tenth begins nine weeks later, on Monday 2 November."""
IN_SUMMER = ""
"""Once a year until its last school day, which is in July."""

DUE = {
    "default": {
        "morning_check": DAYS,
        "attendance": TWICE_A_DAY,
        "class_log": DAYS,
        "flag_raising": MONDAYS,
        "class_meeting": WEEK_ENDS,
        "safety_education": WEEK_ENDS,
        "pupil_talk": WEEK_ENDS,
        "personal_hygiene": WEEK_ENDS,
        "property_check": FRIDAYS_OR_BEFORE,
        "subject_teachers": MONTH_ENDS,
        "month_summary": MONTH_ENDS,
        "term_plan": WEEK_2,
        "every_pupil_talk": TERM_END,
        "conduct_comment": TERM_END,
        "term_summary": TERM_END,
    },
    "002-A": {"order": DAYS, "roll_call": DAYS, "class_rules": WEEK_2, "class_plan": WEEK_2},
    "002-B": {
        "order": DAYS,
        "roll_call": DAYS,
        "parents": MONTH_ENDS,
        "class_plan": WEEK_2,
        "midterm_review": WEEK_10,
        "term_review": TERM_END,
    },
    "002-C": {"order": DAYS, "guardian_meeting": TERM_END, "home_visits": MONTH_ENDS},
    "002-D": {"order": DAYS, "roll_call": DAYS},
    "002-E": {"safety_rules": WEEK_2, "patrol": WEEK_ENDS, "report_to_parents": MONTH_ENDS},
    "002-F": {"order": DAYS, "roll_call": DAYS, "class_meetings": WEEK_ENDS, "guardian_meeting": TERM_END},
    "002-G": {"order": DAYS},
    "002-H": {"roll_call": DAYS},
    "002-I": {
        "early": DAYS,
        "morning_check": DAYS,
        "attendance": TWICE_A_DAY,
        "sweeping": DAYS,
        "spot_check": DAYS,
        "break_exercise": DAYS,
        "eye_exercise": DAYS,
        "break_patrol": DAYS,
        "lesson_tour": DAYS,
        "class_log": DAYS,
        "dismissal": DAYS,
        "week_tasks": WEEK_ENDS,
        "flag_raising": MONDAYS,
        "class_meeting": WEEK_ENDS,
        "cadre_training": WEEK_ENDS,
        "personal_hygiene": WEEK_ENDS,
        "small_cleaning": WEDNESDAYS,
        "big_cleaning": WEEK_ENDS,
        "property_check": FRIDAYS_OR_BEFORE,
        "subject_meeting": MONTH_ENDS,
        "month_meeting": MONTH_ENDS,
        "month_summary": MONTH_ENDS,
        "prepare_meeting": MONTH_ENDS,
        "term_plan": WEEK_2,
        "commended_pupils": TERM_END,
        "pupil_notices": TERM_END,
        "term_summary": TERM_END,
    },
    "003-A": {
        "flag_raising": MONDAYS,
        "check_results": WEEK_ENDS,
        "theme_meeting": WEEK_ENDS,
        "roll_call": WEEK_ENDS,
        "activities": WEEK_ENDS,
        "cleaning": WEEK_ENDS,
        "weak_talk": WEEK_ENDS,
        "talks": WEEK_ENDS,
        "rising": DAYS,
        "morning_reading": DAYS,
        "duty_pupils": DAYS,
        "exercises": DAYS,
        "noon_rest": DAYS,
        "meals": DAYS,
        "parents": MONTH_ENDS,
        "conduct_marks": TERM_END,
    },
    "003-B": {
        "class_goals": WEEK_2,
        "conduct_marks": TERM_END,
        "school_training": TERM_END,
        "leading_group": TERM_END,
        "workload": WEEK_2,
    },
    "003-E": {
        "class_plan": WEEK_2,
        "guardian_meeting": TERM_END,
        "home_visits": MONTH_ENDS,
        "forum": TERM_END,
        "workload": WEEK_2,
    },
    "003-F": {
        "class_plan": WEEK_2,
        "class_rules": WEEK_2,
        "theme_activities": f"{TERM_END} {TERM_END}",
        "special_studies": f"{TERM_END} {TERM_END}",
        "home_visits": TERM_END,
        "parents_meeting": IN_SUMMER,
        "conduct_marks": TERM_END,
        "workload": WEEK_2,
    },
    "004-K": {
        "cash_book": DAYS,
        "month_report": MONTH_ENDS,
        "month_publication": MONTH_ENDS,
        "finance_election": IN_SUMMER,
        "finance_check": MONTH_ENDS,
        "finance_audit": TERM_END,
        "finance_publication": MONTH_ENDS,
        "finance_midterm": WEEK_10,
        "finance_term_end": TERM_END,
        "leader_plan": WEEK_2,
        "leader_summary": TERM_END,
        "term_plan": WEEK_2,
        "term_start": WEEK_1,
        "seats": WEEK_1,
        "class_posts": WEEK_1,
        "class_rules": WEEK_1,
        "pupil_plans": WEEK_2,
        "daily_routine": DAYS,
        "remarks": TERM_END,
        "term_summary": TERM_END,
        "teaching_plan": WEEK_2,
    },
}
"""What is due on which days of the term, by pack. Duties that are not here wait for an event or for need."""


WAITING = {"event", "as_needed"}


def test_the_days_off_are_those_that_were_arranged():
    arranged = {
        day for day in days_between(AUTUMN.first, date(2026, 12, 31)) if chinese_calendar.is_workday(day)
    }

    assert {day for day in arranged if not CALENDAR.is_school_day(day)} == set()
    assert [f"{day:%m-%d}" for day in sorted(arranged)] == [
        day for day in DAYS.split() if not day.startswith("01")
    ]


def test_the_term_has_104_school_days_in_22_weeks():
    # September to January: 21 Mondays to Fridays and a Sunday, 17 and a Saturday, 21, 23, 20
    assert len(DAYS.split()) == 22 + 18 + 21 + 23 + 20 == 104
    assert len(DAYS.splitlines()) == 22
    assert {len(days.split()) for days in (MONDAYS, WEDNESDAYS, FRIDAYS_OR_BEFORE, WEEK_ENDS)} == {22}


def test_the_table_has_every_duty_that_the_calendar_makes_due():
    packs = {code: load_pack(pack_path(code)).pack for code in list_packs()}

    assert {code: set(due) for code, due in DUE.items()} == {
        code: {duty.code for duty in pack.duties if duty.when.kind not in WAITING}
        for code, pack in packs.items()
    }


@pytest.mark.parametrize(("code", "duty"), [(code, duty) for code, due in DUE.items() for duty in due])
def test_a_term_is_due_as_worked_out_by_hand(code, duty):
    found = load_pack(pack_path(code)).pack.duty(duty)

    days = [f"{due.day:%m-%d}" for due in dues([found], CALENDAR, AUTUMN.first, AUTUMN.last)]

    assert days == DUE[code][duty].split()


@pytest.mark.parametrize("code", DUE)
def test_what_waits_for_an_event_or_for_need_is_never_due(code):
    waiting = [duty for duty in load_pack(pack_path(code)).pack.duties if duty.code not in DUE[code]]

    assert dues(waiting, CALENDAR, AUTUMN.first, SPRING.last) == []


@pytest.mark.parametrize(("code", "duty"), [("003-F", "parents_meeting"), ("004-K", "finance_election")])
def test_what_comes_once_a_year_can_be_done_all_year_and_is_due_on_its_last_school_day(code, duty):
    found = load_pack(pack_path(code)).pack.duty(duty)

    (due,) = dues([found], CALENDAR, AUTUMN.first, SPRING.last)

    assert (due.opens, due.day) == (date(2026, 9, 1), date(2027, 7, 9))

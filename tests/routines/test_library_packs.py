"""The packs that come with Banheng: what they cite exists, and a real autumn term is due as worked out by hand.

The calendar is that of autumn 2026 as the State Council arranged it: 25 to 27 September and 1 to 7 October off,
Sunday 20 September and Saturday 10 October worked; 1 January 2027 off.
"""

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from banheng.core.calendar import SchoolCalendar, Term, days_between
from banheng.routines.due import dues
from banheng.routines.loading import list_packs, load_pack, pack_path

CATALOGUE = Path(__file__).parents[3] / "shared/requirements"
TERM = Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 29))
CALENDAR = SchoolCalendar(
    days_off=frozenset(
        [
            *days_between(date(2026, 9, 25), date(2026, 9, 27)),
            *days_between(date(2026, 10, 1), date(2026, 10, 7)),
            date(2027, 1, 1),
        ]
    ),
    working_days=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    terms=(TERM,),
)
MONDAYS = "09-01 09-07 09-14 09-21 09-28 10-08 10-12 10-19 10-26 11-02 11-09 11-16 11-23 11-30 12-07 12-14 12-21 12-28 01-04 01-11 01-18 01-25"
FRIDAYS = "09-04 09-11 09-18 09-24 09-30 10-09 10-16 10-23 10-30 11-06 11-13 11-20 11-27 12-04 12-11 12-18 12-25 12-31 01-08 01-15 01-22 01-29"
LAST_OF_WEEK = FRIDAYS.replace("09-18", "09-20").replace("10-09", "10-10")
WEDNESDAYS = "09-02 09-09 09-16 09-23 09-30 10-08 10-14 10-21 10-28 11-04 11-11 11-18 11-25 12-02 12-09 12-16 12-23 12-30 01-06 01-13 01-20 01-27"
MONTH_ENDS = "09-30 10-30 11-30 12-31 01-29"
SCHOOL_DAYS = 22 + 18 + 21 + 23 + 20
"""September to January: 22 weekdays and a Sunday less one day off, 22 and a Saturday less five, 21, 23, 21 less one."""


def catalogue_ids():
    def walk(part):
        if isinstance(part, dict):
            if "id" in part:
                yield part["id"]
            for value in part.values():
                yield from walk(value)
        elif isinstance(part, list):
            for value in part:
                yield from walk(value)

    return {found for path in CATALOGUE.glob("seed-*.yaml") for found in walk(YAML(typ="safe").load(path))}


@pytest.mark.parametrize("code", list_packs())
def test_each_duty_cites_clauses_that_exist(code):
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    known = catalogue_ids()

    pack = load_pack(pack_path(code)).pack

    assert pack.pack == code
    assert {clause for duty in pack.duties for clause in duty.clause} | set(pack.source.clauses) <= known
    assert [duty.code for duty in pack.duties if not duty.clause] == []


def test_only_limits_that_the_policy_does_not_name_are_left_open():
    blanks = {code: [path[-1] for path in load_pack(pack_path(code)).blanks()] for code in list_packs()}

    assert blanks == {"default": [], "002-I": ["within_minutes"] * 3, "003-A": ["within_minutes"] * 2}


def due_days(code, duty):
    found = load_pack(pack_path(code)).pack.duty(duty)
    return [f"{due.day:%m-%d}" for due in dues([found], CALENDAR, TERM.first, TERM.last)]


@pytest.mark.parametrize(
    ("code", "duty", "expected"),
    [
        ("002-I", "flag_raising", MONDAYS),
        ("002-I", "small_cleaning", WEDNESDAYS),
        ("002-I", "big_cleaning", LAST_OF_WEEK),
        ("002-I", "property_check", FRIDAYS),
        ("002-I", "class_meeting", LAST_OF_WEEK),
        ("002-I", "month_meeting", MONTH_ENDS),
        ("002-I", "prepare_meeting", MONTH_ENDS),
        ("002-I", "subject_meeting", MONTH_ENDS),
        ("002-I", "month_summary", MONTH_ENDS),
        ("002-I", "term_plan", "09-11"),
        ("002-I", "pupil_notices", "01-29"),
        ("002-I", "term_summary", "01-29"),
        ("002-I", "hurt", ""),
        ("002-I", "guardian_meeting", ""),
        ("003-A", "flag_raising", MONDAYS),
        ("003-A", "cleaning", LAST_OF_WEEK),
        ("003-A", "parents", MONTH_ENDS),
        ("003-A", "romance", ""),
        ("default", "term_plan", "09-11"),
        ("default", "month_summary", MONTH_ENDS),
    ],
)
def test_a_term_is_due_as_worked_out_by_hand(code, duty, expected):
    assert due_days(code, duty) == expected.split()


@pytest.mark.parametrize(
    ("code", "duty", "times"),
    [
        ("002-I", "class_log", SCHOOL_DAYS),
        ("002-I", "attendance", 2 * SCHOOL_DAYS),
        ("003-A", "meals", SCHOOL_DAYS),
        ("003-A", "talks", 3 * 22),
    ],
)
def test_daily_duties_are_due_on_every_school_day_of_the_term(code, duty, times):
    assert len(due_days(code, duty)) == times

from datetime import date

import pytest

from banheng.core.calendar import AcademicYear, SchoolCalendar, Term
from banheng.core.errors import InputRefused
from banheng.spreadsheets.calendar_file import read_calendar


def test_years_terms_days_off_and_working_days_are_read(write):
    path = write(
        "years: [{code: 2026-2027, first: 2026-08-31, last: 2027-07-15}]",
        "terms: [{code: 2026-2027-1, first: 2026-09-01, last: 2027-01-22}]",
        "days_off: [2026-10-01, 2026年10月2日]",
        "working_days: [2026-10-10]",
    )

    assert read_calendar(path) == SchoolCalendar(
        days_off=frozenset({date(2026, 10, 1), date(2026, 10, 2)}),
        working_days=frozenset({date(2026, 10, 10)}),
        terms=(Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)),),
        years=(AcademicYear("2026-2027", date(2026, 8, 31), date(2027, 7, 15)),),
    )


def test_an_empty_calendar_is_a_calendar(write):
    assert read_calendar(write("# nothing yet")) == SchoolCalendar()


BAD = {
    "no file": (None, "input.E001", 0),
    "no YAML": ("days_off: [2026-10-01", "input.E081", 1),
    "a list": ("- 2026-10-01", "input.E081", 1),
    "unknown key": ("\ndays_of: [2026-10-01]", "input.E082", 2),
    "no list": ("days_off: 2026-10-01", "input.E083", 1),
    "no date": ("days_off:\n- 2026-10-01\n- 国庆节", "input.E084", 3),
    "a term without days": ("terms:\n- {code: 2026-2027-1}", "input.E085", 2),
    "a term that ends before it begins": (
        "terms:\n- {code: 2026-2027-1, first: 2027-01-22, last: 2026-09-01}",
        "input.E085",
        2,
    ),
    "a term with the code of a year": (
        "terms:\n- {code: 2026-2027, first: 2026-09-01, last: 2027-01-22}",
        "input.E085",
        2,
    ),
    "a year with the code of a calendar year": (
        "years:\n- {code: 2026, first: 2026-08-31, last: 2027-07-15}",
        "input.E085",
        2,
    ),
}


@pytest.mark.parametrize(("text", "check", "line"), BAD.values(), ids=BAD)
def test_a_bad_calendar_is_refused_with_its_line(tmp_path, text, check, line):
    path = tmp_path / "calendar.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(InputRefused) as refusal:
        read_calendar(path)

    (finding,) = refusal.value.findings
    assert (finding.id, finding.place.line) == (check, line)

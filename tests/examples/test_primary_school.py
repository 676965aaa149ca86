import importlib
import random

import pytest

from banheng import example
from banheng.core.periods import parse_period
from banheng.schemes.loading import load_scheme
from banheng.scoring.run import Engine, score
from banheng.spreadsheets.calendar_file import read_calendar
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.roster_file import read_roster

FILES = example.files()


def read(evidence, roster):
    calendar = read_calendar(FILES.calendar)
    period = parse_period(FILES.period, calendar)
    postings = read_roster(roster)
    return read_evidence([evidence], load_scheme(FILES.scheme).scheme, postings, period, calendar), postings


@pytest.fixture(scope="module")
def sheets():
    found, postings = read(FILES.evidence, FILES.roster)
    calendar = read_calendar(FILES.calendar)
    period = parse_period(FILES.period, calendar)
    scheme = load_scheme(FILES.scheme).in_force()
    return {
        engine: score(scheme, found.evidence, postings, period, calendar, engine=engine) for engine in Engine
    }


def test_the_script_writes_the_same_school_again(project, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(project / "examples")
    script = importlib.import_module("make_primary_school")

    script.make(random.Random(20261), tmp_path / "data", tmp_path / "office")  # noqa: S311 - an example

    for name in ("roster.csv", "evidence.csv", "calendar.yaml"):
        assert (tmp_path / "data" / name).read_bytes() == (FILES.evidence.parent / name).read_bytes(), name
    roster = (tmp_path / "office" / "班主任名册.csv").read_bytes()
    assert roster == (project / "examples" / "primary-school" / "班主任名册.csv").read_bytes()


def test_nothing_is_wrong_with_the_files_of_the_demonstration():
    found, postings = read(FILES.evidence, FILES.roster)

    assert found.findings == []
    assert len({posting.school_class for posting in postings}) == 36
    assert 2_500 <= found.evidence.height <= 3_500


def test_the_files_of_the_office_say_the_same_in_chinese(project):
    office = project / "examples" / "primary-school"

    found, postings = read(office / "考核记录.xlsx", office / "班主任名册.csv")

    expected, same_postings = read(FILES.evidence, FILES.roster)
    assert postings == same_postings
    assert found.findings == []
    assert found.evidence.equals(expected.evidence)


def test_two_teachers_of_one_name_stay_two(sheets):
    namesakes = [r.subject for r in sheets[Engine.REFERENCE].results if r.subject.teacher_name == "王芳"]

    assert [(subject.posting.teacher, subject.posting.school_class) for subject in namesakes] == [
        ("t08", "p202"),
        ("t27", "p503"),
    ]


def test_everybody_answers_for_the_own_school_days(sheets):
    calendar = read_calendar(FILES.calendar)
    days = {
        result.subject.posting.teacher: sum(map(calendar.is_school_day, result.subject.days))
        for result in sheets[Engine.REFERENCE].results
        if not result.subject.is_class_line
    }

    # the month has 18: two homeroom teachers of one class, a class opened late, one with a substitute
    assert (days["t21"], days["t37"], days["t06"], days["t11"], days["t38"]) == (8, 10, 10, 12, 6)
    assert sum(number == 18 for number in days.values()) == 33


def test_the_month_shows_what_a_month_can_have(sheets):
    results = sheets[Engine.REFERENCE].results
    ratings = [result.rating for result in results]

    assert {"excellent", "good", "pass", "fail"} <= set(ratings)
    assert [r.subject.posting.school_class for r in results if "safety_accident" in r.vetoes] == ["p604"]
    assert any(
        step.what in ("decided_added", "decided_taken")
        for result in results
        for step in result.steps["total"]
    )


def test_both_engines_agree_on_the_school(sheets):
    reference, columnar = sheets[Engine.REFERENCE].results, sheets[Engine.COLUMNAR].results

    for one, other in zip(reference, columnar, strict=True):
        assert (one.items, one.total, one.rank, one.rating, one.pay) == (
            other.items,
            other.total,
            other.rank,
            other.rating,
            other.pay,
        )

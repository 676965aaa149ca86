"""Live results are what the engines give for the same records, and follow every record at once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from banheng.assessment.live import explain_live, inputs_of, live_sheet
from banheng.assessment.periods import (
    current_periods,
    find_period,
    longer_periods,
    period_of,
    periods_of_term,
)
from banheng.core.periods import PeriodKind
from banheng.core.points import UNITS, format_units
from banheng.ledger.models import Record
from banheng.ledger.voiding import void
from banheng.scoring.run import Engine, score
from tests.factories import LIBRARY, NOW, TODAY, adopt, make_school, make_user, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def october(small):
    (scored,) = current_periods(small.school, TODAY)
    return scored


def hygiene(scored, school_class="101"):
    sheet = live_sheet(scored)
    return format_units(sheet.result(f"/{school_class}/t{school_class}").items["hygiene"].points)


def test_the_period_of_today_is_the_month_of_the_scheme(october):
    assert (october.period.code, october.version.code) == ("2026-10", "primary-month")


def test_a_record_shows_in_the_score_at_once(small, october):
    before = hygiene(october)

    put_one(small.school, quantity="2")

    assert (before, hygiene(october), hygiene(october, "102")) == ("12", "11.6", "12")


def test_a_voided_record_leaves_the_score_and_stays_visible(small, october):
    seen = put_one(small.school)
    deducted = hygiene(october)
    void(seen, id=uuid4(), reason="记错班级", by=make_user("office"), at=NOW, may_void_others=True)

    records = explain_live(october, "101").explanation.part("hygiene").records
    assert (deducted, hygiene(october)) == ("11.8", "12")
    assert records.effective == ()
    assert [(line.record.id, line.note) for line in records.voided] == [(str(seen.id), "记错班级")]


def test_a_neutral_observation_changes_nothing(small, october):
    before = live_sheet(october).results

    put_one(small.school, item=Record.NEUTRAL, event="", note="换了新窗帘")

    assert live_sheet(october).results == before


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("code", ["2026-10", "2026-2027-1"])
def test_live_results_are_those_of_the_engines(small, engine, code):
    for number, day in enumerate([date(2026, 9, 15), date(2026, 10, 12), date(2026, 10, 20)]):
        put_one(small.school, day=day, quantity=str(number + 1))
        put_one(small.school, day=day, school_class="201", event="untidy")
        put_one(small.school, day=day, school_class="", staff="t102", item="presence", event="late")
    scored = find_period(small.school, "primary-month", code, TODAY)
    given = inputs_of(scored)

    expected = score(scored.scheme, given.evidence, given.postings, scored.period, given.calendar, engine)

    assert live_sheet(scored) == expected


def test_an_explanation_gives_the_points_of_the_sheet(small, october):
    put_one(small.school, quantity="3")

    explained = explain_live(october, "101").explanation

    assert explained.part("hygiene").points == 12 * UNITS - 6_000
    assert explained.result == live_sheet(october).result("/101/t101")


def test_nobody_is_explained_who_does_not_have_the_class(october):
    assert explain_live(october, "101", "t201") is None


def test_a_change_of_the_homeroom_teacher_shows_at_once(small, october):
    live_sheet(october)
    posting = small.classes["101"].postings.get()
    posting.staff = small.teachers["202"]
    posting.save()

    assert "/101/t202" in {result.subject.key for result in live_sheet(october).results}


def test_the_periods_of_a_term_begin_with_the_term_and_go_back_by_months(small):
    codes = [scored.period.code for scored in periods_of_term(small.school, small.term, TODAY)]

    assert codes == ["2026-2027-1", "2026-10", "2026-09"]


def test_a_month_scheme_sums_up_a_term(small, october):
    assert [above.period.code for above in longer_periods(small.school, october, TODAY)] == ["2026-2027-1"]


def test_a_year_lasts_as_long_as_the_academic_year_of_the_school(small):
    text = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")
    version = adopt(small.school, text=text.replace("to: term", "to: year"))

    asked = find_period(small.school, version.code, "2026-2027", TODAY).period

    assert (asked.first, asked.last) == (small.year.first, small.year.last)
    for day in (small.year.first, TODAY, small.year.last):
        assert period_of(small.school, PeriodKind.YEAR, day) == asked
    assert period_of(small.school, PeriodKind.YEAR, small.year.first - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("scheme", "code"),
    [("primary-month", "2026-11"), ("primary-month", "2026-W40"), ("another", "2026-10")],
    ids=["not begun", "no such kind", "no such scheme"],
)
def test_a_period_that_is_not_scored_is_not_found(small, scheme, code):
    assert find_period(small.school, scheme, code, TODAY) is None


def test_a_school_without_a_scheme_has_no_periods():
    small = make_school("bare", "新学校")

    assert current_periods(small.school, TODAY) == []
    assert periods_of_term(small.school, small.term, TODAY) == []

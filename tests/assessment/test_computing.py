"""A computed sheet is kept as it was, until it is computed again or reviewed."""

from datetime import UTC, date, datetime

import pytest

from banheng.assessment.computing import ask_to_compute, compute, newer_records, sheet_of
from banheng.assessment.errors import SheetRefused
from banheng.assessment.models import Computation, ScoreSheet
from banheng.assessment.periods import find_period
from banheng.assessment.reviewing import review
from banheng.ledger.models import Chain
from banheng.schools.models import Posting
from tests.factories import NOW, TODAY, adopt, make_school, make_user, put_one

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 15)


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def september(small):
    return find_period(small.school, "primary-month", "2026-09", TODAY)


@pytest.fixture
def office():
    return make_user("office")


def hygiene(sheet):
    (row,) = [row for row in sheet.results["results"] if row["class"] == "101"]
    return row["items"]["hygiene"]["points"]


def test_a_sheet_says_from_what_it_was_computed(small, september, office):
    put_one(small.school, day=SEPTEMBER)

    sheet = compute(september, by=office, at=NOW)

    chain = Chain.objects.get()
    assert (sheet.ledger_sequence, sheet.ledger_hash) == (1, chain.hash)
    assert sheet.results["scheme"]["fingerprint"] == september.version.digest
    assert [row["teacher"] for row in sheet.results["inputs"]["roster"]] == ["t101", "t102", "t201", "t202"]
    assert hygiene(sheet) == "11.8"


def test_a_late_record_leaves_the_sheet_and_is_counted_as_newer(small, september, office):
    compute(september, by=office, at=NOW)

    put_one(small.school, day=SEPTEMBER)
    put_one(small.school, day=TODAY)

    sheet = sheet_of(september)
    assert (hygiene(sheet), newer_records(september, sheet)) == ("12", 1)


def test_computing_again_replaces_the_sheet(small, september, office):
    compute(september, by=office, at=NOW)
    put_one(small.school, day=SEPTEMBER)

    compute(september, by=office, at=NOW)

    assert ScoreSheet.objects.count() == 1
    assert (hygiene(sheet_of(september)), newer_records(september, sheet_of(september))) == ("11.8", 0)


def test_a_reviewed_sheet_stays(september, office):
    compute(september, by=office, at=NOW)
    reviewed = review(september, remark=" 情况属实 ", by=office, at=NOW)

    with pytest.raises(SheetRefused, match="已经审核"):
        compute(september, by=office, at=NOW)
    assert (reviewed.state, reviewed.remark, reviewed.reviewed_by) == ("reviewed", "情况属实", office)


def test_a_period_is_not_reviewed_before_it_is_computed(september, office):
    with pytest.raises(SheetRefused, match="先计算"):
        review(september, remark="", by=office, at=NOW)


def test_a_period_is_not_reviewed_while_it_runs(small, office):
    october = find_period(small.school, "primary-month", "2026-10", TODAY)
    compute(october, by=office, at=NOW)

    with pytest.raises(SheetRefused, match="还没有结束"):
        review(october, remark="", by=office, at=NOW)


def test_newer_records_hold_up_the_review(small, september, office):
    compute(september, by=office, at=NOW)
    put_one(small.school, day=SEPTEMBER)

    with pytest.raises(SheetRefused, match="1 条新记录"):
        review(september, remark="", by=office, at=NOW)


def test_a_sheet_is_reviewed_once(september, office):
    compute(september, by=office, at=NOW)
    review(september, remark="", by=office, at=NOW)

    with pytest.raises(SheetRefused, match="审核过"):
        review(september, remark="", by=office, at=datetime(2026, 10, 22, tzinfo=UTC))


def test_a_period_is_computed_in_the_background(september, office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_to_compute(september, by=office, at=NOW)

    asked = Computation.objects.get()
    assert (asked.fault, asked.finished_at is not None) == ("", True)
    assert sheet_of(september).computed_by == office


def test_why_the_background_gave_no_result_is_kept(
    small, september, office, django_capture_on_commit_callbacks
):
    Posting.objects.create(
        school_class=small.classes["101"], staff=small.teachers["102"], first=date(2026, 9, 1)
    )

    with django_capture_on_commit_callbacks(execute=True):
        ask_to_compute(september, by=office, at=NOW)

    assert "同时有" in Computation.objects.get().fault
    assert sheet_of(september) is None

"""From computed to final: no step is skipped, each is written down, and what was published stays."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from banheng.assessment.computing import compute
from banheng.assessment.errors import SheetRefused
from banheng.assessment.finalising import finalise
from banheng.assessment.freezing import standing
from banheng.assessment.models import ScoreSheet, Step
from banheng.assessment.periods import find_period
from banheng.assessment.publishing import publication_of, publish, withdraw
from banheng.assessment.returning import send_back
from banheng.bundles.edition import digest
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Closure
from tests.assessment.settling import (
    CONTACT,
    SEPTEMBER,
    account,
    finalise_september,
    publish_september,
    review_september,
)
from tests.factories import NOW, TODAY, adopt, entry, make_school, put, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=SEPTEMBER)
    return small


def step_kinds(sheet):
    return [step.kind for step in sheet.steps.all()]


def test_every_step_is_in_the_journal(small):
    sheet = finalise_september(small.school)

    assert step_kinds(sheet) == ["computed", "reviewed", "published", "finalised"]
    assert [step.by_name for step in sheet.steps.all()] == ["computing", "office", "principal", "office"]


@pytest.mark.parametrize(
    ("days", "last"),
    [
        (1, date(2026, 10, 22)),
        (2, date(2026, 10, 23)),
        (3, date(2026, 10, 26)),  # a weekend between
        (5, date(2026, 10, 28)),
    ],
)
def test_the_notice_period_counts_school_days_from_the_day_after(small, days, last):
    sheet = publish_september(small.school, days=days)

    assert (publication_of(sheet).first, publication_of(sheet).last) == (TODAY, last)


def test_a_published_result_is_frozen_with_what_it_rests_on(small):
    sheet = publish_september(small.school)

    edition = standing(sheet)
    assert edition.number == 1
    assert edition.digests["scheme"] == sheet.version.digest
    assert edition.digests["ledger"] == sheet.ledger_hash
    assert edition.digests["roster"] == digest(edition.results["inputs"]["roster"])
    assert edition.results["results"][0]["items"]["hygiene"]["points"] == "11.8"


@pytest.mark.parametrize(
    "change", ["UPDATE assessment_frozensheet SET number = 2", "DELETE FROM assessment_step"]
)
def test_the_database_refuses_to_change_what_was_published(small, change):
    publish_september(small.school)

    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_a_reviewed_period_takes_no_records_until_it_is_sent_back(small):
    sheet = review_september(small.school)
    assert put(small.school, entry(day=SEPTEMBER))[0].refusal.code == "period_closed"

    send_back(sheet, reason="漏算了运动会", by=account("principal"), at=NOW)

    assert put(small.school, entry(day=SEPTEMBER))[0].refusal is None
    assert step_kinds(sheet)[-1] == "returned"
    assert not Closure.objects.exists()


def test_october_is_open_while_september_is_closed(small):
    review_september(small.school)

    assert put(small.school, entry(day=TODAY))[0].refusal is None


def test_a_withdrawn_result_is_computed_and_reviewed_again_before_it_is_public(small):
    sheet = publish_september(small.school)
    withdraw(sheet, reason="名册有误", by=account("principal"), at=NOW)
    with pytest.raises(SheetRefused, match="已计算"):
        publish(sheet, school_days=5, contact=CONTACT, by=account("principal"), at=NOW)

    again = publish_september(small.school)

    assert [edition.number for edition in again.editions.all()] == [1, 2]
    assert [each.withdrawn_for for each in again.publications.all()] == ["", "名册有误"]
    assert step_kinds(again)[3:] == ["withdrawn", "computed", "reviewed", "published"]


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("computed", lambda sheet: publish(sheet, school_days=5, contact=CONTACT, by=account("p"), at=NOW)),
        ("published", lambda sheet: publish(sheet, school_days=5, contact=CONTACT, by=account("p"), at=NOW)),
        ("computed", lambda sheet: send_back(sheet, reason="重看", by=account("p"), at=NOW)),
        ("reviewed", lambda sheet: withdraw(sheet, reason="重看", by=account("p"), at=NOW)),
        ("reviewed", lambda sheet: finalise(sheet, by=account("p"), at=NOW)),
        ("final", lambda sheet: withdraw(sheet, reason="重看", by=account("p"), at=NOW)),
    ],
)
def test_no_step_is_taken_out_of_turn(small, state, step):
    sheet = review_september(small.school)
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=state)

    with pytest.raises(SheetRefused, match="刷新页面"):
        step(sheet)

    sheet.refresh_from_db()
    assert sheet.state == state


def test_a_published_period_is_not_computed_again(small):
    publish_september(small.school)

    with pytest.raises(SheetRefused, match="先退回或撤回"):
        compute(find_period(small.school, "primary-month", "2026-09", TODAY), by=account("computing"), at=NOW)


def test_a_result_is_not_final_before_the_notice_period_is_over(small):
    sheet = publish_september(small.school)

    with pytest.raises(SheetRefused, match="2026-10-28"):
        finalise(sheet, by=account("office"), at=NOW + timedelta(days=7))


@pytest.mark.parametrize("step", [send_back, withdraw])
def test_going_back_asks_for_a_reason(small, step):
    sheet = review_september(small.school)

    with pytest.raises(SheetRefused, match="写明原因"):
        step(sheet, reason=" ", by=account("principal"), at=NOW)


def test_a_notice_without_anybody_to_turn_to_is_refused(small):
    sheet = review_september(small.school)

    with pytest.raises(SheetRefused, match="联系方式"):
        publish(sheet, school_days=5, contact=" ", by=account("principal"), at=NOW)

    assert not Step.objects.filter(kind="published").exists()


def test_a_void_in_a_final_period_is_refused_without_a_ruling(small):
    from banheng.ledger.voiding import void  # noqa: PLC0415

    finalise_september(small.school)
    record = small.school.records.get()

    with pytest.raises(RecordRefused, match="已经确定"):
        void(record, id=entry().id, reason="看错了", by=account("office"), at=NOW, may_void_others=True)

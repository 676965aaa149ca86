"""The clock of the server jumps: nothing is lost, nothing is taken for older than what stands before it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from uuid_utils import uuid7

from banheng.accounts.roles import Role
from banheng.ledger.chaining import first_break
from banheng.ledger.models import Record
from tests.factories import NOW, TODAY, adopt, grant, make_school, make_user

pytestmark = pytest.mark.django_db
JUMPS = [timedelta(hours=-3), timedelta(minutes=5), timedelta(hours=5)]


@pytest.fixture
def school():
    with time_machine.travel(NOW):
        school = make_school().school
        adopt(school)
    return school


@pytest.fixture
def inspector(client, school):
    with time_machine.travel(NOW):
        user = make_user("inspector")
        grant(user, Role.DUTY_INSPECTOR, school)
        client.force_login(user)
    return client


def send(client, *, at, noted_at=None, said=None):
    noted = (noted_at or at).isoformat()
    entry = said or {"id": str(uuid7()), "school_class": "101", "item": "hygiene", "event": "unswept"}
    sending = {"sent_at": noted, "entries": [entry | {"noted_at": noted}]}
    with time_machine.travel(at, tick=False):
        answer = client.post(
            "/s/yucai/inspect/records/", json.dumps(sending), content_type="application/json"
        )
    return entry, answer


def test_records_keep_their_order_when_the_clock_goes_back_and_forth(inspector, school):
    for jump in (timedelta(), *JUMPS):
        _, answer = send(inspector, at=NOW + jump)
        assert answer.json()["answers"][0]["state"] == "accepted", answer.json()

    records = Record.objects.order_by("sequence")
    assert [record.sequence for record in records] == [1, 2, 3, 4]
    assert [record.recorded_at - NOW for record in records] == [timedelta(), *JUMPS]
    assert first_break(school) is None


def test_what_is_sent_again_after_the_clock_went_back_counts_once(inspector):
    entry, _ = send(inspector, at=NOW)

    _, answer = send(inspector, at=NOW - timedelta(hours=2), said=entry)

    assert answer.json()["answers"][0]["state"] == "repeated"
    assert Record.objects.count() == 1


def test_a_phone_whose_clock_is_wrong_by_a_year_records_for_today(inspector):
    wrong = datetime(2025, 10, 21, 8, 30, tzinfo=UTC)

    _, answer = send(inspector, at=NOW, noted_at=wrong)

    assert answer.json()["answers"][0]["day"] == TODAY.isoformat()


def test_a_session_that_a_jump_ends_asks_for_sign_in_and_the_records_stay_on_the_phone(inspector):
    entry, answer = send(inspector, at=NOW + timedelta(days=30))
    assert answer.status_code == 401

    with time_machine.travel(NOW, tick=False):
        inspector.force_login(make_user("other"))  # the site still works after the clock was set right
    assert not Record.objects.filter(pk=entry["id"]).exists()

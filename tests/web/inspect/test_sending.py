"""What the endpoint of the inspection screen answers."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from banheng.ledger.chaining import first_break
from banheng.ledger.models import Closure, Record
from banheng.web.inspect.sending import MOST_ENTRIES
from banheng.web.inspect.sent import corrected
from tests.factories import NOW, TODAY, adopt, grant, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def school(clock):
    school = make_school().school
    adopt(school)
    adopt(make_school("other", "另一所小学").school)
    return school


@pytest.fixture
def office(client, school):
    user = make_user("office")
    grant(user, Role.MORAL_EDUCATION_OFFICE, school)
    client.force_login(user)
    return user


def noted(**said):
    entry = {"id": str(uuid7()), "school_class": "101", "item": "hygiene", "event": "unswept"}
    return {**entry, "noted_at": NOW.isoformat(), **said}


def post(client, body, **headers):
    content = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post("/s/yucai/inspect/records/", content, content_type="application/json", **headers)


def send(client, *entries, sent_at=NOW):
    response = post(client, {"sent_at": sent_at.isoformat(), "entries": entries})
    assert response.status_code == 200, response.content
    return response.json()["answers"]


def test_each_entry_is_answered_on_its_own(client, office):
    first, second = noted(), noted(school_class="102", event="no such thing")

    answers = send(client, first, second, first)

    assert [answer["state"] for answer in answers] == ["accepted", "refused", "repeated"]
    assert [answer["id"] for answer in answers] == [first["id"], second["id"], first["id"]]
    assert (answers[1]["code"], answers[0]["sequence"]) == ("not_in_scheme", 1)


def test_sending_again_after_a_lost_answer_changes_nothing(client, office):
    entries = [noted(), noted(quantity="2", note="讲台下🧹")]

    send(client, *entries)
    answers = send(client, *entries, sent_at=NOW + timedelta(hours=1))

    assert [answer["state"] for answer in answers] == ["repeated", "repeated"]
    assert Record.objects.count() == 2


def test_what_was_seen_arrives_whole(client, office):
    digest = "ab" * 32
    send(client, noted(quantity="0.5", note="讲台下🧹👨‍👩‍👧", photos=[digest]))

    made = Record.objects.get()
    assert (made.quantity, made.note, made.photos) == (5_000, "讲台下🧹👨‍👩‍👧", [digest])
    assert (made.recorder, made.source, made.noted_at) == (office, "inspection", NOW)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"id": "no id"}, "malformed_entry"),
        ({"id": str(uuid4())}, "malformed_entry"),
        ({"id": 5}, "malformed_entry"),
        ({"noted_at": "2026-10-21T16:30:00"}, "malformed_entry"),
        ({"noted_at": "yesterday"}, "malformed_entry"),
        ({"day": "2026-13-01"}, "malformed_entry"),
        ({"note": "长" * 2001}, "malformed_entry"),
        ({"note": "\x00"}, "malformed_entry"),
        ({"note": "\ud83d"}, "malformed_entry"),
        ({"photos": ["../../etc/passwd"]}, "malformed_entry"),
        ({"points": "-5"}, "malformed_entry"),
        ({"note": "长" * 501}, "note_too_long"),
        ({"school_class": "999"}, "unknown_class"),
        ({"school_class": ""}, "about_nobody"),
        ({"item": "nothing"}, "not_in_scheme"),
        ({"day": "1970-01-01"}, "no_academic_year"),
        ({"day": "2026-10-22"}, "future_day"),
        ({"noted_at": "1970-01-01T00:00:00Z"}, "no_academic_year"),
        ({"item": "observation", "event": ""}, "note_missing"),
        ({"item": "observation", "event": "unswept", "note": "看"}, "not_an_observation"),
        ({"quantity": "many"}, "not_in_scheme"),
        ({"quantity": "1e400"}, "not_in_scheme"),
        ({"photos": [f"{number:064x}" for number in range(7)]}, "too_many_photos"),
    ],
)
def test_a_bad_entry_is_refused_with_a_sentence_and_the_next_is_taken(client, office, said, code):
    answers = send(client, noted(**said), noted())

    assert (answers[0]["state"], answers[0]["code"], answers[1]["state"]) == ("refused", code, "accepted")
    assert answers[0]["reason"].endswith("。")


@pytest.mark.parametrize("entry", [None, 5, "text", [], {}])
def test_what_is_no_entry_at_all_is_refused(client, office, entry):
    (answer,) = send(client, entry)

    assert (answer["state"], answer["code"]) == ("refused", "malformed_entry")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 400, "malformed"),
        ("{", 400, "malformed"),
        ("[]", 400, "malformed"),
        ("null", 400, "malformed"),
        (b"\xff\xfe\x00", 400, "malformed"),
        ("[" * 100_000, 400, "malformed"),
        ({"entries": []}, 400, "malformed"),
        ({"sent_at": NOW.isoformat(), "entries": {}}, 400, "malformed"),
        ({"sent_at": NOW.isoformat(), "entries": [{}] * (MOST_ENTRIES + 1)}, 413, "too_many"),
        (" " * (6 * 1024 * 1024), 413, "too_large"),
        ({"sent_at": NOW.isoformat(), "entries": [], "account": 0}, 409, "other_account"),
    ],
    ids=[
        "empty",
        "cut off",
        "a list",
        "null",
        "no text",
        "deep",
        "without time",
        "no list",
        "too many",
        "6 MB",
        "of another account",
    ],
)
def test_a_bad_sending_is_refused_whole(client, office, body, status, code):
    response = post(client, body)

    assert (response.status_code, response.json()["error"]) == (status, code)
    assert response.json()["reason"].endswith("。")


def test_a_class_of_another_school_is_unknown(client, office):
    other = make_school("third", "第三小学", opened=date(2026, 9, 1))
    other.classes["101"].code = "x101"
    other.classes["101"].save()

    (answer,) = send(client, noted(school_class="x101"))

    assert answer["code"] == "unknown_class"


def test_a_closed_period_refuses_with_the_way_out(client, school, office):
    Closure.objects.create(
        school=school, scheme_code="primary-month", first=TODAY, last=TODAY, label="2026年10月"
    )

    (answer,) = send(client, noted())

    assert answer["code"] == "period_closed"
    assert "差额" in answer["reason"]


@pytest.mark.parametrize("wrong_by", [timedelta(days=-20_000), timedelta(hours=-3), timedelta(days=400)])
def test_a_wrong_clock_is_corrected_by_what_it_says_when_sending(client, office, wrong_by):
    yesterday = NOW - timedelta(days=1)

    (answer,) = send(client, noted(noted_at=(yesterday + wrong_by).isoformat()), sent_at=NOW + wrong_by)

    assert (answer["state"], answer["day"]) == ("accepted", "2026-10-20")
    assert Record.objects.get().noted_at == yesterday


def test_a_chosen_day_stays_whatever_the_clock_says(client, office):
    (answer,) = send(client, noted(day="2026-10-12"), sent_at=NOW + timedelta(days=99))

    assert answer["day"] == "2026-10-12"


@pytest.mark.parametrize(
    ("noted_at", "sent_at", "expected"),
    [
        (NOW, NOW, NOW),
        (NOW + timedelta(hours=2), NOW, NOW),  # the clock was put back in between
        (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC), NOW - timedelta(days=36_500)),
    ],
)
def test_no_clock_leads_beyond_what_can_be(noted_at, sent_at, expected):
    assert corrected(noted_at, sent_at=sent_at, received_at=NOW) == expected


def test_who_is_signed_out_is_told_so_and_a_page_is_not_sent(client, school):
    response = post(client, {"sent_at": NOW.isoformat(), "entries": [noted()]})

    assert (response.status_code, response.json()) == (401, {"error": "signed_out"})


NAMES = [str(UUID(str(uuid7()))) for _ in range(6)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sends=st.lists(st.lists(st.sampled_from(range(len(NAMES))), max_size=8), max_size=6))
def test_any_order_and_repetition_of_sends_leaves_the_same_set(client, school, office, sends):
    told = set()
    for bundle in sends:
        entries = [noted(id=NAMES[number], note=str(number)) for number in bundle]
        told |= {(answer["id"], answer["sequence"]) for answer in send(client, *entries)}

    everything = [noted(id=name, note=str(number)) for number, name in enumerate(NAMES)]
    told |= {(answer["id"], answer["sequence"]) for answer in send(client, *everything)}

    kept = {(str(record.id), record.sequence) for record in Record.objects.filter(school=school)}
    assert kept == told
    assert {name for name, _ in kept} == set(NAMES)
    assert first_break(school) is None


def test_a_phone_says_that_something_was_beyond_control(client, office):
    send(client, noted(beyond_control=True, note="停水"))

    assert Record.objects.get().beyond_control

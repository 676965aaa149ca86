"""Records through the interface: appended once, read each once, voided with a reason."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from banheng.accounts.models import FirstAnswer
from banheng.accounts.roles import Role
from banheng.ledger.models import Record
from tests.factories import NOW, TODAY, put_one

EACH_ON_ITS_OWN = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def sent(**more):
    said = {"day": TODAY.isoformat(), "item": "hygiene", "event": "unswept", "school_class": "101"}
    return {"id": str(uuid7()), **said, **more}


def answers(response):
    assert response.status_code == 200, response.content
    return [(each["state"], each["code"]) for each in response.json()["answers"]]


def test_what_is_appended_can_be_read(program):
    office = program()
    one = sent(quantity="2.5", note="走廊", school_class="201")

    assert answers(office.post("/records", {"records": [one]})) == [("accepted", "")]

    read = office.get(f"/records/{one['id']}").json()
    assert {key: read[key] for key in one} == one
    assert (read["sequence"], read["source"], read["value"]) == (1, "interface", None)
    assert read["recorder"] == "yucai-moral_education_office"


def test_a_refused_record_does_not_hold_up_the_others_and_is_explained(program):
    office = program()
    batch = [
        sent(),
        sent(school_class="999"),
        sent(item="nothing"),
        sent(day=(TODAY + timedelta(days=1)).isoformat()),
        sent(),
    ]

    response = office.post("/records", {"records": batch})

    assert answers(response) == [
        ("accepted", ""),
        ("refused", "unknown_class"),
        ("refused", "not_in_scheme"),
        ("refused", "future_day"),
        ("accepted", ""),
    ]
    assert "999" in response.json()["answers"][1]["reason"]
    assert Record.objects.count() == 2


def test_a_refusal_speaks_english_to_who_asks_for_it(program):
    answer = program().get("/records?limit=0", **{"Accept-Language": "en"})

    assert answer["Content-Language"] == "en"


def test_an_inspector_is_held_to_the_duty_of_the_account(program, small):
    pupil = program(Role.PUPIL_INSPECTOR)

    assert answers(pupil.post("/records", {"records": [sent()]})) == [("refused", "no_duty")]


@EACH_ON_ITS_OWN
@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.booleans())
def test_sending_again_changes_nothing(program, numbers, with_key):
    """However often and in whatever batches: each id is in the ledger once."""
    office, ids = program(), [str(uuid7()) for _ in range(6)]
    before = Record.objects.count()

    for number in numbers:
        headers = {"Idempotency-Key": f"k{ids[number]}"} if with_key else {}
        (answer,) = office.post("/records", {"records": [sent(id=ids[number])]}, **headers).json()["answers"]
        assert answer["state"] in {"accepted", "repeated"}

    assert Record.objects.count() - before == len(set(numbers))


def test_the_same_key_gets_the_first_answer_word_for_word(program):
    office, batch = program(), {"records": [sent(), sent(item="nothing")]}

    first = office.post("/records", batch, **{"Idempotency-Key": "monday-1"})
    again = office.post("/records", batch, **{"Idempotency-Key": "monday-1"})
    without = office.post("/records", batch)

    assert again.json() == first.json()
    assert answers(first) == [("accepted", ""), ("refused", "not_in_scheme")]
    assert answers(without) == [("repeated", ""), ("refused", "not_in_scheme")]


def test_a_key_is_not_taken_for_another_request(program):
    office = program()
    office.post("/records", {"records": [sent()]}, **{"Idempotency-Key": "monday-1"})

    answer = office.post("/records", {"records": [sent()]}, **{"Idempotency-Key": "monday-1"})

    assert (answer.status_code, answer.json()["code"]) == (409, "key_used")
    assert Record.objects.count() == 1


def test_two_tokens_may_use_the_same_key(program):
    for office in (program(), program()):
        sending = office.post("/records", {"records": [sent()]}, **{"Idempotency-Key": "1"})
        assert answers(sending) == [("accepted", "")]


def test_a_key_is_forgotten_after_a_day(program):
    office = program()
    office.post("/records", {"records": [sent()]}, **{"Idempotency-Key": "monday-1"})

    with time_machine.travel(NOW + timedelta(days=1, minutes=1)):
        other = office.post("/records", {"records": [sent()]}, **{"Idempotency-Key": "monday-1"})

    assert answers(other) == [("accepted", "")]
    assert FirstAnswer.objects.count() == 1


@EACH_ON_ITS_OWN
@given(
    limit=st.integers(1, 5),
    number=st.integers(0, 12),
    added=st.integers(0, 3),
    item=st.sampled_from(["", "hygiene"]),
)
def test_walking_the_pages_meets_each_record_once(program, small, limit, number, added, item):
    office = program(Role.MORAL_EDUCATION_OFFICE)
    after = Record.objects.order_by("sequence").values_list("sequence", flat=True).last() or 0
    wanted = [put_one(small.school).id for _ in range(number)]
    met, begun = [], after

    while True:
        page = office.get(f"/records?limit={limit}&after={after}&item={item}").json()
        met += [UUID(each["id"]) for each in page["records"]]
        assert len(page["records"]) <= limit
        if len(met) >= limit and added:  # more arrive while somebody reads
            wanted += [put_one(small.school).id for _ in range(added)]
            added = 0
        assert page["next"] >= after
        after = page["next"]
        if not page["more"] and len(met) == len(wanted):
            break

    assert met == wanted
    assert office.get(f"/records?after={after}").json() == {"records": [], "next": after, "more": False}
    assert begun <= after


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3, 4]),
        ("?first_day=2026-10-20", [2, 3, 4]),
        ("?last_day=2026-10-20", [1, 2]),
        ("?first_day=2026-10-20&last_day=2026-10-20", [2]),
        ("?school_class=102", [3]),
        ("?item=observation", [4]),
        ("?school_class=102&item=observation", []),
        ("?after=2", [3, 4]),
        ("?limit=1", [1]),
    ],
)
def test_records_are_found_by_day_class_and_item(program, small, query, found):
    put_one(small.school, day=TODAY - timedelta(days=2))
    put_one(small.school, day=TODAY - timedelta(days=1))
    put_one(small.school, school_class="102")
    put_one(small.school, item="observation", event="", note="安静")

    page = program().get(f"/records{query}").json()

    assert [each["sequence"] for each in page["records"]] == found


def test_a_filter_that_is_mistyped_does_not_give_everything(program):
    answer = program().get("/records?class=101")

    assert answer.status_code == 422
    assert answer.json()["faults"] == [
        {"place": "query.class", "found": "101", "reason": "没有这一项。请核对拼写。"}
    ]


def test_a_void_is_a_record_and_both_name_each_other(program, small):
    office, seen = program(), put_one(small.school)
    body = {"id": str(uuid7()), "reason": "看错了班级"}

    made = office.post(f"/records/{seen.id}/void", body)
    again = office.post(f"/records/{seen.id}/void", body)

    assert made.status_code == again.status_code == 200
    assert made.json() == again.json()
    assert (made.json()["id"], made.json()["note"]) == (body["id"], "看错了班级")
    first, second = office.get("/records").json()["records"]
    assert (first["voided_by"], second["voids"]) == (body["id"], str(seen.id))


def test_a_record_is_not_voided_twice(program, small):
    office, seen = program(), put_one(small.school)
    office.post(f"/records/{seen.id}/void", {"id": str(uuid7()), "reason": "看错了"})

    answer = office.post(f"/records/{seen.id}/void", {"id": str(uuid7()), "reason": "看错了"})

    assert (answer.status_code, answer.json()["code"]) == (409, "void_already")


def test_an_inspector_takes_back_the_own_record_for_ten_minutes(program, small, users):
    inspector = users[Role.DUTY_INSPECTOR]
    seen = put_one(small.school, by=inspector)
    late = put_one(small.school, by=inspector, at=NOW - timedelta(minutes=11))
    own = program(Role.DUTY_INSPECTOR)

    def void(record):
        answer = own.post(f"/records/{record.id}/void", {"id": str(uuid7()), "reason": "看错了"})
        return answer.status_code, answer.json().get("code")

    assert void(seen) == (200, None)
    assert void(late) == (409, "too_late")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"records": []}',
        '{"records": [1]}',
        json.dumps({"records": [sent(points="-5")]}),
        json.dumps({"records": [sent(id="a")]}),
        json.dumps({"records": [sent(id="00000000-0000-4000-8000-000000000000")]}),
        json.dumps({"records": [sent(note="\0")]}),
        json.dumps({"records": [sent(note="\ud800")]}),
        json.dumps({"records": [sent(day="0000-00-00")]}),
        json.dumps({"records": [sent()] * 201}),
        "[" * 100_000,
        '"' + "x" * 5_000_000 + '"',
    ],
    ids=range(15),
)
def test_what_is_malformed_is_refused_whole_and_says_where(program, content):
    office = program()

    answer = office.client.post(
        "/api/v1/s/yucai/records",
        content,
        "application/json",
        headers={"Authorization": f"Bearer {office.token}"},
    )

    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] in {"malformed", "unreadable"}
    assert not Record.objects.exists()

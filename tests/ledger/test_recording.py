from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from banheng.core.points import UNITS
from banheng.ledger.chaining import first_break
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Chain, Closure, Record
from banheng.ledger.voiding import void
from tests.factories import NOW, adopt, entry, make_school, make_user, put, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = make_school().school
    adopt(school)
    return school


def refusal(outcome):
    assert outcome.record is None
    return outcome.refusal.code


def test_a_record_keeps_what_was_seen_and_never_points(school):
    made = put_one(school, quantity="2", note=" 讲台下 ")

    assert (made.item, made.event, made.quantity, made.value) == ("hygiene", "unswept", 2 * UNITS, None)
    assert (made.note, made.sequence, made.school_class.code) == ("讲台下", 1, "101")


def test_sending_a_record_ten_times_makes_one(school):
    said = entry()
    outcomes = [put(school, said)[0] for _ in range(10)]

    assert Record.objects.count() == 1
    assert [outcome.repeated for outcome in outcomes] == [False] + [True] * 9


def test_an_id_used_for_something_else_is_refused(school):
    said = entry()
    put(school, said)

    (outcome,) = put(school, entry(id=said.id, event="untidy"))

    assert refusal(outcome) == "id_taken"


def test_a_refused_record_does_not_hold_up_the_others(school):
    outcomes = put(school, entry(), entry(event="no such thing"), entry("102"))

    assert [outcome.record is not None for outcome in outcomes] == [True, False, True]
    assert list(Record.objects.values_list("sequence", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"day": date(1970, 1, 1)}, "no_academic_year"),
        ({"day": date(2026, 10, 22)}, "future_day"),
        ({"school_class": "999"}, "unknown_class"),
        ({"school_class": "", "staff": ""}, "about_nobody"),
        ({"school_class": "", "staff": "nobody"}, "unknown_staff"),
        ({"item": "nothing"}, "not_in_scheme"),
        ({"quantity": "-1"}, "not_in_scheme"),
        ({"quantity": "1e99"}, "not_in_scheme"),
        ({"note": "长" * 501}, "note_too_long"),
    ],
)
def test_what_cannot_be_is_refused(school, said, code):
    (outcome,) = put(school, entry(**said))

    assert refusal(outcome) == code


def test_the_refusal_of_an_unknown_event_names_those_there_are(school):
    (outcome,) = put(school, entry(event="unswep"))

    assert "地面不洁" in outcome.refusal.reason


def test_a_neutral_observation_needs_no_scheme(school):
    made = put_one(school, item=Record.NEUTRAL, event="", note="换了新窗帘")

    assert made.item == "observation"


def test_a_closed_period_takes_no_more_records_of_its_scheme(school):
    Closure.objects.create(
        school=school,
        scheme_code="primary-month",
        first=date(2026, 10, 1),
        last=date(2026, 10, 31),
        label="2026年10月",
    )

    outcomes = put(school, entry(), entry(item=Record.NEUTRAL, event="", note="换了新窗帘"))

    assert refusal(outcomes[0]) == "period_closed"
    assert "2026年10月" in outcomes[0].refusal.reason
    assert outcomes[1].record


@pytest.mark.parametrize("statement", ["UPDATE ledger_record SET note = 'x'", "DELETE FROM ledger_record"])
def test_the_database_refuses_to_change_a_record(school, statement):
    put_one(school)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Record.objects.get().note == ""


def test_a_chain_holds_from_the_first_record_to_the_last(school):
    put(school, *(entry(note=str(number)) for number in range(5)))

    assert first_break(school) is None
    assert Chain.objects.get().sequence == 5


def test_a_forged_record_breaks_the_chain_at_its_number(school):
    put(school, *(entry(note=str(number)) for number in range(3)))
    forged = Record.objects.get(sequence=2)
    forged.note = "forged"
    forged.id, forged.sequence, forged.previous_hash = uuid4(), 4, Record.objects.get(sequence=3).hash
    forged.save(force_insert=True)

    assert (first_break(school).sequence, first_break(school).reason) == (4, "changed")


def test_a_chain_shorter_than_stated_is_noticed(school):
    put_one(school)
    Chain.objects.update(sequence=2)

    assert first_break(school).reason == "missing"


def test_a_recorder_takes_back_their_own_record_within_ten_minutes(school):
    inspector = make_user("inspector")
    seen = put_one(school, by=inspector)
    late = NOW + timedelta(minutes=10, seconds=1)

    with pytest.raises(RecordRefused, match="十分钟"):
        void(seen, id=uuid4(), reason="看错了", by=inspector, at=late, may_void_others=False)
    made = void(seen, id=uuid4(), reason="看错了", by=inspector, at=NOW, may_void_others=False)

    assert (made.voids, made.note, made.sequence) == (seen, "看错了", 2)
    assert first_break(school) is None


def test_a_void_sent_twice_is_one_and_a_second_void_is_refused(school):
    office = make_user("office")
    seen, name = put_one(school), uuid4()

    first = void(seen, id=name, reason="记错班级", by=office, at=NOW, may_void_others=True)
    again = void(seen, id=name, reason="记错班级", by=office, at=NOW, may_void_others=True)

    assert first == again
    with pytest.raises(RecordRefused, match="已经作废"):
        void(seen, id=uuid4(), reason="再来一次", by=office, at=NOW, may_void_others=True)


@pytest.mark.parametrize(
    ("reason", "complaint"),
    [(" ", "要写明理由"), ("长" * 501, "理由最多 500 个字")],
    ids=["none", "too long"],
)
def test_a_void_says_why_in_few_words(school, reason, complaint):
    with pytest.raises(RecordRefused, match=complaint):
        void(put_one(school), id=uuid4(), reason=reason, by=make_user("office"), at=NOW, may_void_others=True)


def test_two_schools_have_chains_of_their_own(school):
    other = make_school("other", "另一所学校").school
    adopt(other)

    put_one(school)
    put_one(other)

    assert list(Record.objects.values_list("sequence", flat=True)) == [1, 1]


def test_what_is_marked_as_beyond_control_says_why(school):
    (outcome,) = put(school, entry(beyond_control=True, note=" "))

    assert outcome.refusal.code == "reason_missing"
    assert "写明原因" in outcome.refusal.reason

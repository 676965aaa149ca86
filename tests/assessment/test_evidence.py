from datetime import date
from uuid import uuid4

import pytest

from banheng.assessment.evidence import evidence_of
from banheng.core.points import UNITS
from banheng.ledger.chaining import first_break
from banheng.ledger.models import Chain, Record
from banheng.ledger.voiding import void
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from tests.factories import NOW, TODAY, adopt, make_school, make_user, put_one

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def school():
    school = make_school().school
    adopt(school)
    return school


def test_an_empty_ledger_is_an_empty_table(school):
    table = evidence_of(school, *OCTOBER)

    assert (table.height, dict(table.schema)) == (0, EVIDENCE_SCHEMA)


def test_a_record_is_a_row_with_codes_and_units(school):
    made = put_one(school, quantity="2", note="讲台下", by=make_user("inspector", name="李老师"))

    (row,) = evidence_of(school, *OCTOBER).rows(named=True)

    assert row == {
        "id": str(made.id),
        "school": "",
        "school_class": "101",
        "teacher": "",
        "item": "hygiene",
        "event": "unswept",
        "level": "",
        "project": "",
        "day": TODAY,
        "quantity": 2 * UNITS,
        "value": None,
        "recorder": "李老师",
        "note": "讲台下",
        "voids": "",
        "row": 1,
    }


def test_a_later_record_is_read_after_what_was_kept(school):
    put_one(school)
    evidence_of(school, *OCTOBER)

    put_one(school, school_class="102")

    assert evidence_of(school, *OCTOBER)["school_class"].to_list() == ["101", "102"]
    assert evidence_of(school, *OCTOBER)["row"].to_list() == [1, 2]


def test_a_void_names_the_record_that_it_cancels(school):
    made = put_one(school)
    void(made, id=uuid4(), reason="记错班级", by=make_user("office"), at=NOW, may_void_others=True)

    assert evidence_of(school, *OCTOBER)["voids"].to_list() == ["", str(made.id)]


def test_a_record_about_a_teacher_names_the_teacher(school):
    put_one(school, school_class="", staff="t101", item="presence", event="late")

    assert evidence_of(school, *OCTOBER).select("school_class", "teacher").rows() == [("", "t101")]


def test_other_days_and_other_schools_are_left_out(school):
    other = make_school("other", "另一所小学").school
    adopt(other)
    put_one(other)
    put_one(school, day=date(2026, 9, 30))

    assert evidence_of(school, *OCTOBER).height == 0
    assert evidence_of(other, *OCTOBER).height == 1


def test_a_ledger_that_is_another_one_is_read_anew(school):
    """As after a restored backup: the end of the chain is not what was kept."""
    put_one(school, note="kept")
    evidence_of(school, *OCTOBER)
    put_one(school, item=Record.NEUTRAL, event="", note="other")
    other = Record.objects.get(sequence=2)
    other.id, other.sequence, other.previous_hash, other.hash = uuid4(), 3, "another", "end"
    other.save(force_insert=True)
    Chain.objects.update(sequence=3, hash="end")

    assert evidence_of(school, *OCTOBER)["row"].to_list() == [1, 2, 3]


def test_what_was_beyond_control_is_kept_in_the_chain_and_not_counted(school):
    put_one(school, beyond_control=True, note="楼上水管爆裂")
    put_one(school, school_class="102")

    assert evidence_of(school, *OCTOBER)["school_class"].to_list() == ["102"]
    assert Record.objects.get(school=school, sequence=1).beyond_control
    assert first_break(school) is None

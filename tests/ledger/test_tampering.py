"""Who changes a record past the program and its triggers is found: whatever field, whatever bit, among 10,000."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from banheng.ledger.appending import Wanted, append
from banheng.ledger.chaining import first_break
from banheng.ledger.models import Record
from tests.factories import make_school, make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="bits are changed in columns of text"),
]

RECORDS = 10_000
FEW = 40
BITS = 300
BEGIN = datetime(2026, 9, 1, 7, 30, tzinfo=UTC)


def make_ledger(length):
    """Make a school with so many records, past the desk, which would look at each."""
    small, user = make_school(), make_user("recorder")
    append([Wanted(_record(small, user, number), None) for number in range(length)])
    return small.school


def _record(small, user, number):
    number_of_class = list(small.classes.values())[number % 4]
    at = BEGIN + timedelta(minutes=number, milliseconds=number % 1000)
    return Record(
        id=UUID(int=(0x019 << 116) + (7 << 76) + (2 << 62) + number),
        school=small.school,
        school_class=number_of_class,
        staff=small.teachers["101"] if number % 3 == 0 else None,
        item="hygiene",
        event=("unswept", "")[number % 7 == 0],
        level="县级" if number % 11 == 0 else "",
        project="运动会" if number % 13 == 0 else "",
        day=date(2026, 9, 1) + timedelta(days=number % 60),
        quantity=10_000 * (number % 5),
        value=number if number % 4 == 0 else None,
        note=f"窗台有灰 {number}" if number % 2 else "",
        source="inspection",
        recorder=user,
        recorder_name="检查员",
        recorded_at=at,
        noted_at=at - timedelta(seconds=5) if number % 5 else None,
        beyond_control=True if number % 17 == 0 else None,
        photos=[f"{number:064x}"] if number % 6 == 0 else [],
    )


@pytest.fixture
def tampering():
    """A cursor of somebody who has the database file: no triggers."""
    with connection.cursor() as cursor:
        for change in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER ledger_record_refuses_{change}")
        yield cursor


FIELDS = Record._meta.concrete_fields
NUMBERS = {"BigIntegerField", "PositiveBigIntegerField", "ForeignKey"}
OTHERS = {
    "id": "019b00000000700080000000000000ff",
    "photos": '["' + "a" * 64 + '"]',
    "day": "2026-11-30",
    "recorded_at": "2026-11-30 12:00:00",
    "noted_at": "2026-11-30 12:00:00",
    "beyond_control": 0,
    "sequence": RECORDS + 9,
    "voids_id": "019b00000000700080000000000000fe",
}
"""A value that a column may have and that no record has; else another text or number."""


def found_after(tampering, school, place, column, value, cast="%s"):
    """Change one field past the program, look, and take it back; "refused" if the database itself says no."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                tampering.execute(
                    f"UPDATE ledger_record SET {column} = {cast} WHERE school_id = %s AND sequence = %s",  # noqa: S608
                    [value, school.pk, place],
                )
        except IntegrityError:
            return "refused"
        found = first_break(school)
        transaction.set_rollback(True)
    return found


def test_a_change_of_each_field_is_found_and_named(tampering):
    school = make_ledger(FEW)
    assert first_break(school) is None

    for field in FIELDS:
        place = Random(field.column).randint(1, FEW)  # noqa: S311 - the same place each time
        known = str(Record.objects.get(school=school, sequence=place).pk)
        other = OTHERS.get(field.column, 77 if field.get_internal_type() in NUMBERS else "x")
        found = found_after(tampering, school, place, field.column, other)
        if field.column in {"school_id", "sequence"}:  # then it is missing where it was
            assert (found.sequence, found.reason) == (place, "missing"), field.column
        else:
            assert (found.sequence, found.reason) == (place, "changed"), field.column
            assert field.primary_key or found.record == known, field.column


def test_among_ten_thousand_records_the_one_with_a_changed_bit_is_named(tampering):
    school, chosen = make_ledger(RECORDS), Random(20261130)  # noqa: S311 - as above

    for column in ("quantity", "recorded_at", "hash"):
        place = chosen.randint(1, RECORDS)
        value, cast = a_changed_bit(tampering, school, place, column, chosen)
        assert found_after(tampering, school, place, column, value, cast).sequence == place, column


def test_any_changed_bit_is_found_and_its_record_named(tampering):
    school, chosen, missed, looked = make_ledger(FEW), Random(20261021), [], 0  # noqa: S311 - as above
    for _ in range(BITS):
        place, field = chosen.randint(1, FEW), chosen.choice(FIELDS)
        value, cast = a_changed_bit(tampering, school, place, field.column, chosen)
        if value is None:
            continue
        found = found_after(tampering, school, place, field.column, value, cast)
        looked += 1
        is_named = found == "refused" or (found is not None and found.sequence == place)
        if not is_named and not (found and field.column == "sequence"):
            missed.append((place, field.column, value, found))
    assert missed == []
    assert looked > BITS / 2


def a_changed_bit(tampering, school, place, column, chosen):
    """Give what a column of a record holds with one bit changed, and how it is written; None if it is empty."""
    tampering.execute(
        f"SELECT CAST({column} AS BLOB), typeof({column}) FROM ledger_record WHERE school_id = %s AND sequence = %s",  # noqa: S608
        [school.pk, place],
    )
    stored, kind = tampering.fetchone()
    if not stored:
        return None, ""
    if kind == "integer":
        return int(stored) ^ (1 << chosen.randrange(31)), "%s"
    stored, bit = bytearray(stored), chosen.randrange(8 * len(stored))
    stored[bit // 8] ^= 1 << bit % 8
    return bytes(stored), "CAST(%s AS TEXT)"


def test_a_record_that_is_gone_is_noticed(tampering):
    school = make_ledger(FEW)
    tampering.execute("DELETE FROM ledger_record WHERE school_id = %s AND sequence = 7", [school.pk])

    assert (first_break(school).sequence, first_break(school).reason) == (7, "missing")

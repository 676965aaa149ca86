"""What is written in confidence is encrypted, seen by two people, deleted on schedule, and counts nowhere."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command

import banheng.development.care
from banheng.development.care.confiding import (
    answer,
    confide,
    counsellors,
    delete_old_notes,
    dismiss_counsellor,
    months_before,
    name_counsellor,
    open_note,
)
from banheng.development.care.models import CareNote
from banheng.development.care.pressure import QUESTIONS, say_pressure
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.ledger.models import Record
from tests.factories import NOW, TODAY, make_school, make_user

pytestmark = pytest.mark.django_db
TEXT = "家里老人住院"


@pytest.fixture
def small():
    return make_school()


def refused(do, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        do(*arguments, **named)
    return refusal.value.code


def counsellor(small, code="102", day=date(2026, 9, 1)):
    return name_counsellor(small.school, small.teachers[code], about="心理辅导", day=day)


def confided(small, kind="request", to=None, at=NOW):
    return confide(small.teachers["101"], kind, {"text": TEXT}, counsellor=to or counsellor(small), at=at)


def user_of(small, code):
    return make_user(f"u{code}", staff=small.teachers[code])


def test_a_note_is_encrypted_and_counts_nowhere(small):
    note = confided(small)
    answer(note, user_of(small, "102"), text="已经安排代课", at=NOW)

    kept = CareNote.objects.get()
    assert TEXT.encode() not in bytes(kept.sealed)
    assert "代课".encode() not in bytes(kept.answer)
    assert not Fact.objects.exists()
    assert not Record.objects.exists()


def test_nothing_of_the_package_knows_of_scoring_records_or_facts():
    """What cannot be reached cannot be bound to a scheme."""
    folder = Path(banheng.development.care.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    for part in ("ledger", "assessment", "policies", "schemes", "recording", "development.models"):
        assert f"banheng.{part}" not in sources
        assert f"import {part}" not in sources
    assert "banheng.development.models" not in sources


def test_its_owner_and_the_named_counsellor_read_it_and_the_owner_sees_each_look(small):
    note = confided(small)
    owner, named = user_of(small, "101"), user_of(small, "102")
    other, office = user_of(small, "201"), make_user("office")
    counsellor(small, "201")

    assert open_note(note, owner, at=NOW) == ({"text": TEXT}, "")
    assert not note.looks.exists()
    assert open_note(note, named, at=NOW)[0] == {"text": TEXT}
    assert [look.by for look in note.looks.all()] == [named]
    for stranger in (other, office):
        assert refused(open_note, note, stranger, at=NOW) == "not_yours"
    assert refused(answer, note, owner, text="", at=NOW) == "not_yours"


def test_who_is_no_counsellor_any_more_opens_nothing(small):
    serving = counsellor(small)
    note = confided(small, to=serving)
    named = user_of(small, "102")

    dismiss_counsellor(serving, day=TODAY)

    assert not counsellors(small.school, TODAY).exists()
    assert refused(open_note, note, named, at=NOW) == "not_yours"


def test_a_request_is_to_somebody_else(small):
    owner = small.teachers["101"]
    assert refused(confide, owner, "request", {}, counsellor=None, at=NOW) == "nobody"
    assert refused(confide, owner, "career", {}, counsellor=counsellor(small, "101"), at=NOW) == "self"
    assert confide(owner, "pressure", {}, counsellor=None, at=NOW).counsellor is None
    assert refused(counsellor, small, "101", TODAY) == "named"


@pytest.mark.parametrize(
    ("today", "months", "day"),
    [
        (date(2026, 10, 21), 12, date(2025, 10, 21)),
        (date(2026, 10, 21), 24, date(2024, 10, 21)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 12, 31), 36, date(2023, 12, 28)),
        (date(2026, 1, 1), 1, date(2025, 12, 1)),
    ],
)
def test_so_many_months_before_is_a_day_of_the_calendar(today, months, day):
    assert months_before(today, months) == day


def test_notes_are_deleted_after_their_months_counted_from_the_answer(small):
    serving = counsellor(small)
    old = NOW - timedelta(days=365 * 2 + 30)
    notes = {kind: confided(small, kind, to=serving, at=old) for kind in CareNote.Kind.values}
    answered = confided(small, to=serving, at=old)
    answer(answered, user_of(small, "102"), text="好", at=NOW)

    assert dict(delete_old_notes(TODAY)) == {"request": 1, "pressure": 1}
    assert set(CareNote.objects.all()) == {notes["career"], answered}


def test_keys_are_replaced_without_loss(small, settings, capsys):
    first, second = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.NOTES_KEY = first
    note = confided(small)
    answer(note, user_of(small, "102"), text="好", at=NOW)
    settings.NOTES_KEY = f"{second},{first}"

    call_command("reseal_care")

    settings.NOTES_KEY = second
    note.refresh_from_db()
    assert open_note(note, user_of(small, "101"), at=NOW) == ({"text": TEXT}, "好")
    call_command("delete_old_care")
    assert "0 note(s)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("each", "word"), [(0, "压力不大"), (1, "有一定压力"), (2, "压力较大"), (3, "压力较大")]
)
def test_the_check_says_what_may_help_and_gives_no_mark(each, word):
    said = say_pressure(dict.fromkeys(QUESTIONS, each))

    assert said.startswith(word)
    assert not any(character.isdigit() for character in said)

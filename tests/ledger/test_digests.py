"""A database that was put back, or is another one, is told by what was signed before."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from banheng.ledger.chaining import first_break
from banheng.ledger.digests import disagreements, write_digest
from tests.factories import NOW, TODAY, adopt, entry, make_school, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(settings, tmp_path):
    settings.DIGESTS = tmp_path / "elsewhere"
    school = make_school().school
    adopt(school)
    put(school, entry(), entry("102"))
    return school


def found(settings, school):
    return [(reason, number) for _, reason, number in disagreements(settings.DIGESTS, school)]


def test_a_ledger_that_only_grew_agrees_with_all_its_digests(settings, school):
    write_digest(TODAY, NOW)
    put(school, entry("201"))
    write_digest(TODAY + timedelta(days=1), NOW)

    assert found(settings, school) == []
    assert len(list(settings.DIGESTS.iterdir())) == 2


def test_an_older_database_put_back_is_noticed_though_its_chain_holds(settings, school):
    with transaction.atomic():
        put(school, entry("201"))
        write_digest(TODAY, NOW)
        transaction.set_rollback(True)  # as if the backup of yesterday were put back

    assert first_break(school) is None
    assert found(settings, school) == [("older", 3)]
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("ledger_check", stdout=StringIO(), stderr=err)
    assert f"ledger-{TODAY}.json" in err.getvalue()
    assert "older than that day" in err.getvalue()


def test_a_chain_made_anew_with_other_records_is_noticed(settings, school):
    with transaction.atomic():
        put(school, entry("201", note="as it was"))
        write_digest(TODAY, NOW)
        transaction.set_rollback(True)
    put(school, entry("201", note="as somebody would have it"))

    assert first_break(school) is None
    assert found(settings, school) == [("other", 3)]


@pytest.mark.parametrize("field", ["digest", "signature", "public_key"])
def test_a_digest_that_was_changed_is_no_digest(settings, school, field):
    file = write_digest(TODAY, NOW)
    signed = json.loads(file.read_text(encoding="utf-8"))
    signed[field] = signed[field].replace("2", "3")
    file.write_text(json.dumps(signed), encoding="utf-8")

    assert found(settings, school) == [("forged", 0)]


def test_the_first_digest_of_a_day_stays(settings, school):
    first = write_digest(TODAY, NOW).read_text(encoding="utf-8")
    put(school, entry("201"))

    assert write_digest(TODAY, NOW + timedelta(hours=3)).read_text(encoding="utf-8") == first


def test_the_command_says_where_the_digest_lies(settings, school, time_machine_today):
    out = StringIO()
    call_command("ledger_digest", stdout=out)

    assert out.getvalue().strip() == str(settings.DIGESTS / f"ledger-{TODAY}.json")


def test_the_digest_names_no_person(settings, school):
    text = write_digest(TODAY, NOW).read_text(encoding="utf-8")

    assert "教师" not in text

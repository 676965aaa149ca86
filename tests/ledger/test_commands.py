from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from banheng.ledger.models import Record
from tests.factories import adopt, entry, make_school, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(settings, tmp_path):
    settings.DIGESTS = tmp_path / "digests"
    school = make_school().school
    adopt(school)
    put(school, entry(), entry("102"))
    return school


def check(**options):
    out, err = StringIO(), StringIO()
    try:
        call_command("ledger_check", stdout=out, stderr=err, **options)
    except SystemExit as end:
        return end.code, err.getvalue()
    return 0, out.getvalue()


def test_a_ledger_in_order_says_how_long_it_is(school):
    assert check() == (0, "yucai: 2 条，完整 / records, chain holds\n")


def test_the_first_bad_record_is_named(school):
    forged = Record.objects.get(sequence=2)
    forged.id, forged.sequence, forged.note = uuid4(), 3, "forged"
    forged.save(force_insert=True)

    code, said = check(school="yucai")

    assert code == 1
    assert f"第 3 条 / record 3 ({forged.id})" in said


def test_an_unknown_school_is_no_good_ledger(school):
    with pytest.raises(CommandError, match="nowhere"):
        check(school="nowhere")

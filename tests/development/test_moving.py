"""A dossier that moves with its teacher to another school."""

import hashlib
import json
from datetime import date

import pytest

from banheng.bundles.signing import sign
from banheng.development.dossier.moving import give_out, new_facts, read_moved, take_in
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.people import person_of
from banheng.development.recording import record_fact, withdraw_fact
from banheng.ledger.site_key import signing_key
from banheng.schools.models import Staff
from tests.factories import NOW, TODAY, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaving(settings, tmp_path):
    settings.BUNDLE_KEY = tmp_path / "key.pem"
    teacher = make_school("old", "旧校").teachers["101"]
    for kind, name, content in (
        ("honour", "市优秀班主任", {"honour": "excellent_homeroom_teacher", "level": "city"}),
        ("training", "暑期培训", {"training": "centralised", "hours": "12.5", "passed": True}),
        ("figure", "周课时", {"code": "weekly_lessons", "value": "12"}),
    ):
        record_fact(
            teacher,
            Fact.Kind(kind),
            name,
            since=date(2026, 5, 4),
            until=date(2026, 5, 4),
            content=content,
            proof="文号 7",
            source=Fact.Source.OFFICE,
            by=None,
            at=NOW,
        )
    Fact.objects.update(confirmed_at=NOW)
    return teacher


@pytest.fixture
def coming(leaving):
    school = make_school("new", "新校").school
    return Staff.objects.create(school=school, code="n1", name=leaving.name)


@pytest.fixture
def office():
    return make_user("office")


def test_what_is_confirmed_arrives_with_its_proof_and_the_time_in_post(leaving, coming, office):
    received = read_moved(give_out(leaving, NOW))

    take_in(received, coming, by=office, at=NOW)

    facts = {fact.kind: fact for fact in coming.facts.all()}
    assert set(facts) == {"honour", "training", "post"}
    assert {(fact.source, bool(fact.confirmed_at)) for fact in facts.values()} == {("moved", True)}
    assert facts["honour"].proof == "文号 7"
    person = person_of(coming, TODAY)
    assert person.training[0].hours == 125_000
    assert (person.posts[0].since, person.posts[0].until) == (date(2026, 9, 1), TODAY)
    assert received.is_own


def test_a_second_time_changes_nothing_nor_brings_back_what_was_withdrawn(leaving, coming, office):
    received = read_moved(give_out(leaving, NOW))
    take_in(received, coming, by=office, at=NOW)
    withdraw_fact(coming.facts.get(kind="honour"), reason="核实不属实", at=NOW)

    assert new_facts(received, coming) == []
    assert take_in(received, coming, by=office, at=NOW) == []
    assert coming.facts.count() == 3


def test_what_waits_or_was_withdrawn_stays_behind(leaving):
    Fact.objects.filter(kind="honour").update(confirmed_at=None)
    Fact.objects.filter(kind="training").update(withdrawn_at=NOW)

    facts = read_moved(give_out(leaving, NOW)).dossier.facts

    assert [fact.kind for fact in facts] == ["post"]


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file | {"dossier": file["dossier"].replace("city", "nation")},
        lambda file: file | {"signature": file["signature"][::-1]},
        lambda file: file | {"public_key": "0" * 64},
        lambda file: file | {"public_key": "no key"},
    ],
)
def test_a_file_that_was_changed_is_refused_in_words(leaving, change):
    file = json.loads(give_out(leaving, NOW))

    with pytest.raises(DevelopmentRefused, match="签名与内容不符"):
        read_moved(json.dumps(change(file)).encode())


def test_a_signature_on_a_bundle_does_not_stand_for_a_dossier(leaving):
    file = json.loads(give_out(leaving, NOW))
    digest = hashlib.sha256(file["dossier"].encode()).hexdigest()

    with pytest.raises(DevelopmentRefused, match="签名与内容不符"):
        read_moved(json.dumps(file | {"signature": sign(digest, signing_key())}).encode())


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b"x" * 2_000_000, b'{"dossier": 1}'])
def test_what_is_no_dossier_is_refused_in_words(leaving, content):
    with pytest.raises(DevelopmentRefused):
        read_moved(content)


def test_the_dossier_of_somebody_else_is_not_taken(leaving, coming, office):
    coming.name = "另一个人"

    with pytest.raises(DevelopmentRefused, match="核对姓名"):
        take_in(read_moved(give_out(leaving, NOW)), coming, by=office, at=NOW)

    assert not coming.facts.exists()

import pytest
from django.db import DatabaseError, connection, transaction

from banheng.core.errors import SchemeUnreadable
from banheng.policies.drafting import begin_draft, change_draft, text_mark
from banheng.policies.errors import PolicyRefused
from banheng.policies.models import SchemeDraft, SchemeVersion
from banheng.policies.recording import put_on_record
from tests.factories import LIBRARY, NOW, adopt, make_school, make_user

pytestmark = pytest.mark.django_db
TEXT = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")


@pytest.fixture
def school():
    return make_school().school


def draft(school, text=TEXT):
    return begin_draft(school, text, by=None, at=NOW)


def test_a_draft_becomes_version_one_and_goes(school):
    office = make_user("office")

    version = put_on_record(draft(school), note=" 校务会通过 ", by=office, at=NOW)

    assert (version.code, version.number, version.note) == ("primary-month", 1, "校务会通过")
    assert (version.text, version.created_by, version.created_at) == (TEXT, office, NOW)
    assert not SchemeDraft.objects.exists()


def test_a_changed_draft_becomes_the_next_version(school):
    put_on_record(draft(school), note="", by=None, at=NOW)

    version = put_on_record(draft(school, TEXT.replace("-0.2", "-0.4")), note="", by=None, at=NOW)

    assert version.number == 2


def test_the_same_meaning_is_not_put_on_record_twice(school):
    put_on_record(draft(school), note="", by=None, at=NOW)

    with pytest.raises(PolicyRefused, match="与已备案的第 1 版内容相同"):
        put_on_record(draft(school, f"# 另一句说明\n{TEXT}"), note="", by=None, at=NOW)

    assert SchemeDraft.objects.count() == 1


@pytest.mark.parametrize(
    ("edit", "code", "finding"),
    [
        (("full_points: 12", "full_points: null"), "blanks", "schemes.E010"),
        (("full_points: 12", "full_points: 13"), "errors", "schemes.L101"),
        (("full_points: 12", "full_point: 12"), "not_a_scheme", "schemes.E001"),
    ],
    ids=["a blank", "an error of the linter", "an unknown key"],
)
def test_what_cannot_be_scored_by_is_not_put_on_record(school, edit, code, finding):
    with pytest.raises(PolicyRefused) as refused:
        put_on_record(draft(school, TEXT.replace(*edit, 1)), note="", by=None, at=NOW)

    assert refused.value.code == code
    assert finding in {each.id for each in refused.value.findings}
    assert not SchemeVersion.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE policies_schemeversion SET text = 'scheme: other'",
        "UPDATE policies_schemeversion SET digest = ''",
        "DELETE FROM policies_schemeversion",
    ],
)
def test_the_database_refuses_to_change_a_version(school, statement):
    adopt(school)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        connection.cursor().execute(statement)

    assert SchemeVersion.objects.get().text == TEXT


def test_a_draft_is_kept_with_its_faults_and_named_by_its_title(school):
    assert draft(school, "title: 未完成\nfull_point: 1\n").title == "未完成"
    assert draft(school, "scheme: x\n").title == "未命名的方案"


@pytest.mark.parametrize("text", ["title: [", "just words", ""], ids=["no YAML", "no keys", "nothing"])
def test_what_is_no_yaml_is_not_even_a_draft(school, text):
    with pytest.raises(SchemeUnreadable):
        draft(school, text)


def test_two_people_do_not_overwrite_each_other(school):
    first = draft(school)
    known = text_mark(first.text)
    change_draft(
        first, TEXT.replace("-0.2", "-0.4"), known_as=known, by=make_user("li", name="李老师"), at=NOW
    )

    with pytest.raises(PolicyRefused, match="李老师刚刚改过这份草稿"):
        change_draft(first, TEXT.replace("-0.2", "-0.3"), known_as=known, by=None, at=NOW)

    assert "-0.4" in SchemeDraft.objects.get().text

"""The dossier on the web: who sees what, own entries and their confirmation, counting, importing, moving."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.dossier.asking import OF_THE_OFFICE
from banheng.development.dossier.moving import give_out
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.ledger.models import Record
from banheng.schools.models import Staff
from tests.assessment.settling import publish_september
from tests.factories import NOW, adopt, grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def teacher(small):
    return small.teachers["101"]


@pytest.fixture
def sign_in(client, small):
    def signed_in(role, **extent):
        user = make_user(role.value)
        grant(user, role, small.school, **extent)
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def office(sign_in):
    return sign_in(Role.MORAL_EDUCATION_OFFICE)


@pytest.fixture
def own(client, teacher):
    """Whoever has class 101, in their own browser."""
    browser = type(client)()
    browser.force_login(make_user("own", staff=teacher))
    return browser


def put(teacher, kind="honour", name="市优秀班主任", *, source="office", **content):
    return record_fact(
        teacher,
        Fact.Kind(kind),
        name,
        since=date(2026, 10, 12),
        until=date(2026, 10, 12),
        content=content or {"honour": "excellent_homeroom_teacher", "level": "city"},
        proof="市教 12 号",
        source=Fact.Source(source),
        by=None,
        at=NOW,
    )


def put_confirmed(teacher, *arguments, **content):
    fact = put(teacher, *arguments, **content)
    Fact.objects.filter(pk=fact.pk).update(confirmed_at=NOW)
    return fact


def at(small, name, *arguments):
    return reverse(f"dossier-{name}", args=[small.school.code, *arguments])


def text_of(response):
    return response.content.decode()


HONOUR = {
    "name": "市优秀班主任",
    "since": "2026-10-12",
    "until": "2026-10-12",
    "proof": "市教 12 号",
    "said_honour": "excellent_homeroom_teacher",
    "said_level": "city",
}


def test_what_a_teacher_enters_waits_until_the_office_has_confirmed_it(own, office, small, teacher):
    page = own.post(at(small, "add", teacher.pk, "honour"), HONOUR, follow=True)
    assert "待核实" in text_of(page)
    fact = Fact.objects.get()
    assert (fact.source, fact.confirmed_at) == ("own", None)

    assert "市优秀班主任" in text_of(office.get(at(small, "waiting")))
    office.post(at(small, "confirm", fact.pk), {"back": "waiting"})

    fact.refresh_from_db()
    assert fact.confirmed_at is not None
    assert "没有待核实的材料" in text_of(office.get(at(small, "waiting")))
    assert "核实" in text_of(own.get(at(small, "one", teacher.pk)))


def test_a_teacher_gives_the_proof_and_the_office_need_not(own, office, small, teacher):
    without = HONOUR | {"proof": ""}

    assert own.post(at(small, "add", teacher.pk, "honour"), without).status_code == 422
    assert office.post(at(small, "add", teacher.pk, "honour"), without).status_code == 302


@pytest.mark.parametrize("kind", sorted(OF_THE_OFFICE))
def test_what_the_school_finds_out_nobody_enters_about_themselves(own, small, teacher, kind):
    assert own.get(at(small, "add", teacher.pk, kind)).status_code == 403


@pytest.mark.parametrize("kind", list(Fact.Kind))
def test_each_kind_has_its_form(office, small, teacher, kind):
    assert office.get(at(small, "add", teacher.pk, kind.value)).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"since": "gestern"},
        {"until": "2020-01-01"},
        {"since": "2027-10-12", "until": ""},
        {"said_level": "galaxy"},
        {"said_honour": ""},
        {"name": "长" * 300},
    ],
)
def test_what_cannot_be_is_refused_and_the_form_comes_back(office, small, teacher, change):
    response = office.post(at(small, "add", teacher.pk, "honour"), HONOUR | change)

    assert response.status_code == 422
    assert 'role="alert"' in text_of(response)
    assert not Fact.objects.exists()


def test_an_office_that_teaches_does_not_confirm_its_own(client, small, teacher):
    user = make_user("both", staff=teacher)
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    client.force_login(user)
    client.post(at(small, "add", teacher.pk, "honour"), HONOUR)
    fact = Fact.objects.get()

    client.post(at(small, "confirm", fact.pk))

    fact.refresh_from_db()
    assert fact.confirmed_at is None


def test_a_withdrawn_fact_stays_with_the_reason(own, office, small, teacher):
    fact = put_confirmed(teacher)
    assert own.post(at(small, "withdraw", fact.pk), {"reason": "不要"}).status_code == 403
    assert office.post(at(small, "withdraw", fact.pk), {"reason": " "}).status_code == 422

    page = office.post(at(small, "withdraw", fact.pk), {"reason": "登记错人"}, follow=True)

    assert "已撤销：登记错人" in text_of(page)


def test_a_teacher_takes_back_what_nobody_has_confirmed(own, small, teacher):
    fact = put(teacher, source="own")

    own.post(at(small, "withdraw", fact.pk), {"reason": "填错了"})

    fact.refresh_from_db()
    assert fact.withdrawn_at is not None


def test_incidents_are_shown_to_the_teacher_the_office_and_the_principal(own, sign_in, small, teacher):
    put_confirmed(teacher, "incident", "违规收费", incident="other")

    assert "违规收费" in text_of(own.get(at(small, "one", teacher.pk)))
    for role, sees in (
        (Role.MORAL_EDUCATION_OFFICE, True),
        (Role.PRINCIPAL, True),
        (Role.GRADE_LEADER, False),
    ):
        client = sign_in(role)
        assert ("违规收费" in text_of(client.get(at(small, "one", teacher.pk)))) is sees
        assert ("违规收费" in text_of(client.get(at(small, "document", teacher.pk, "html")))) is sees


def test_the_own_dossier_is_where_the_menu_leads_and_others_are_closed(own, small, teacher):
    page = own.get(reverse("dossier", args=[small.school.code]))

    assert page.context["person"] == teacher
    assert own.get(at(small, "one", small.teachers["102"].pk)).status_code == 403


def test_the_list_is_searched_by_name_or_code(office, small):
    Staff.objects.create(school=small.school, code="t99", name="任课教师")
    address = reverse("dossier", args=[small.school.code])

    assert len(office.get(address).context["staff"]) == 4
    assert [each.code for each in office.get(address, {"q": "t99"}).context["staff"]] == ["t99"]
    assert len(office.get(address, {"who": "all"}).context["staff"]) == 5


def test_published_results_and_lacking_hours_stand_on_the_page(own, small, teacher):
    adopt(small.school)
    publish_september(small.school)

    page = own.get(at(small, "one", teacher.pk))

    assert "历次考核" in text_of(page)
    assert "2026年9月" in text_of(page)


@pytest.mark.parametrize("form", ["preview", "pdf", "docx", "xlsx", "html"])
def test_a_dossier_is_given_on_paper(own, small, teacher, form):
    put_confirmed(teacher)

    response = own.get(at(small, "document", teacher.pk, form))

    assert response.status_code == 200
    assert len(response.content) > 500


def test_a_fact_counts_once_and_the_dossier_says_under_which_record(office, small, teacher):
    adopt(small.school)
    fact = put_confirmed(teacher)
    said = {"what": "prizes/won/校级/一等奖", "day": "2026-10-12", "value": ""}

    page = office.post(at(small, "count", fact.pk), said, follow=True)
    again = office.post(at(small, "count", fact.pk), said)

    assert "已计入考核（台账第 1 条" in text_of(page)
    assert again.status_code == 422
    assert Record.objects.count() == 1


def test_a_day_without_a_scheme_is_said_and_nothing_is_recorded(office, small, teacher):
    adopt(small.school)
    fact = put_confirmed(teacher)

    response = office.post(
        at(small, "count", fact.pk), {"what": "prizes/won/校级/一等奖", "day": "2025-10-12"}
    )

    assert response.status_code == 422
    assert not Record.objects.exists()


def upload(content, name="facts.csv"):
    return SimpleUploadedFile(name, content)


TABLE = "教师工号,类别,名称,起始日期,等级\nt101,职称,一级教师,2020-08-01,中级\n"


class TestImporting:
    def test_a_file_is_looked_at_and_then_taken(self, office, small):
        preview = office.post(at(small, "import"), {"file": upload(TABLE.encode("gb18030"))})
        assert "将登记 1 条" in text_of(preview)
        assert not Fact.objects.exists()

        said = {name: preview.context[name] for name in ("name", "content")}
        office.post(at(small, "import"), said)

        assert Fact.objects.get().content == {"rank": "intermediate"}

    def test_bad_rows_are_named_and_nothing_is_taken(self, office, small):
        bad = TABLE + "t999,职称,一级教师,2020-08-01,中级\n"

        response = office.post(at(small, "import"), {"file": upload(bad.encode())})

        assert response.status_code == 422
        assert "没有工号为“t999”的教师" in text_of(response)

    @pytest.mark.parametrize("content", ["", "!!!", "AAAA"])
    def test_a_preview_that_was_tampered_with_is_refused_in_words(self, office, small, content):
        response = office.post(at(small, "import"), {"name": "x.csv", "content": content})

        assert response.status_code == 422
        assert not Fact.objects.exists()

    def test_the_template_opens(self, office, small):
        book = openpyxl.load_workbook(BytesIO(office.get(at(small, "import-template")).content))

        assert book.worksheets[0]["A1"].value == "教师工号*"


class TestMoving:
    @pytest.fixture(autouse=True)
    def _key(self, settings, tmp_path):
        settings.BUNDLE_KEY = tmp_path / "key.pem"

    @pytest.fixture
    def file(self):
        leaving = make_school("old", "旧校").teachers["101"]
        put_confirmed(leaving)
        return give_out(leaving, NOW)

    def test_a_file_is_checked_shown_and_taken(self, office, small, teacher, file):
        preview = office.post(at(small, "receive"), {"file": upload(file, "d.json"), "staff": teacher.pk})
        assert "签名有效" in text_of(preview)
        assert not teacher.facts.exists()

        # as a browser sends the text of a form
        content = preview.context["content"].replace("\n", "\r\n")
        page = office.post(at(small, "receive"), {"content": content, "staff": teacher.pk}, follow=True)

        assert "随人转入" in text_of(page)
        assert set(teacher.facts.values_list("source", flat=True)) == {"moved"}
        again = office.post(at(small, "receive"), {"file": upload(file, "d.json"), "staff": teacher.pk})
        assert "没有新的" in text_of(again)

    def test_a_changed_file_is_refused_at_both_steps(self, office, small, teacher, file):
        changed = file.replace(b"city", b"nation")

        first = office.post(at(small, "receive"), {"file": upload(changed, "d.json"), "staff": teacher.pk})
        office.post(at(small, "receive"), {"content": changed.decode(), "staff": teacher.pk})

        assert "签名与内容不符" in text_of(first)
        assert not teacher.facts.exists()

    def test_a_key_that_cannot_be_read_is_said(self, own, small, teacher, settings, tmp_path):
        settings.BUNDLE_KEY = tmp_path / "broken.pem"
        settings.BUNDLE_KEY.write_text("no key")

        page = own.get(at(small, "give", teacher.pk), follow=True)

        assert "签名密钥无法读取" in text_of(page)

    def test_the_own_dossier_is_given_as_a_signed_file(self, own, small, teacher):
        put_confirmed(teacher)

        response = own.get(at(small, "give", teacher.pk))

        assert response["Content-Type"] == "application/json"
        assert b"signature" in response.content


def test_facts_of_another_school_do_not_exist(office, small):
    fact = put(make_school("other", "另一所").teachers["101"], source="own")

    for name in ("confirm", "withdraw", "count"):
        assert office.post(at(small, name, fact.pk), {"reason": "x"}).status_code == 404

"""Pages of certificates, and the check that needs no account."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.certificates.applying import apply, screen
from banheng.development.certificates.models import Application, Certificate, CertificateTerms
from tests.development.certificates.uses import adopt_rules, certified, dossier, honoured, trained
from tests.factories import NOW, TODAY, adopt, make_one_of_each, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    adopt_rules(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def at(name, *arguments):
    return reverse(name, args=["yucai", *arguments])


def page(answer):
    return answer.content.decode()


@pytest.fixture
def made(small, users):
    office, principal = users[Role.MORAL_EDUCATION_OFFICE], users[Role.PRINCIPAL]
    return certified(honoured(small.teachers["101"]), office, principal)


def test_a_teacher_applies_and_takes_it_back(client, small, users):
    client.force_login(users[Role.HOMEROOM_TEACHER])
    assert "全县统一培训" in page(client.get(at("certificates")))

    client.post(at("certificates-apply"), {"statement": "申请"})
    application = Application.objects.get()
    assert "待初审" in page(client.get(at("certificates")))
    assert "已经有一份申请" in page(client.post(at("certificates-apply"), {"statement": ""}))
    client.post(at("certificates-withdraw", application.pk))

    application.refresh_from_db()
    assert application.state == "withdrawn"


def test_the_way_of_training_and_assessment(client, small, users):
    teacher = trained(small.teachers["101"])
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    client.post(at("certificates-applyfor"), {"staff": teacher.pk, "statement": ""})
    application = Application.objects.get()
    shown = page(client.get(at("certificates-application", application.pk)))
    assert "不具备直接认定的条件" in shown
    assert 'value="direct"' not in shown

    client.post(at("certificates-screen", application.pk), {"do": "training"})
    assert "符合任职条件" in page(client.get(at("certificates-application", application.pk)))
    assessed = {"day": TODAY.isoformat(), "marks": "88.5", "passed": "yes", "confirmed": ["conditions"]}
    client.post(at("certificates-assess", application.pk), assessed)
    client.force_login(users[Role.PRINCIPAL])
    shown = client.post(at("certificates-decide", application.pk), {"do": "issue"}, follow=True)

    assert "2026-yucai-0001" in page(shown)
    assert "88.5" in page(shown)


@pytest.mark.parametrize("marks", ["101", "-1", "viel", "88.55"])
def test_marks_that_cannot_be_are_refused(client, small, users, marks):
    office = users[Role.MORAL_EDUCATION_OFFICE]
    application = apply(small.teachers["101"], by=None, at=NOW)
    screen(application, direct=False, by=office, at=NOW)
    client.force_login(office)

    said = {"day": TODAY.isoformat(), "marks": marks, "passed": "yes"}
    assert client.post(at("certificates-assess", application.pk), said).status_code == 200
    assert not application.assessments.exists()


def test_the_page_warns_the_principal_while_something_is_missing(client, small, users):
    office = users[Role.MORAL_EDUCATION_OFFICE]
    application = apply(honoured(small.teachers["101"]), by=None, at=NOW)
    screen(application, direct=True, by=office, at=NOW)
    small.teachers["101"].facts.all().delete()
    client.force_login(users[Role.PRINCIPAL])

    shown = page(client.post(at("certificates-decide", application.pk), {"do": "issue"}))

    assert "还不符合现行规则规定的发证条件" in shown
    assert not Certificate.objects.exists()


def test_the_check_shows_standing_number_and_first_character_and_no_more(client, made, users):
    address = reverse("certificate-check", args=[made.code])

    shown = client.get(address)

    assert "这份证书有效。" in page(shown)
    assert made.number in page(shown)
    assert "教＊＊＊＊" in page(shown)
    for hidden in (made.name, "育才小学", made.staff.code, made.since.isoformat()):
        assert hidden not in page(shown)
    assert shown.headers["X-Robots-Tag"] == "noindex"
    CertificateTerms.objects.create(school=made.school)
    Certificate.objects.update(until=made.since.replace(year=2020), since=made.since.replace(year=2019))
    assert "已过有效期" in page(client.get(address))
    Certificate.objects.update(revoked_on=TODAY, revoked_for="师德")
    assert "已经撤销" in page(client.get(address))
    assert "师德" not in page(client.get(address))
    assert client.get(reverse("certificate-check", args=["made-up"])).status_code == 404


def test_the_holder_prints_the_own_certificate_and_nobody_elses(client, small, made, users):
    client.force_login(users[Role.HOMEROOM_TEACHER])

    assert made.number in page(client.get(at("certificates-print", made.pk, "preview")))
    assert client.get(at("certificates-print", made.pk, "pdf")).content.startswith(b"%PDF")
    client.force_login(users[Role.GRADE_LEADER])
    assert client.get(at("certificates-print", made.pk, "pdf")).status_code == 403


def test_the_register_is_filtered_and_exported(client, small, made, users):
    dossier(small.teachers["102"], "certificate", "外校资格证书")
    client.force_login(users[Role.PRINCIPAL])

    assert made.number in page(client.get(at("certificates-register")))
    assert "外校资格证书" in page(client.get(at("certificates-register")))
    assert "没有这样的证书" in page(client.get(at("certificates-register") + "?standing=revoked"))
    assert "没有这样的证书" not in page(client.get(at("certificates-register") + "?standing=nonsense"))
    assert client.get(at("certificates-file", "xlsx") + "?name=教师").status_code == 200
    assert client.get(at("certificates-file", "doc")).status_code == 404


def test_the_principal_sets_the_term_and_revokes(client, small, made, users):
    client.force_login(users[Role.PRINCIPAL])

    client.post(at("certificates-settings"), {"valid_years": "3", "alert_days": "30", "issuer": "县教育局"})
    client.post(at("certificates-revoke", made.pk), {"reason": "严重违反师德"})

    assert CertificateTerms.objects.get().valid_years == 3
    assert "严重违反师德" in page(client.get(at("certificates-one", made.pk)))


def test_nothing_of_another_school_is_opened(client, small, users):
    other = make_school("other", "另一所小学")
    application = apply(other.teachers["101"], by=None, at=NOW)
    client.force_login(users[Role.PRINCIPAL])

    assert client.get(at("certificates-application", application.pk)).status_code == 404

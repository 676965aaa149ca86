"""Documents are found, looked at and taken away by those who may."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from banheng.accounts.roles import Role
from banheng.honours.models import Honour
from banheng.reports.models import ReportTemplate
from tests.assessment.settling import publish_september
from tests.factories import NOW, make_one_of_each
from tests.reports.contents.worked import make_worked_school
from tests.reports.workbooks.making import content_of, opened, workbook

pytestmark = pytest.mark.django_db
PERIOD = ("worked", "2026-09")


@pytest.fixture
def small(time_machine_today):
    return make_worked_school()


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def office(client, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    return client


@pytest.fixture
def teacher(client, users):
    client.force_login(users[Role.HOMEROOM_TEACHER])
    return client


def page(client, name, *arguments):
    return client.get(reverse(name, args=["yucai", *arguments])).content.decode()


def upload(client, content, name="汇总表"):
    file = SimpleUploadedFile("a.xlsx", content)
    address = reverse("reports-templates", args=["yucai"])
    return client.post(address, {"name": name, "file": file}, follow=True).content.decode()


def test_the_office_finds_each_period_and_its_documents(office):
    assert reverse("reports-period", args=["yucai", *PERIOD]) in page(office, "reports")

    text = page(office, "reports-period", *PERIOD)
    for document in ("bulletin", "items", "inspections"):
        assert reverse("reports-document", args=["yucai", *PERIOD, document, "pdf"]) in text
    assert reverse("reports-fairness", args=["yucai", *PERIOD, "pdf"]) in text
    assert "公示后才有" in text


def test_a_document_is_previewed_without_style_or_script_inside(office):
    text = page(office, "reports-document", *PERIOD, "bulletin", "preview")

    assert '<article class="document is-portrait"' in text
    assert "reports/document.css" in text
    article = text[text.index("<article") : text.index("</article>")]
    assert "style=" not in article
    assert reverse("reports-document", args=["yucai", *PERIOD, "bulletin", "docx"]) in text


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")]
)
def test_a_document_is_taken_away_as_a_file_with_a_name(office, form, start):
    response = office.get(reverse("reports-document", args=["yucai", *PERIOD, "items", form]))

    assert response.content.startswith(start)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%80%83%E6%A0%B8")
    assert response["Content-Disposition"].endswith(f".{form}")


def test_how_fair_a_period_was_judged_is_read_before_publication(office):
    assert "评判公平性分析" in page(office, "reports-fairness", *PERIOD, "preview")
    assert office.get(reverse("reports-fairness", args=["yucai", *PERIOD, "exe"])).status_code == 404


@pytest.mark.parametrize(
    ("document", "form"), [("bulletin", "exe"), ("pay", "pdf"), ("bulletin", "previews")]
)
def test_what_there_is_not_is_not_found(office, document, form):
    assert office.get(reverse("reports-document", args=["yucai", *PERIOD, document, form])).status_code == 404


def test_the_notice_is_there_for_the_school_once_published(teacher, small):
    address = reverse("reports-notice", args=["yucai", *PERIOD, "pdf"])
    assert teacher.get(address).status_code == 404
    assert "还没有公示的结果" in page(teacher, "reports")

    publish_september(small.school, scheme="worked")

    assert address in page(teacher, "reports")
    text = PdfReader(io.BytesIO(teacher.get(address).content)).pages[0].extract_text()
    assert "考核结果公示" in text


def test_a_teacher_has_the_own_term_report_and_nobody_else_s(teacher):
    text = page(teacher, "reports")
    own = reverse("reports-teacher", args=["yucai", "2026-2027-1", "t101", "preview"])

    assert own in text
    assert "t102" not in text
    assert "91.00" in teacher.get(own).content.decode()
    other = reverse("reports-teacher", args=["yucai", "2026-2027-1", "t102", "preview"])
    assert teacher.get(other).status_code == 403


def test_the_reports_of_a_term_list_the_school_and_each_homeroom_teacher(office):
    text = page(office, "reports-term", "2026-2027-1")

    assert reverse("reports-school", args=["yucai", "2026-2027-1", "pdf"]) in text
    assert "教师202" in text
    assert office.get(reverse("reports-term", args=["yucai", "2025-2026-1"])).status_code == 404


def test_a_workbook_is_uploaded_filled_replaced_and_deleted(office):
    assert "已保存" in upload(office, content_of(workbook([["{{班级}}", "{{卫生}}"]])))
    assert "已保存" in upload(office, content_of(workbook([["{{班级}}", "{{纪律}}"]])))
    template = ReportTemplate.objects.get()

    address = reverse("reports-filled", args=["yucai", *PERIOD, template.pk])
    assert address in page(office, "reports-period", *PERIOD)
    rows = list(opened(office.get(address).content).active.iter_rows(values_only=True))
    assert rows[0] == ("一年级1班", 35)

    office.post(reverse("reports-template-delete", args=["yucai", template.pk]))
    assert not ReportTemplate.objects.exists()


def test_a_workbook_that_cannot_be_filled_is_refused_beside_the_field(office):
    text = upload(office, content_of(workbook([["{{班主任名}}"], ["{{卫升}}"]])))

    assert "A1：没有 {{班主任名}} 这个占位符。最接近的是 {{班主任}}。" in text
    assert "A2：没有 {{卫升}} 这个占位符" in text
    assert not ReportTemplate.objects.exists()


def test_a_large_file_is_refused_without_being_read_whole(office):
    assert "最多 1 MB" in upload(office, b"PK" + b"x" * 2_000_000)


def test_an_item_that_the_scheme_of_the_period_lacks_is_named_when_it_is_filled(office, small, users):
    template = ReportTemplate.objects.create(
        school=small.school,
        name="旧表",
        content=content_of(workbook([["{{班级}}", "{{两操}}"]])),
        uploaded_by=users[Role.MORAL_EDUCATION_OFFICE],
        uploaded_at=small.school.scheme_versions.get().created_at,
    )

    response = office.get(reverse("reports-filled", args=["yucai", *PERIOD, template.pk]), follow=True)

    assert "B1：没有 {{两操}} 这个占位符" in response.content.decode()


def test_the_certificate_of_an_honour_is_there_as_long_as_it_stands(teacher, small):
    honour = Honour.objects.create(
        school=small.school,
        scheme="worked",
        period="2026-09",
        code="best",
        name="优秀班主任",
        staff=small.teachers["101"],
        state=Honour.State.AWARDED,
        number="2026-0001",
        proposed_at=NOW,
        decided_at=NOW,
    )
    address = reverse("honours-certificate", args=["yucai", honour.pk, "preview"])

    assert address in page(teacher, "reports")
    text = teacher.get(address).content.decode()
    assert "教师101老师：" in text
    assert "在2026年9月的考核中表现突出，被评为“优秀班主任”。" in text

    Honour.objects.update(revoked_at=NOW)
    assert teacher.get(address).status_code == 404

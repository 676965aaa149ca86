"""Handbooks and notice slips on the pages: for those who may see the class, and for nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.schools.models import Term
from tests.factories import keep_work, make_one_of_each, make_pupils, make_school

pytestmark = pytest.mark.django_db
TERM = "2026-2027-1"


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def get(client, user, name, *arguments):
    client.force_login(user)
    return client.get(reverse(name, args=["yucai", *arguments]))


def test_the_teacher_sees_what_is_missing_and_finds_handbook_and_slips(client, users, small):
    teacher = users[Role.HOMEROOM_TEACHER]
    keep_work(small, "month_summary", {"summary": "好", "goals": "更好"}, by=teacher)

    text = get(client, teacher, "work-handbooks").content.decode()

    assert "1/21" in text
    assert "应急演练" in text
    assert "月总结" not in text
    assert "一年级2班" not in text
    for form in ("preview", "pdf", "docx"):
        assert reverse("work-handbook", args=["yucai", "101", TERM, form]) in text
    assert reverse("work-slips", args=["yucai", "101", TERM, "preview"]) in text


def test_a_grade_leader_sees_the_classes_of_the_grade_and_no_slips(client, users):
    text = get(client, users[Role.GRADE_LEADER], "work-handbooks").content.decode()

    assert "一年级1班" in text
    assert "一年级2班" in text
    assert "二年级1班" not in text
    assert "学生通知书" not in text


@pytest.mark.parametrize("form", ["preview", "pdf", "docx", "xlsx"])
def test_the_handbook_comes_in_each_form(client, users, form):
    response = get(client, users[Role.MORAL_EDUCATION_OFFICE], "work-handbook", "101", TERM, form)

    assert response.status_code == 200
    assert response.content


def test_the_slips_are_for_the_teacher_of_the_class_alone(client, users, small):
    make_pupils(small, "张小明")

    slips = get(client, users[Role.HOMEROOM_TEACHER], "work-slips", "101", TERM, "preview")
    assert "张小明" in slips.content.decode()
    for role, code in ((Role.HOMEROOM_TEACHER, "102"), (Role.GRADE_LEADER, "101"), (Role.PRINCIPAL, "101")):
        assert get(client, users[role], "work-slips", code, TERM, "preview").status_code == 403


def test_the_handbook_of_another_class_is_refused(client, users):
    teacher = users[Role.HOMEROOM_TEACHER]

    assert get(client, teacher, "work-handbook", "102", TERM, "pdf").status_code == 403
    assert get(client, users[Role.DUTY_INSPECTOR], "work-handbooks").status_code == 403
    assert get(client, users[Role.DUTY_INSPECTOR], "work-handbook", "101", TERM, "pdf").status_code == 403


@pytest.mark.parametrize(
    ("code", "term", "form"), [("999", TERM, "pdf"), ("101", "2026-2027-2", "pdf"), ("101", TERM, "exe")]
)
def test_what_there_is_not_is_not_found(client, users, code, term, form):
    office = users[Role.MORAL_EDUCATION_OFFICE]

    assert get(client, office, "work-handbook", code, term, form).status_code == 404


def test_a_handbook_ends_where_the_next_term_begins(client, users, small):
    teacher = users[Role.HOMEROOM_TEACHER]
    Term.objects.create(academic_year=small.year, number=2, first=date(2026, 10, 12), last=date(2027, 7, 10))
    for day, summary in ((date(2026, 10, 11), "上学期的事"), (date(2026, 10, 12), "下学期的事")):
        keep_work(small, "month_summary", {"summary": summary, "goals": "更好"}, by=teacher, day=day)

    text = get(client, teacher, "work-handbook", "101", TERM, "preview").content.decode()

    assert "上学期的事" in text
    assert "下学期的事" not in text


def test_without_a_term_there_is_no_handbook(client, users, small):
    small.term.delete()

    assert "还没有学期" in get(client, users[Role.PRINCIPAL], "work-handbooks").content.decode()

"""Classes and their way through the term."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from tests.factories import adopt, make_one_of_each, make_school, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def text_of(client, user, name, *arguments, **choice):
    client.force_login(user)
    return client.get(reverse(name, args=["yucai", *arguments]), choice).content.decode()


def test_a_homeroom_teacher_lists_the_own_class_only(client, users):
    text = text_of(client, users[Role.HOMEROOM_TEACHER], "classes")

    assert "一年级1班" in text
    assert "一年级2班" not in text


def test_a_grade_leader_lists_the_grade(client, users):
    text = text_of(client, users[Role.GRADE_LEADER], "classes")

    assert "一年级2班" in text
    assert "二年级1班" not in text


@pytest.mark.parametrize("by", ["period", "week"])
def test_the_trend_has_a_table_beside_it(client, small, users, by):
    put_one(small.school)

    text = text_of(client, users[Role.HOMEROOM_TEACHER], "classes-class", "101", by=by)

    assert 'data-chart="line"' in text
    assert "年级平均" in text
    assert ("第8周" if by == "week" else "2026年10月") in text


def test_records_stand_on_the_page_for_those_who_may_see_them(client, small, users):
    put_one(small.school, note="讲台下")

    assert "讲台下" in text_of(client, users[Role.HOMEROOM_TEACHER], "classes-class", "101")
    assert "讲台下" not in text_of(client, users[Role.SUBJECT_TEACHER], "classes-class", "101")


@pytest.mark.parametrize(
    ("role", "school_class", "status"),
    [(Role.HOMEROOM_TEACHER, "102", 403), (Role.GRADE_LEADER, "202", 403), (Role.PRINCIPAL, "999", 404)],
)
def test_other_classes_are_refused(client, users, role, school_class, status):
    client.force_login(users[role])

    assert client.get(reverse("classes-class", args=["yucai", school_class])).status_code == status


def test_a_class_without_records_says_where_they_come_from(client, users):
    assert "这个班还没有记录" in text_of(client, users[Role.HOMEROOM_TEACHER], "classes-class", "101")


def test_guardian_contacts_are_linked_for_the_homeroom_teacher_only(client, users):
    assert "guardians" in text_of(client, users[Role.HOMEROOM_TEACHER], "classes-class", "101")
    assert "guardians" not in text_of(client, users[Role.MORAL_EDUCATION_OFFICE], "classes-class", "101")


def test_without_a_scheme_there_is_no_trend(client, time_machine_today):
    users = make_one_of_each(make_school())

    text = text_of(client, users[Role.HOMEROOM_TEACHER], "classes-class", "101")

    assert "还没有生效的考核方案" in text

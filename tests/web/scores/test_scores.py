"""My score and why: every point opens, for those whom it concerns."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.ledger.models import Record
from banheng.ledger.voiding import void
from tests.factories import NOW, adopt, grant, make_one_of_each, make_school, make_user, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def page(client, user, school_class="101", **choice):
    client.force_login(user)
    return client.get(reverse("scores-class", args=["yucai", school_class]), choice)


def test_a_point_opens_down_to_rule_clause_and_record(client, small, users):
    seen = put_one(small.school, quantity="2", note="讲台下", by=users[Role.MORAL_EDUCATION_OFFICE])

    text = page(client, users[Role.HOMEROOM_TEACHER]).content.decode()

    assert "扣 0.4 分" in text
    assert "地面不洁" in text
    assert "002-I-03" in text
    assert "讲台下" in text
    assert reverse("records-record", args=["yucai", seen.pk]) in text


def test_a_voided_record_leaves_the_points_and_is_shown_as_voided(client, small, users):
    seen = put_one(small.school)
    void(seen, id=uuid4(), reason="记错班级", by=make_user("o"), at=NOW, may_void_others=True)

    text = page(client, users[Role.HOMEROOM_TEACHER]).content.decode()

    assert "扣 0.2 分" not in text
    assert "已作废" in text
    assert "记错班级" in text


def test_the_own_class_opens_without_being_named(client, users):
    client.force_login(users[Role.HOMEROOM_TEACHER])

    assert "一年级1班" in client.get(reverse("scores", args=["yucai"])).content.decode()


def test_the_office_chooses_a_class(client, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    response = client.get(reverse("scores", args=["yucai"]))

    assert reverse("scores-class", args=["yucai", "202"]) in response.content.decode()


@pytest.mark.parametrize(
    ("role", "school_class", "status"),
    [
        (Role.HOMEROOM_TEACHER, "102", 403),
        (Role.SUBJECT_TEACHER, "102", 403),
        (Role.GRADE_LEADER, "102", 200),
        (Role.GRADE_LEADER, "201", 403),
        (Role.PRINCIPAL, "201", 200),
        (Role.MORAL_EDUCATION_OFFICE, "999", 404),
    ],
)
def test_classes_outside_ones_own_are_refused(client, users, role, school_class, status):
    assert page(client, users[role], school_class).status_code == status


def test_a_subject_teacher_sees_points_but_neither_notes_nor_names(client, small, users):
    inspector = make_user("seer", name="李检查")
    grant(inspector, Role.DUTY_INSPECTOR, small.school)
    put_one(small.school, note="张同学带头", by=inspector)

    text = page(client, users[Role.SUBJECT_TEACHER]).content.decode()

    assert "扣 0.2 分" in text
    assert "张同学" not in text
    assert "李检查" not in text


def test_a_neutral_observation_is_no_part_of_the_score(client, small, users):
    put_one(small.school, item=Record.NEUTRAL, event="", note="换了新窗帘")

    assert "换了新窗帘" not in page(client, users[Role.HOMEROOM_TEACHER]).content.decode()


def test_a_term_lists_the_months_it_is_made_of(client, small, users):
    put_one(small.school)

    text = page(
        client, users[Role.HOMEROOM_TEACHER], scheme="primary-month", period="2026-2027-1"
    ).content.decode()

    assert "2026-2027 学年第一学期" in text
    assert "period=2026-10" in text


def test_a_rating_is_named_when_the_period_is_over(client, small, users):
    put_one(small.school)
    october = {"scheme": "primary-month", "period": "2026-10"}

    so_far = page(client, users[Role.HOMEROOM_TEACHER], **october).content.decode()
    with time_machine.travel(NOW + timedelta(days=20)):
        over = page(client, users[Role.HOMEROOM_TEACHER], **october).content.decode()

    assert ("本期结束后评定" in so_far, "<dd>不合格</dd>" in so_far) == (True, False)
    assert "等次（按现有记录）" in so_far
    assert ("本期结束后评定" in over, "<dd>不合格</dd>" in over) == (False, True)


@pytest.mark.parametrize(
    "choice",
    [
        {"period": "nonsense"},
        {"period": "2027-10"},
        {"scheme": "another"},
        {"teacher": "t202"},
        {"period": "0000-00"},
    ],
)
def test_what_is_not_scored_does_not_exist(client, users, choice):
    assert page(client, users[Role.HOMEROOM_TEACHER], **choice).status_code == 404


def test_without_a_scheme_the_page_says_what_is_missing(client, time_machine_today):
    users = make_one_of_each(make_school())

    assert "还没有生效的考核方案" in page(client, users[Role.HOMEROOM_TEACHER]).content.decode()


def test_without_a_homeroom_teacher_the_page_says_what_is_missing(client, small, users):
    small.classes["102"].postings.all().delete()

    text = page(client, users[Role.MORAL_EDUCATION_OFFICE], "102").content.decode()

    assert "没有班主任任职记录" in text


def test_a_roster_that_contradicts_itself_is_explained(client, small, users):
    small.classes["101"].postings.create(staff=small.teachers["102"], first=small.year.first)

    text = page(client, users[Role.MORAL_EDUCATION_OFFICE]).content.decode()

    assert "同时有" in text


def test_what_was_beyond_control_costs_nothing_and_is_mentioned(client, small, users):
    put_one(small.school, beyond_control=True, note="楼上水管爆裂")

    text = page(client, users[Role.HOMEROOM_TEACHER]).content.decode()

    assert "扣 0.2 分" not in text
    assert "另有 1 条记录标为非班主任可控" in text

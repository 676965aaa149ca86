"""The page of today shows each role what concerns it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.ledger.models import Duty, DutyWeek, Post, Reply
from tests.factories import NOW, adopt, make_one_of_each, make_school, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def text_of(client, user):
    client.force_login(user)
    return client.get(reverse("today", args=["yucai"])).content.decode()


def test_the_day_is_said_as_schools_say_it(client, users):
    assert "第8周 周三 10月21日" in text_of(client, users[Role.PRINCIPAL])


def test_a_record_of_the_own_class_shows_and_asks_for_an_answer(client, small, users):
    put_one(small.school, note="讲台下")
    put_one(small.school, school_class="102", note="别的班")

    text = text_of(client, users[Role.HOMEROOM_TEACHER])

    assert "还没有回应的扣分记录（1）" in text
    assert "讲台下" in text
    assert "别的班" not in text


def test_an_answered_record_is_no_longer_asked_about(client, small, users):
    seen = put_one(small.school)
    Reply.objects.create(record=seen, kind=Reply.Kind.HANDLED, by=users[Role.HOMEROOM_TEACHER], at=NOW)

    assert "还没有回应" not in text_of(client, users[Role.HOMEROOM_TEACHER])


def test_an_inspector_sees_the_classes_still_open(client, small, users):
    week = DutyWeek.objects.create(school=small.school, first=date(2026, 10, 19), last=date(2026, 10, 23))
    post = Post.objects.create(school=small.school, name="卫生岗", items=["hygiene"])
    post.grades.add(small.grades[0])
    Duty.objects.create(week=week, post=post, user=users[Role.DUTY_INSPECTOR])
    put_one(small.school, quantity="0")

    text = text_of(client, users[Role.DUTY_INSPECTOR])

    assert "卫生岗" in text
    assert "已查 1 个班，还有 1 个班没有查" in text
    assert "一年级2班" in text
    assert "二年级1班" not in text


def test_the_office_sees_which_classes_nobody_looked_at(client, small, users):
    put_one(small.school)

    text = text_of(client, users[Role.MORAL_EDUCATION_OFFICE])

    assert "今天还没有检查的班级（3）" in text


def test_who_has_nothing_to_do_is_told_so(client, users):
    assert "今天没有需要您处理的事" in text_of(client, users[Role.BOOKKEEPER])


@time_machine.travel(datetime(2026, 10, 25, 1, tzinfo=UTC))  # a Sunday
@pytest.mark.parametrize("role", [Role.DUTY_INSPECTOR, Role.PRINCIPAL])
def test_nobody_is_asked_to_inspect_on_a_day_without_school(client, small, users, role):
    week = DutyWeek.objects.create(school=small.school, first=date(2026, 10, 19), last=date(2026, 10, 25))
    post = Post.objects.create(school=small.school, name="卫生岗", items=["hygiene"])
    Duty.objects.create(week=week, post=post, user=users[Role.DUTY_INSPECTOR])

    text = text_of(client, users[role])

    assert "今天不上课" in text
    assert "没有查" not in text
    assert "没有检查" not in text


def test_classes_are_listed_once_some_have_been_inspected(client, small, users):
    assert "今天还没有班级被检查" in text_of(client, users[Role.PRINCIPAL])

    put_one(small.school)

    assert "今天还没有检查的班级（3）" in text_of(client, users[Role.PRINCIPAL])


def test_who_has_nothing_to_do_is_sent_to_the_menu_which_leads_to_the_own_work(client, users):
    text = text_of(client, users[Role.BOOKKEEPER])

    assert "上面的菜单是您可以查看的内容" in text
    assert reverse("honours", args=["yucai"]) in text
    section = client.get(reverse("honours", args=["yucai"])).content.decode()
    assert reverse("pay", args=["yucai"]) in section

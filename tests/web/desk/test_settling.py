"""From review to final at the desk: what each person may press, and what the page says."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.assessment.models import AppealRule, ScoreSheet
from banheng.schools.models import Posting, Staff
from tests.assessment.settling import (
    CONTACT,
    SEPTEMBER,
    finalise_september,
    publish_september,
    review_september,
)
from tests.factories import NOW, adopt, make_one_of_each, make_school, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=SEPTEMBER)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def principal(client, users):
    client.force_login(users[Role.PRINCIPAL])
    return client


def address(name):
    return reverse(name, args=["yucai", "primary-month", "2026-09"])


def page(client):
    return client.get(address("desk-period")).content.decode()


def press(client, name, **form):
    return client.post(address(name), form, follow=True).content.decode()


def state():
    return ScoreSheet.objects.get().state


def test_the_office_waits_for_the_principal_to_publish(client, small, users):
    review_september(small.school)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    assert "等校长公示" in page(client)
    assert client.post(address("desk-publish")).status_code == 403


def test_the_principal_publishes_with_the_periods_of_the_school(principal, small):
    AppealRule.objects.create(
        school=small.school, notice_days=5, ruling_days=3, contact=CONTACT, changed_at=NOW
    )
    review_september(small.school)
    assert "今天公示、公示期 5 个教学日，到 周三 10月28日 为止" in page(principal)

    text = press(principal, "desk-publish", school_days="5", contact=CONTACT)

    assert "已公示，公示期到 2026-10-28 为止" in text
    assert "公示期：周三 10月21日 至 周三 10月28日" in text


@pytest.mark.parametrize(
    "form", [{}, {"school_days": "0", "contact": CONTACT}, {"school_days": "5", "contact": ""}]
)
def test_an_incomplete_notice_is_refused_on_the_page(principal, small, form):
    review_september(small.school)

    assert "请填写公示期和受理部门的联系方式" in press(principal, "desk-publish", **form)
    assert state() == "reviewed"


def test_pressing_twice_does_it_once_and_says_so(principal, small):
    review_september(small.school)
    form = {"school_days": "5", "contact": CONTACT}
    press(principal, "desk-publish", **form)

    assert "看看是否已经有人办理" in press(principal, "desk-publish", **form)
    assert ScoreSheet.objects.get().editions.count() == 1


def test_a_reviewed_result_goes_back_with_a_reason(principal, small):
    review_september(small.school)

    assert "请写明原因" in press(principal, "desk-return", reason="")
    text = press(principal, "desk-return", reason="漏了运动会")

    assert state() == "computed"
    assert "漏了运动会" in text


def test_final_comes_after_the_notice_period(principal, small, users):
    publish_september(small.school)
    assert "公示期到 2026-10-28 为止" in press(principal, "desk-finalise")

    with time_machine.travel(NOW + timedelta(days=8)):
        principal.force_login(users[Role.PRINCIPAL])  # the session of last week is over
        assert "已定稿，可以据此发放津贴" in press(principal, "desk-finalise")


def test_what_a_recomputation_would_change_is_decided_by_the_principal(principal, small):
    finalise_september(small.school)
    other = Staff.objects.create(school=small.school, code="t9", name="教师九")
    Posting.objects.filter(school_class=small.classes["101"]).update(staff=other)

    assert "现在重算会有出入" in page(principal)
    assert "维持公布的结果，原因已记入" in press(principal, "desk-keep", reason="已发放")
    assert "已决定维持公布的结果" in page(principal)

    text = press(principal, "desk-accept", reason="名册更正")

    assert "现在以第 2 版为准" in text
    assert "定稿后的差额" in text
    assert "现在重算会有出入" not in text


def test_the_periods_are_set_once_for_the_school(principal, small):
    assert "还没有设定公示期" in principal.get(reverse("desk", args=["yucai"])).content.decode()

    form = {"notice_days": "5", "ruling_days": "3", "late_days": "", "contact": CONTACT}
    principal.post(reverse("desk-appeal-rule", args=["yucai"]), form)

    rule = AppealRule.objects.get()
    assert (rule.notice_days, rule.ruling_days, rule.late_days) == (5, 3, None)
    assert "还没有设定公示期" not in principal.get(reverse("desk", args=["yucai"])).content.decode()

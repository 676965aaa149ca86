"""The period desk: what is missing, compute, review."""

from datetime import date

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.assessment import computing
from banheng.assessment.models import Computation, ScoreSheet
from tests.factories import adopt, make_one_of_each, make_school, put_one

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 15)


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def office(client, small):
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])
    return client


def ask(client, name, period="2026-09", scheme="primary-month"):
    return client.get(reverse(name, args=["yucai", scheme, period]))


def post(client, name, period="2026-09", **form):
    return client.post(
        reverse(name, args=["yucai", "primary-month", period]), form, follow=True
    ).content.decode()


def test_the_desk_lists_the_periods_of_the_term(office):
    text = office.get(reverse("desk", args=["yucai"])).content.decode()

    assert "2026年9月" in text
    assert "待计算" in text
    assert "进行中" in text


def test_what_is_missing_is_named_before_computing(office, small):
    put_one(small.school, day=SEPTEMBER)
    put_one(small.school, day=SEPTEMBER, item="contact", event="visit")
    small.classes["202"].postings.all().delete()

    text = ask(office, "desk-period").content.decode()

    assert "<strong>月总结与下月目标</strong>：全校都没有登记" in text
    assert "<strong>家长沟通</strong>：3 个班没有登记" in text
    assert "最多 1 天，最少 0 天，3 个班较少" in text
    assert "课间操与眼保健操" in text
    assert "没有班主任的班级" in text


def test_a_period_is_computed_and_reviewed(office, small):
    put_one(small.school, day=SEPTEMBER)

    assert "已经计算" in post(office, "desk-compute")
    text = post(office, "desk-review", remark="情况属实")

    assert "意见：情况属实" in text
    assert ScoreSheet.objects.get().state == "reviewed"


def test_newer_records_are_shown_and_ask_for_another_computation(office, small):
    post(office, "desk-compute")
    put_one(small.school, day=SEPTEMBER)

    assert "之后又有 1 条新记录" in ask(office, "desk-period").content.decode()
    assert "先重新计算" in post(office, "desk-review")
    assert ScoreSheet.objects.get().state == "computed"


def test_a_reviewed_period_is_not_computed_again(office):
    post(office, "desk-compute")
    post(office, "desk-review")

    assert "不能重新计算" in post(office, "desk-compute")


def test_a_running_period_can_be_tried_but_not_reviewed(office):
    assert "本期结束后才能审核" in post(office, "desk-compute", "2026-10")
    assert "还没有结束" in post(office, "desk-review", "2026-10")


def test_a_large_period_is_computed_in_the_background(office, monkeypatch):
    monkeypatch.setattr(computing, "LARGE", 0)

    text = post(office, "desk-compute")

    assert "在后台计算" in text
    assert Computation.objects.get().finished_at is None


@pytest.mark.parametrize(
    ("scheme", "period"),
    [("primary-month", "nonsense"), ("primary-month", "2030-01"), ("another", "2026-09")],
)
def test_periods_that_are_none_do_not_exist(office, scheme, period):
    assert ask(office, "desk-period", period, scheme).status_code == 404


def test_a_term_is_computed_from_its_months(office, small):
    put_one(small.school, day=SEPTEMBER)

    assert "已经计算" in post(office, "desk-compute", "2026-2027-1")


def test_without_a_scheme_the_desk_says_what_to_do(client, time_machine_today):
    client.force_login(make_one_of_each(make_school())[Role.MORAL_EDUCATION_OFFICE])

    assert "让一份方案生效" in client.get(reverse("desk", args=["yucai"])).content.decode()

"""The office enters robots, tries them, and sees what failed."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.notices.delivering import deliver_due
from banheng.notices.models import Delivery, Robot, SchoolHours
from tests.factories import make_one_of_each, make_school
from tests.notices.conftest import make_robot, receiver  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
ADDRESS = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def office(client, small):
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])
    return client


def text_of(client):
    return client.get(reverse("inbox-robots", args=["yucai"])).content.decode()


def post(client, url_name, /, *arguments, **said):
    return client.post(reverse(url_name, args=["yucai", *arguments]), said, follow=True).content.decode()


def enter(office, **said):
    return post(office, "inbox-robot-new", **{"name": "班主任群", "address": ADDRESS, "secret": "", **said})


def test_a_robot_is_entered_and_its_address_never_shown_again(office):
    text = enter(office, secret="SECc0ffee", kinds=["published", "finalised"])

    assert "班主任群" in text
    assert "…cdef" in text
    assert "考核结果公示" in text
    for page in (
        text,
        office.get(reverse("inbox-robot", args=["yucai", Robot.objects.get().pk])).content.decode(),
    ):
        assert "0123456789ab" not in page
        assert "c0ffee" not in page


def test_another_address_is_refused_beside_the_field(office):
    assert "不是钉钉、企业微信或飞书" in enter(office, address="https://example.com/")
    assert not Robot.objects.exists()


def test_what_must_not_go_to_a_group_is_not_offered(office):
    assert "record 不在可用的选项中" in enter(office, kinds=["record"])
    assert not Robot.objects.exists()


def test_a_test_message_is_sent_and_its_end_is_shown(office, small, receiver):  # noqa: F811
    robot = make_robot(small.school)

    assert 'hx-trigger="every 2s"' in post(office, "inbox-robot-test", robot.pk)
    deliver_due(timezone.now())

    text = text_of(office)
    assert "最近一次发出：10月21日 16:30" in text
    assert "hx-trigger" not in text
    assert len(receiver.taken) == 1


def test_a_failure_is_shown_with_its_reason_and_tried_again(office, small, receiver):  # noqa: F811
    receiver.answer = {"errcode": 310000, "errmsg": "keywords not in content"}
    post(office, "inbox-robot-test", make_robot(small.school).pk)
    deliver_due(timezone.now())
    assert "已试 1 次，10月21日 16:31 再试" in text_of(office)
    assert "310000 keywords not in content" in text_of(office)

    Delivery.objects.update(state=Delivery.State.FAILED)
    assert "有 1 条消息试了多次都没有发出" in text_of(office)
    receiver.answer = {"errcode": 0}
    assert "1 条消息正在重新发送" in post(office, "inbox-again")
    deliver_due(timezone.now())

    assert "310000" not in text_of(office)


def test_a_robot_is_changed_and_removed(office, small):
    robot = make_robot(small.school)

    assert "教师群" in post(office, "inbox-robot", robot.pk, name="教师群", kinds=["published"])
    assert Robot.objects.get().kinds == ["published"]
    assert "还没有群机器人" in post(office, "inbox-robot-remove", robot.pk)


def test_the_robot_of_another_school_does_not_exist(office):
    robot = make_robot(make_school("other", "另一所小学").school)

    for name in ("inbox-robot", "inbox-robot-test", "inbox-robot-remove"):
        assert office.post(reverse(name, args=["yucai", robot.pk])).status_code == 404
    assert Robot.objects.exists()


def test_the_school_has_hours_of_its_own(office, small):
    said = {"quiet_from": "20:00", "quiet_until": "06:30", "daily_at": "16:00"}
    assert "已保存" in post(office, "inbox-hours", **said)

    kept = SchoolHours.objects.get(school=small.school)
    assert (kept.quiet_from, kept.quiet_until, kept.daily_at) == (time(20), time(6, 30), time(16))
    assert "必填" in post(office, "inbox-hours", **said | {"daily_at": ""})

"""Robots of the three platforms, through apprise, to a receiver on this machine."""

import base64
import hashlib
import hmac
import socket

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.url import URLBase

from banheng.notices.delivering import deliver_due
from banheng.notices.errors import NotSent, RobotRefused
from banheng.notices.hiding import hide, reveal
from banheng.notices.models import Delivery, Robot
from banheng.notices.platforms import send
from banheng.notices.robots import add_robot, change_robot, remove_robot
from banheng.notices.robots import test_robot as send_test
from tests.factories import NOW, make_user
from tests.notices.conftest import make_robot

pytestmark = pytest.mark.django_db

DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"
WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/1a2b3c4d-0000-4444-8888-abcdefabcdef"
SECRET = "SECc0ffee"
TEXT = "【班衡】育才小学：这是一条测试消息，说明群机器人可以使用。\nhttps://banheng.example/"


def add(school, address, secret=""):
    return add_robot(
        school, name="班主任群", address=address, secret=secret, kinds=(), by=make_user("office"), at=NOW
    )


def signed(key, text):
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


@pytest.fixture
def sent(small, receiver, settings):
    """Enter a robot and let it send a test; give what arrived."""
    settings.SITE_ADDRESS = "https://banheng.example"

    def arrived(address, secret=""):
        send_test(add(small.school, address, secret), at=NOW)
        deliver_due(NOW)
        assert Delivery.objects.get().state == Delivery.State.SENT, Delivery.objects.get().detail
        return receiver.taken[0]

    return arrived


def test_dingtalk_gets_a_text(sent):
    taken = sent(DINGTALK)

    assert (taken.path, taken.query) == ("/robot/send", {"access_token": "0123456789abcdef"})
    assert taken.content == {"msgtype": "text", "text": {"content": TEXT}}


def test_dingtalk_is_signed_over_the_time_with_the_secret(sent):
    query = sent(DINGTALK, SECRET).query

    assert query["sign"] == signed(SECRET, f"{query['timestamp']}\n{SECRET}")
    assert len(query["timestamp"]) == len("1792571400000")


def test_wecom_gets_a_text(sent):
    taken = sent(WECOM)

    assert taken.query == {"key": "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"}
    assert taken.content == {"msgtype": "text", "text": {"content": TEXT}}


def test_feishu_gets_a_text(sent, receiver):
    receiver.answer = {"code": 0, "msg": "success"}
    taken = sent(FEISHU)

    assert taken.path == "/open-apis/bot/v2/hook/1a2b3c4d-0000-4444-8888-abcdefabcdef"
    assert taken.content == {"msg_type": "text", "content": {"text": TEXT}}


def test_feishu_is_signed_in_its_content(sent, receiver):
    receiver.answer = {"code": 0, "msg": "success"}
    content = sent(FEISHU, "abc123").content

    assert content["sign"] == signed(f"{content['timestamp']}\nabc123", "")


@pytest.mark.parametrize("address", ["dingtalk://token1234/", "wecombot://key-1234/", "feishu://token-1234/"])
@pytest.mark.parametrize(
    ("status", "answer", "detail"),
    [
        (500, {}, "HTTP 500"),
        (302, {}, "HTTP 302"),
        (200, {"errcode": 310000, "errmsg": "keywords not in content"}, "310000 keywords not in content"),
        (200, {"code": 19021, "msg": "sign match fail"}, "19021 sign match fail"),
    ],
)
def test_a_refusal_is_a_failure_in_the_words_of_the_platform(receiver, address, status, answer, detail):
    receiver.status, receiver.answer = status, answer

    with pytest.raises(NotSent) as refused:
        send(address, "一句话")

    assert (refused.value.fault, refused.value.detail) == ("refused", detail)


def test_apprise_alone_would_take_that_refusal_for_sent(receiver):
    """Why `platforms` exists; when this fails, apprise reads the answer itself."""
    receiver.answer = {"errcode": 310000, "errmsg": "keywords not in content"}

    assert NotifyDingTalk(token="token1234").notify(body="一句话")


def test_apprise_alone_would_sign_in_a_way_that_dingtalk_does_not_read(receiver):
    """Why `platforms` signs; when this fails, apprise encodes the signature once."""
    NotifyDingTalk(token="token1234", secret=SECRET).notify(body="一句话")

    query = receiver.taken[0].query
    assert query["sign"] != signed(SECRET, f"{query['timestamp']}\n{SECRET}")


def test_a_receiver_that_does_not_answer_is_a_timeout(receiver, monkeypatch):
    monkeypatch.setattr(URLBase, "socket_read_timeout", 0.1)
    receiver.delay = 1.0

    with pytest.raises(NotSent) as fault:
        send("dingtalk://token1234/", "一句话")

    assert fault.value.fault == "timeout"


def test_a_receiver_that_is_gone_is_unreachable(monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setattr(NotifyDingTalk, "notify_url", f"http://127.0.0.1:{port}/?t={{token}}")

    with pytest.raises(NotSent) as fault:
        send("dingtalk://token1234/", "一句话")

    assert fault.value.fault == "unreachable"


@pytest.mark.parametrize(
    ("address", "platform", "ending"),
    [(DINGTALK, "dingtalk", "cdef"), (WECOM, "wecom", "5aaa"), (f" {FEISHU} ", "feishu", "cdef")],
)
def test_the_address_tells_the_platform_and_is_kept_encrypted(small, address, platform, ending):
    robot = add(small.school, address)

    assert (robot.platform, robot.ending) == (platform, ending)
    token = address.strip().rpartition("=")[2].rpartition("/")[2]
    assert token not in str(Robot.objects.values().get())
    assert token in reveal(robot.address)


@pytest.mark.parametrize(
    ("address", "secret", "complaint"),
    [
        ("https://example.com/robot/send?access_token=abc", "", "不是钉钉、企业微信或飞书"),
        ("http://oapi.dingtalk.com/robot/send?access_token=abc", "", "不是钉钉、企业微信或飞书"),
        ("json://127.0.0.1/", "", "不是钉钉、企业微信或飞书"),
        (f"{DINGTALK}&to=http://169.254.169.254/", "", "不是钉钉、企业微信或飞书"),
        (DINGTALK, "a secret", "只有字母和数字"),
        (WECOM, "SEC1", "没有加签密钥"),
    ],
)
def test_another_address_is_refused(small, address, secret, complaint):
    with pytest.raises(RobotRefused, match=complaint):
        add(small.school, address, secret)


def test_only_kinds_that_a_group_may_be_told_are_kept(small):
    robot = make_robot(small.school)

    change_robot(robot, name="教师群", kinds=["record", "void", "reply", "nonsense"])

    assert (robot.name, robot.kinds) == ("教师群", [])


def test_with_another_key_of_the_site_the_robot_says_so(small, receiver, settings):
    robot = make_robot(small.school)
    send_test(robot, at=NOW)
    settings.SECRET_KEY = "another"

    deliver_due(NOW)

    assert Delivery.objects.get().fault == "unreadable"


def test_a_removed_robot_leaves_nothing(small):
    robot = make_robot(small.school)
    send_test(robot, at=NOW)

    remove_robot(robot)

    assert not Robot.objects.exists()
    assert not Delivery.objects.exists()


def test_hidden_twice_the_same_text_looks_different():
    assert hide("a") != hide("a")

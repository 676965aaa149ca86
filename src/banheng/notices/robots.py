"""Enter, change and remove the robots of a school's chat groups, and try what failed again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.notices.errors import RobotRefused
from banheng.notices.hiding import hide
from banheng.notices.kinds import KINDS, TEST
from banheng.notices.models import Delivery, GroupMessage, Robot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School

_ADDRESSES = {
    Robot.Platform.DINGTALK: re.compile(
        r"https://oapi\.dingtalk\.com/robot/send\?access_token=([a-z0-9]+)", re.IGNORECASE
    ),
    Robot.Platform.WECOM: re.compile(
        r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([a-z0-9_-]+)", re.IGNORECASE
    ),
    Robot.Platform.FEISHU: re.compile(
        r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([a-z0-9_-]+)/?", re.IGNORECASE
    ),
}
_SCHEMAS = {
    Robot.Platform.DINGTALK: "dingtalk",
    Robot.Platform.WECOM: "wecombot",
    Robot.Platform.FEISHU: "feishu",
}
_SECRET = re.compile(r"[A-Za-z0-9]*")


def add_robot(
    school: School, *, name: str, address: str, secret: str, kinds: Iterable[str], by: User, at: datetime
) -> Robot:
    """Enter a robot by the address that its platform gives out.

    Raises:
        RobotRefused: the address is of none of the platforms, or the secret is none.
    """
    platform, token = _read_address(address.strip())
    return Robot.objects.create(
        school=school,
        name=name,
        platform=platform,
        address=hide(_apprise_address(platform, token, secret.strip())),
        ending=token[-4:],
        kinds=_for_groups(kinds),
        made_by=by,
        made_at=at,
    )


def change_robot(robot: Robot, *, name: str, kinds: Iterable[str]) -> None:
    """Change a robot's name and what it tells; another address is another robot."""
    robot.name, robot.kinds = name, _for_groups(kinds)
    robot.save(update_fields=["name", "kinds"])


def remove_robot(robot: Robot) -> None:
    """Forget a robot with its address; what waits for it is not sent."""
    robot.delete()


@transaction.atomic
def test_robot(robot: Robot, *, at: datetime) -> Delivery:
    """Put a test message on its way, also in quiet hours: somebody waits for it."""
    message = GroupMessage.objects.create(
        school=robot.school,
        kind=TEST.code,
        link=reverse("home"),
        source=TEST.code,
        about=str(uuid7()),
        made_at=at,
    )
    return Delivery.objects.create(message=message, robot=robot, next_at=at)


def try_again(school: School, *, at: datetime) -> int:
    """Make what was given up due again, with all its tries; tell how many."""
    of_school = Q(notice__school=school) | Q(message__school=school)
    return Delivery.objects.filter(of_school, state=Delivery.State.FAILED).update(
        state=Delivery.State.WAITING, attempts=0, next_at=at, ended_at=None
    )


def _read_address(address: str) -> tuple[Robot.Platform, str]:
    for platform, form in _ADDRESSES.items():
        if found := form.fullmatch(address):
            return platform, found[1]
    raise RobotRefused(
        gettext(
            "这不是钉钉、企业微信或飞书群机器人的地址。请在群里添加“自定义机器人”，把它给出的 Webhook 地址整行复制到这里。"
        )
    )


def _apprise_address(platform: Robot.Platform, token: str, secret: str) -> str:
    if not _SECRET.fullmatch(secret):
        raise RobotRefused(gettext("加签密钥只有字母和数字。请从机器人的“安全设置”里重新复制。"))
    if secret and platform == Robot.Platform.WECOM:
        raise RobotRefused(gettext("企业微信的机器人没有加签密钥。请把密钥一栏留空。"))
    signed = f"{secret}@" if secret else ""
    return f"{_SCHEMAS[platform]}://{signed}{token}/"


def _for_groups(kinds: Iterable[str]) -> list[str]:
    return sorted(code for code in kinds if code in KINDS and KINDS[code].group is not None)

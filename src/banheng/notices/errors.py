"""Why something is not sent, or a robot not taken."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RobotRefused(Exception):
    """A robot that cannot be entered; the message says what to do."""


class Fault(models.TextChoices):
    """Why a sending failed, as the office reads it."""

    UNREACHABLE = "unreachable", _("连不上对方的服务器")
    TIMEOUT = "timeout", _("对方的服务器没有及时答复")
    REFUSED = "refused", _("对方拒收")
    NO_ADDRESS = "no_address", _("收件人没有邮箱，或账号已停用")
    UNREADABLE = "unreadable", _("机器人地址读不出来（网站密钥换过），请删除后重新登记")
    BROKEN = "broken", _("发送程序出错，详见服务器日志")


class NotSent(Exception):
    """A message that did not go out.

    Attributes:
        detail: what the other side said, in its own words.
    """

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault.value} {detail}".strip())
        self.fault = fault
        self.detail = detail

"""Why a webhook is not entered, or something not taken by one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.core.errors import Refused


class WebhookRefused(Refused):
    """A webhook that is not entered, or something that is not sent again."""


class Fault(models.TextChoices):
    """Why a request did not get through, as the office reads it."""

    UNKNOWN_HOST = "unknown_host", _("找不到这个域名")
    NOT_PUBLIC = "not_public", _("地址指向内部网络，不允许发送")
    UNREACHABLE = "unreachable", _("连不上对方的服务器")
    CERTIFICATE = "certificate", _("对方的证书不可信")
    TIMEOUT = "timeout", _("对方的服务器没有及时答复")
    REFUSED = "refused", _("对方没有接受")
    GONE = "gone", _("对方说这个地址已经停用（HTTP 410）")
    UNREADABLE = "unreadable", _("密钥读不出来（网站密钥换过），请删除后重新登记")


class NotTaken(Exception):
    """A request that did not get through.

    Attributes:
        detail: what the other side or the network said, in its own words.
    """

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault.value} {detail}".strip())
        self.fault, self.detail = fault, detail[:200]

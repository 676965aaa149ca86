"""Robots of chat groups, through apprise, where it takes a refusal for a success or cannot sign.

DingTalk and WeCom answer a refused message with HTTP 200 and an `errcode`, at which apprise (2.3) does not look; it
encodes the signature for DingTalk twice, and does not sign for Feishu.
Here every answer is read, and what the platform said is kept for the office.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Any

import requests
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from banheng.notices.errors import Fault, NotSent

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase


class DingTalk(NotifyDingTalk):
    def send(self, body: str, title: str = "", **_: Any) -> bool:  # noqa: ARG002 - apprise's signature
        """Send a text, signed if the robot has a secret."""
        params = {}
        if self.secret:
            timestamp = str(round(time.time() * 1000))
            sign = _signature(self.secret, f"{timestamp}\n{self.secret}")
            params = {"timestamp": timestamp, "sign": sign}
        content = {"msgtype": "text", "text": {"content": body}}
        return _post(self, self.notify_url.format(token=self.token), content, params)


class WeCom(NotifyWeComBot):
    def send(self, body: str, title: str = "", **_: Any) -> bool:  # noqa: ARG002 - apprise's signature
        """Send a text."""
        return _post(self, self.api_url, {"msgtype": "text", "text": {"content": body}})


class Feishu(NotifyFeishu):
    def __init__(self, token: str, secret: str = "", **named: Any) -> None:
        super().__init__(token=token, **named)
        self.secret = secret

    def send(self, body: str, title: str = "", **_: Any) -> bool:  # noqa: ARG002 - apprise's signature
        """Send a text, signed if the robot has a secret."""
        content: dict[str, Any] = {"msg_type": "text", "content": {"text": body}}
        if self.secret:
            timestamp = str(round(time.time()))
            content |= {"timestamp": timestamp, "sign": _signature(f"{timestamp}\n{self.secret}", "")}
        return _post(self, self.notify_url.format(token=self.token), content)

    @staticmethod
    def parse_url(url: str) -> dict[str, Any]:
        """Read the secret too: `feishu://secret@token/`."""
        said: dict[str, Any] = NotifyFeishu.parse_url(url)
        return said | {"secret": said.get("user") or ""}


_PLUGINS = {"dingtalk": DingTalk, "wecombot": WeCom, "feishu": Feishu}


def send(address: str, text: str) -> None:
    """Send a text to an address of apprise.

    Raises:
        NotSent: with what the other side said.
    """
    plugin = _PLUGINS[address.partition("://")[0]]
    plugin(**plugin.parse_url(address)).notify(body=text)


def _signature(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _post(
    plugin: NotifyBase, address: str, content: dict[str, Any], params: dict[str, str] | None = None
) -> bool:
    try:
        answer = requests.post(
            address,
            json=content,
            params=params,
            headers={"User-Agent": plugin.app_id},
            timeout=plugin.request_timeout,
            allow_redirects=False,
        )
    except requests.Timeout as error:
        raise NotSent(Fault.TIMEOUT) from error
    except requests.RequestException as error:
        raise NotSent(Fault.UNREACHABLE) from error
    if answer.status_code != requests.codes.ok:
        raise NotSent(Fault.REFUSED, f"HTTP {answer.status_code}")
    try:
        said = answer.json()
    except ValueError as error:
        raise NotSent(Fault.REFUSED, "HTTP 200, no JSON") from error
    if code := said.get("errcode", said.get("code")):
        raise NotSent(Fault.REFUSED, f"{code} {said.get('errmsg', said.get('msg', ''))}")
    return True

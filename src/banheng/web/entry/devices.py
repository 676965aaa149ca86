"""On which devices somebody is signed in, and the way out of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SYSTEMS = (
    ("HarmonyOS|OpenHarmony", _("鸿蒙设备")),
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", _("安卓设备")),
    ("Windows", _("Windows 电脑")),
    ("Mac OS X|Macintosh", _("苹果电脑")),
    ("Linux|CrOS", _("Linux 电脑")),
)
BROWSERS = (
    ("wxwork", _("企业微信")),
    ("MicroMessenger", _("微信")),
    ("DingTalk", _("钉钉")),
    ("Lark|Feishu", _("飞书")),
    ("MQQBrowser|QQ/", "QQ"),
    ("Edg", "Edge"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
"""What a browser says of itself, and how people call it; the first that is found counts."""


@dataclass(frozen=True, slots=True)
class Device:
    """A session as its owner knows it again."""

    session: UserSession
    is_this: bool

    @property
    def name(self) -> str:
        """Name the system and the browser, as far as they are known."""
        said = self.session.user_agent
        found = [
            next((str(name) for pattern, name in names if re.search(pattern, said, re.IGNORECASE)), "")
            for names in (SYSTEMS, BROWSERS)
        ]
        return " · ".join(filter(None, found)) or gettext("不明设备")


@require_GET
@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """List the sessions of the account, this one first and then the latest."""
    if not UserSession.objects.filter(session_key=request.session.session_key).exists():
        UserSession.objects.create_from_request(request)  # it began before sessions were listed
    sessions = UserSession.objects.purge_and_list(request.user)
    listed = [Device(each, each.session_key == request.session.session_key) for each in sessions]
    listed.sort(key=lambda device: (device.is_this, device.session.created_at), reverse=True)
    return render(request, "entry/devices.html", {"devices": listed})


@require_POST
@login_required
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of one's own."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    device = Device(session, session.session_key == request.session.session_key)
    session.end()
    if device.is_this:
        logout(request)
        return redirect("account_login")
    messages.success(request, gettext("已在“%(device)s”上退出。") % {"device": device.name})
    return redirect("account-devices")

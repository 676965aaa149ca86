"""What holds for every page: headers, the end of a session, and what somebody must do before anything else."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.second_factors import lacks_second_factor

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    Answer = Callable[[HttpRequest], HttpResponseBase]

ENDS = "ends"
BY_PASS = "by_pass"  # noqa: S105 -- a name in the session
_TOUCHED = "touched"
_TOUCH_SECONDS = 600
# Photos come from the file field, which needs no permission for the camera.
_PERMISSIONS_POLICY = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


class HeadersMiddleware:
    """Adds what Django has no setting for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS_POLICY)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        user = getattr(request, "user", None)  # there is none where the request was refused on its way in
        if user is not None and user.is_authenticated:
            # In the staff room the next person must not find the page by the back button, nor a sheet in the cache.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class NulRefused(BadRequest):
    """A NUL character in what was sent; the text says what to do."""


class NoNulMiddleware:
    """Refuses a form with a NUL character, which PostgreSQL keeps in no text, and nobody writes on purpose."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Answer, _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> None:
        """Look at what the check of the form's token has read already.

        Raises:
            NulRefused: a NUL character stands in a field or in the address.
        """
        for fields in (request.GET, request.POST):
            if any("\x00" in value for _, values in fields.lists() for value in values):
                raise NulRefused(gettext("内容里有看不见的空字符，没有保存。请把文字重新输入一遍，再提交。"))


class SessionEndMiddleware:
    """Ends a session at its hour, and keeps one that is used from ending before."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now, session = time.time(), request.session
            if ENDS not in session:
                session[ENDS] = latest_end(timezone.localtime()).timestamp()
            if now >= session[ENDS]:
                logout(request)
                messages.info(request, gettext("为了安全，上次的登录已经到期。请重新登录。"))
            elif now - session.get(_TOUCHED, 0) > _TOUCH_SECONDS:
                session[_TOUCHED] = now  # writing it moves the idle limit
        return self.get_response(request)


def latest_end(began: datetime) -> datetime:
    """Give the end of a session however much it is used: at three in the night, when nobody is at work."""
    night = began.replace(hour=3, minute=0, second=0, microsecond=0)
    return night + timedelta(days=settings.SESSION_LONGEST_DAYS)


class FirstThingsMiddleware:
    """Leads somebody with a first password, or without the second factor of their role, to the page for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Answer, _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer in place of the view where something is to be done first."""
        if not request.user.is_authenticated or not request.resolver_match.route.startswith("s/"):
            return None
        if request.user.must_change_password:
            page, said = "account_change_password", gettext("请先换成自己的密码，再继续使用。")
        elif not _has_shown_second_factor(request) and lacks_second_factor(
            request.user, timezone.localdate()
        ):
            page, said = (
                "mfa_index",
                gettext("您的角色要求第二重验证。请先设好验证器或通行密钥，再继续使用。"),
            )
        else:
            return None
        if request.content_type == "application/json":
            return JsonResponse({"error": "first_things", "reason": said}, status=403)
        messages.warning(request, said)
        return redirect(page)


def _has_shown_second_factor(request: HttpRequest) -> bool:
    """Spare the query for those who signed in with both factors, and for pupils, who cannot have a second."""
    if BY_PASS in request.session:
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request))

"""One line of log for each request; what is logged while it is answered carries its number, account and address."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog
from django.conf import settings
from structlog.contextvars import bound_contextvars

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

log = structlog.get_logger(__name__)


class RequestLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        context = {
            "request_id": str(uuid4()),
            "user_id": request.user.pk,
            "ip": _address(request),
        }
        with bound_contextvars(**context):
            response = self.get_response(request)
            log.log(
                _level(response.status_code),
                "request_finished",
                request=f"{request.method} {request.get_full_path()}",
                code=response.status_code,
                user_agent=request.META.get("HTTP_USER_AGENT"),
            )
        return response


def _address(request: HttpRequest) -> str | None:
    """Give the address that the outermost proxy of the site saw; what stands before it, anybody may have written."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return seen[-proxies].strip() if 0 < proxies <= len(seen) else request.META.get("REMOTE_ADDR")


def _level(status: int) -> int:
    return logging.ERROR if status >= 500 else logging.WARNING if status >= 400 else logging.INFO

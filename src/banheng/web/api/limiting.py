"""So many requests a minute for each token, counted by all workers together."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.translation import gettext

from banheng.web.api.problem import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import Token

MOST_A_MINUTE = 300
MINUTE = 60


def count_request(token: Token, at: datetime) -> None:
    """Count a request; two at the very same moment may count as one.

    Raises:
        Problem: there were too many in this minute.
    """
    minute, second = divmod(int(at.timestamp()), MINUTE)
    key = f"interface:{token.pk}:{minute}"
    counted = cache.get(key, 0) + 1
    if counted > MOST_A_MINUTE:
        wait = MINUTE - second
        raise Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too_many_requests",
            gettext("这个令牌一分钟内的请求超过 %(most)d 次，这一次没有执行。请在 %(wait)d 秒后再发。")
            % {"most": MOST_A_MINUTE, "wait": wait},
            headers={"Retry-After": str(wait)},
        )
    cache.set(key, counted, timeout=2 * MINUTE)

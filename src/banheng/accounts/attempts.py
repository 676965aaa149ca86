"""Slow down who guesses passwords; who is signed in is never touched.

Attempts are counted in the database, so that all workers and machines count together. An account is
counted apart for each address: somebody who guesses from elsewhere does not lock out its owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from banheng.accounts.errors import TooManyAttempts
from banheng.accounts.models import SignInAttempt

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong passwords within a span, counted by these columns."""

    count: int
    span: timedelta
    columns: tuple[str, ...]


LIMITS = (
    Limit(5, timedelta(minutes=5), ("account", "address")),
    # A distributed guess at one account.
    Limit(50, timedelta(hours=1), ("account",)),
    # One password tried on many accounts. A whole school stands behind one address.
    Limit(60, timedelta(minutes=5), ("address",)),
)
KEPT = max(limit.span for limit in LIMITS)


def begin_attempt(username: str, address: str, at: datetime) -> SignInAttempt:
    """Count an attempt before the password is looked at, so that many at once are counted too.

    Returns:
        The attempt, to be deleted if the password is right.

    Raises:
        TooManyAttempts: the attempt is over a limit; it is not counted itself.
    """
    SignInAttempt.objects.filter(at__lt=at - KEPT).delete()
    made = SignInAttempt.objects.create(account=_key(username), address=address, at=at)
    waits = [wait for limit in LIMITS if (wait := _wait(made, limit, at))]
    if not waits:
        return made
    made.delete()
    minutes = -(-int(max(waits).total_seconds()) // 60) or 1
    raise TooManyAttempts(
        ngettext(
            "密码错误次数过多。请在%(minutes)s分钟后再试；忘记密码时，请学校的系统管理员重设。",
            "密码错误次数过多。请在%(minutes)s分钟后再试；忘记密码时，请学校的系统管理员重设。",
            minutes,
        )
        % {"minutes": minutes}
    )


def _wait(made: SignInAttempt, limit: Limit, at: datetime) -> timedelta | None:
    """Give how long it takes until the limit has room again, if it has none now."""
    alike = {column: getattr(made, column) for column in limit.columns}
    times = (
        SignInAttempt.objects.filter(**alike, at__gt=at - limit.span)
        .exclude(pk=made.pk)
        .order_by("-at")
        .values_list("at", flat=True)[: limit.count]
    )
    if len(times) < limit.count:
        return None
    return times[limit.count - 1] + limit.span - at


def _key(username: str) -> str:
    return salted_hmac("banheng.accounts.attempts", username.strip().lower(), algorithm="sha256").hexdigest()

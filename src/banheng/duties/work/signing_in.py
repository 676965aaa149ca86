"""Say by oneself, at the door, that one is at a meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.utils.translation import gettext

from banheng.duties.errors import WorkRefused
from banheng.duties.models import SignIn

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.duties.models import WorkRecord

SALT = "banheng.duties.sign-in"
VALID = timedelta(minutes=10)
"""For how long one picture opens the door; the page draws a new one."""


def make_token(record: WorkRecord) -> str:
    """Make what the QR code of a meeting says."""
    return signing.dumps(str(record.pk), salt=SALT)


def sign_in(record: WorkRecord, token: str, *, user: User, at: datetime) -> SignIn:
    """Note that somebody is present; said twice, once.

    Raises:
        WorkRefused: the code is too old or of another meeting, or the meeting is over.
    """
    try:
        named = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        named = ""
    if named != str(record.pk):
        raise WorkRefused("old_code", gettext("这个签到码已过期。请扫会场上正在显示的二维码。"))
    if record.closed_at is not None or record.withdrawn_at is not None:
        raise WorkRefused("over", gettext("会议已经结束，不能再签到。请找会议主持人。"))
    made, _ = SignIn.objects.get_or_create(record=record, user=user, defaults={"at": at})
    return made

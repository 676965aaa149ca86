"""Idempotency keys: what is sent again with the same key gets the first answer, and nothing is done twice."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from django.utils.translation import gettext
from ninja import Header

from banheng.accounts.models import FirstAnswer
from banheng.web.api.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

KEPT = timedelta(days=1)
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="A name for this request, made by the program. Sent again with the same content within "
        "24 hours, the first answer is given again; with other content it is refused.",
        max_length=100,
        pattern=r"^[!-~]*$",
    ),
]


def answered_once(
    request: HttpRequest, key: str, at: datetime, do: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Do something, or give the answer that the same token got for the same key.

    Two that arrive together may both do it, so it must be harmless to do twice; both get one answer.

    Raises:
        Problem: the key was used for something else.
    """
    if not key:
        return do()
    digest = hashlib.sha256(request.path.encode() + b"\n" + request.body).hexdigest()
    known = FirstAnswer.objects.filter(token=request.token, key=key, at__gt=at - KEPT).first()
    if known is None:
        answer = do()
        FirstAnswer.objects.filter(at__lte=at - KEPT).delete()
        known, _is_new = FirstAnswer.objects.get_or_create(
            token=request.token, key=key, defaults={"digest": digest, "answer": answer, "at": at}
        )
    if known.digest != digest:
        raise Problem(
            HTTPStatus.CONFLICT,
            "key_used",
            gettext("Idempotency-Key“%(key)s”已用于另一个请求。请给新的请求换一个。") % {"key": key},
        )
    answer: dict[str, Any] = known.answer
    return answer

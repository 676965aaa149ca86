"""Take what the inspection screen sends: records, then their photos."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from banheng.accounts.roles import Permission
from banheng.ledger.errors import PhotoRefused
from banheng.ledger.limits import Limits
from banheng.ledger.models import Record
from banheng.ledger.photographing import keep_photo, refuse_too_large
from banheng.ledger.recording import record
from banheng.web.inspect.sent import Sending, SentEntry
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.ledger.desk import Entry
    from banheng.ledger.recording import Outcome

MOST_ENTRIES = 200
MOST_BYTES = 512 * 1024
_FORM_AROUND = 64 * 1024  # what a form may add to the photo in it


@require_POST
@school_page(Permission.INSPECT, answers_json=True)
def records(request: HttpRequest, access: Access) -> JsonResponse:
    """Append entries and answer each on its own: accepted, repeated, or refused with code and sentence."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _failure(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "too_large",
            gettext("一次发送的内容太多（最多 %(most)s KB）。请分几次发送。") % {"most": MOST_BYTES // 1024},
        )
    try:
        sending = Sending.model_validate(json.loads(request.body))
    except (ValidationError, ValueError, RecursionError):
        return _failure(
            HTTPStatus.BAD_REQUEST,
            "malformed",
            gettext("发送的内容读不懂。请刷新页面，记录仍保存在手机上。"),
        )
    if len(sending.entries) > MOST_ENTRIES:
        return _failure(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "too_many",
            gettext("一次最多发送 %(most)s 条。请分几次发送。") % {"most": MOST_ENTRIES},
        )
    if sending.account not in (None, request.user.pk):
        return _failure(
            HTTPStatus.CONFLICT,
            "other_account",
            gettext("这些记录是用另一个账号录入的。请用原来的账号登录后发送。"),
        )
    try:
        answers = _record(access, sending)
    except DatabaseError:
        return _failure(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "not_saved",
            gettext("服务器现在不能保存记录。记录仍在手机上，稍后会再发送。"),
        )
    return JsonResponse({"answers": answers})


@require_POST
@school_page(Permission.INSPECT, answers_json=True)
def photo(request: HttpRequest, access: Access, record: UUID) -> JsonResponse:
    """Keep a photo of one's own record."""
    try:
        refuse_too_large(int(request.META.get("CONTENT_LENGTH") or 0) - _FORM_AROUND)
        seen = get_object_or_404(Record, id=record, school=access.school, recorder=request.user)
        file = request.FILES.get("photo")
        if file is None:
            return _failure(HTTPStatus.BAD_REQUEST, "no_photo", gettext("没有收到照片。请重新选择。"))
        keep_photo(seen, file.read(), at=timezone.now())
    except PhotoRefused as refusal:
        status = (
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            if refusal.code == "photo_too_large"
            else HTTPStatus.UNPROCESSABLE_ENTITY
        )
        return _failure(status, refusal.code, refusal.reason)
    except (OSError, DatabaseError):
        return _failure(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "not_saved",
            gettext("服务器现在不能保存照片。照片仍在手机上，稍后会再发送。"),
        )
    return JsonResponse({"state": "accepted"})


def _record(access: Access, sending: Sending) -> list[dict[str, Any]]:
    received_at = timezone.now()
    read = [_read(sent, sending, received_at) for sent in sending.entries]
    entries = [entry for entry in read if not isinstance(entry, dict)]
    outcomes = record(
        access.school,
        entries,
        by=access.user,
        at=received_at,
        source=Record.Source.INSPECTION,
        limits=Limits(access),
    )
    answers = iter(outcomes)
    return [each if isinstance(each, dict) else _answer(next(answers)) for each in read]


def _read(sent: object, sending: Sending, received_at: datetime) -> Entry | dict[str, Any]:
    """Read one entry, or give the answer that it cannot be read."""
    try:
        return SentEntry.model_validate(sent).entry(sent_at=sending.sent_at, received_at=received_at)
    except ValidationError as error:
        found = sent.get("id") if isinstance(sent, dict) else None
        places = "、".join(sorted({str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}))
        return {
            "id": found if isinstance(found, str) else None,
            "state": "refused",
            "code": "malformed_entry",
            "reason": gettext("这一条读不懂（%(places)s）。请重新录入。") % {"places": places or "?"},
        }


def _answer(outcome: Outcome) -> dict[str, Any]:
    if outcome.refusal is not None:
        return {
            "id": str(outcome.id),
            "state": "refused",
            "code": outcome.refusal.code,
            "reason": outcome.refusal.reason,
        }
    return {
        "id": str(outcome.id),
        "state": "repeated" if outcome.repeated else "accepted",
        "sequence": outcome.record.sequence,
        "day": outcome.record.day.isoformat(),
    }


def _failure(status: HTTPStatus, code: str, reason: str) -> JsonResponse:
    return JsonResponse({"error": code, "reason": reason}, status=status)

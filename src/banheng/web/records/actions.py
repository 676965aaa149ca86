"""What can be done to a record: void it, answer it, confirm that it was put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Reply
from banheng.ledger.photographing import refuse_too_large
from banheng.ledger.rectifying import confirm_rectified
from banheng.ledger.replying import reply
from banheng.ledger.voiding import void
from banheng.web.loading import school_page
from banheng.web.records.forms import ReplyForm
from banheng.web.records.loading import covers, load_record
from banheng.web.records.views import show_record

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


class VoidForm(forms.Form):
    id = forms.UUIDField()
    reason = forms.CharField(required=False)


@require_POST
@school_page(Permission.INSPECT, Permission.VOID_RECORDS)
def void_record(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Void a record: one's own within ten minutes, the office at any time."""
    seen = load_record(access, record)
    may_void_others = covers(access, Permission.VOID_RECORDS, seen)
    if not may_void_others and seen.recorder_id != request.user.pk:
        raise PermissionDenied
    form = VoidForm(request.POST)
    if not form.is_valid():
        return show_record(request, access, seen, fault=gettext("页面内容不完整。请刷新后再试。"))
    try:
        void(
            seen,
            id=form.cleaned_data["id"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
            may_void_others=may_void_others,
        )
    except RecordRefused as refusal:
        return show_record(request, access, seen, fault=refusal.reason)
    messages.success(request, gettext("已作废。原记录和理由都保留在台账里。"))
    return redirect("records-record", school=access.school.code, record=seen.id)


@require_POST
@school_page(Permission.ANSWER_RECORDS, Permission.VOID_RECORDS)
def reply_to_record(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Comment on a record, or mark it as handled; the homeroom teacher, and the office with a comment."""
    seen = load_record(access, record)
    is_homeroom = covers(access, Permission.ANSWER_RECORDS, seen)
    if not is_homeroom and not covers(access, Permission.VOID_RECORDS, seen):
        raise PermissionDenied
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_record(request, access, seen, form=form, fault=gettext("请检查填写的内容。"))
    kind = Reply.Kind(form.cleaned_data["kind"])
    if kind == Reply.Kind.HANDLED and not is_homeroom:
        raise PermissionDenied
    photo = form.cleaned_data["photo"]
    try:
        if photo is not None:
            refuse_too_large(photo.size)
        reply(
            seen,
            kind,
            form.cleaned_data["text"],
            by=request.user,
            at=timezone.now(),
            photo=photo.read() if photo else None,
        )
    except RecordRefused as refusal:
        return show_record(request, access, seen, form=form, fault=refusal.reason)
    done = gettext("已标记整改。") if kind == Reply.Kind.HANDLED else gettext("说明已添加。")
    messages.success(request, done)
    return redirect("records-record", school=access.school.code, record=seen.id)


@require_POST
@school_page(Permission.VOID_RECORDS)
def confirm(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Confirm that a matter was put right, which gives the points back that the scheme names."""
    seen = load_record(access, record)
    if not covers(access, Permission.VOID_RECORDS, seen):
        raise PermissionDenied
    try:
        made = confirm_rectified(seen, by=request.user, at=timezone.now())
    except RecordRefused as refusal:
        return show_record(request, access, seen, fault=refusal.reason)
    messages.success(request, gettext("已确认整改，得分记为第 %(number)s 号。") % {"number": made.sequence})
    return redirect("records-record", school=access.school.code, record=seen.id)

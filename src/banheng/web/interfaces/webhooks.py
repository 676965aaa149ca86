"""Webhooks: enter one, change it, try it, see what went to it, send something again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.notices.webhooks.errors import WebhookRefused
from banheng.notices.webhooks.keeping import (
    add_webhook,
    change_webhook,
    go_on,
    remove_webhook,
    send_again,
    send_test,
)
from banheng.notices.webhooks.kinds import KINDS
from banheng.notices.webhooks.models import Event, Webhook
from banheng.web.interfaces.forms import NewWebhookForm, WebhookForm
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

PER_PAGE = 50


@school_page(Permission.EDIT_ROBOTS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Enter a webhook, and show its secret this once."""
    form = NewWebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = add_webhook(access.school, by=access.user, at=timezone.now(), **form.cleaned_data)
        except WebhookRefused as refusal:
            form.add_error("address", refusal.reason)
        else:
            return render(request, "interfaces/webhook_made.html", {"webhook": made, "secret": secret})
    return render(request, "interfaces/webhook_new.html", {"form": form})


@school_page(Permission.EDIT_ROBOTS)
def one(request: HttpRequest, access: Access, webhook: int) -> HttpResponse:
    """Show a webhook with what went to it, and change what it is told."""
    found = _load(access, webhook)
    form = WebhookForm(request.POST or None, initial={"name": found.name, "kinds": found.kinds})
    if request.method == "POST" and form.is_valid():
        change_webhook(found, **form.cleaned_data)
        messages.success(request, gettext("“%(name)s”已保存。") % {"name": found})
        return redirect("interfaces-webhook", access.school.code, found.pk)
    page = Paginator(found.events.all(), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "webhook": found,
        "form": form,
        "page": page,
        "events": [(event, KINDS.get(event.kind, gettext("测试"))) for event in page],
        "is_sending": found.events.filter(state=Event.State.WAITING, next_at__lte=timezone.now()).exists(),
    }
    return render(request, "interfaces/webhook.html", shown)


@require_POST
@school_page(Permission.EDIT_ROBOTS)
def test(request: HttpRequest, access: Access, webhook: int) -> HttpResponse:
    """Send a test."""
    send_test(_load(access, webhook), timezone.now())
    messages.success(request, gettext("测试正在发送，几秒后显示结果。"))
    return redirect("interfaces-webhook", access.school.code, webhook)


@require_POST
@school_page(Permission.EDIT_ROBOTS)
def resume(request: HttpRequest, access: Access, webhook: int) -> HttpResponse:
    """Go on after a stop."""
    go_on(_load(access, webhook), timezone.now())
    messages.success(request, gettext("已恢复发送。停止期间的事件会补发。"))
    return redirect("interfaces-webhook", access.school.code, webhook)


@require_POST
@school_page(Permission.EDIT_ROBOTS)
def again(request: HttpRequest, access: Access, webhook: int, event: int) -> HttpResponse:
    """Send an event again."""
    found = get_object_or_404(Event, webhook=_load(access, webhook), pk=event)
    try:
        send_again(found, timezone.now())
        messages.success(request, gettext("正在重新发送，编号不变。"))
    except WebhookRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("interfaces-webhook", access.school.code, webhook)


@require_POST
@school_page(Permission.EDIT_ROBOTS)
def remove(request: HttpRequest, access: Access, webhook: int) -> HttpResponse:
    """Forget a webhook."""
    found = _load(access, webhook)
    remove_webhook(found)
    messages.success(request, gettext("“%(name)s”已删除，不再发送。") % {"name": found})
    return redirect("interfaces", access.school.code)


def _load(access: Access, webhook: int) -> Webhook:
    return get_object_or_404(Webhook.objects.select_related("school"), school=access.school, pk=webhook)

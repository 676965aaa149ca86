"""Webhooks, up to where each has been told, and what went to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.notices.webhooks.errors import Fault
from banheng.schools.models import School


class Webhook(models.Model):
    """An address of a program of the school, to which events are sent.

    Attributes:
        secret: what requests are signed with, encrypted by the key of the site.
        kinds: codes of the events that go there.
        failing_since, failures: since when, and how often, nothing has got through; empty and 0 while it does.
        paused_until: after a failure nothing is tried until then.
        stopped_at, stopped_for: nothing is sent any more, and why.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="webhooks")
    name = models.CharField(_("用途"), max_length=50)
    address = models.CharField(_("地址"), max_length=300)
    secret = models.TextField()
    kinds = models.JSONField(_("发送哪些事件"), default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_for = models.CharField(max_length=20, choices=Fault, blank=True)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Up to which row of a journal a webhook has been told."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="places")
    source = models.CharField(max_length=30)
    place = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["webhook", "source"], name="webhook_place_once"),)

    def __str__(self) -> str:
        return f"{self.source} {self.place}"


class Event(models.Model):
    """One event on its way to one webhook.

    Attributes:
        message: its id, the same whenever it is sent again.
        body: the JSON that is sent; a replay sends the same bytes.
        source, about: the row of the journal it comes from, so that gathering twice makes one.
        attempts: how often it was begun, counted before sending.
        next_at: when it is due; while it is being sent, when somebody else may take it for broken off.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENT = "sent", _("已送达")
        FAILED = "failed", _("发送失败")

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="events")
    message = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=30)
    body = models.TextField()
    source = models.CharField(max_length=30)
    about = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    fault = models.CharField(max_length=20, choices=Fault, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["webhook", "source", "about"], name="webhook_event_once"),
        )
        indexes = (models.Index(fields=["next_at"], name="webhook_due", condition=Q(state="waiting")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.message}"

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.notices.errors import Fault
from banheng.notices.models.group_message import GroupMessage
from banheng.notices.models.notice import Notice
from banheng.notices.models.robot import Robot


class Delivery(models.Model):
    """The way of one notice by e-mail, or of one group message by one robot.

    Attributes:
        daily: goes in one mail with the others of the day.
        attempts: how often it was begun, counted before sending.
        next_at: when it is due; while it is being sent, when somebody else may take it for broken off.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("发送失败")

    notice = models.OneToOneField(
        Notice, on_delete=models.CASCADE, null=True, blank=True, related_name="delivery"
    )
    message = models.ForeignKey(
        GroupMessage, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    robot = models.ForeignKey(
        Robot, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    daily = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    fault = models.CharField(max_length=20, choices=Fault, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = (
            models.CheckConstraint(
                condition=Q(notice__isnull=False, message=None, robot=None)
                | Q(notice=None, message__isnull=False, robot__isnull=False),
                name="delivery_by_mail_or_robot",
            ),
            models.UniqueConstraint(fields=["message", "robot"], name="delivery_by_robot_once"),
        )
        indexes = (models.Index(fields=["next_at"], name="delivery_due", condition=Q(state="waiting")),)

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.next_at:%Y-%m-%d %H:%M}"

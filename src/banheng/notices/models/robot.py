from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class Robot(models.Model):
    """A robot in a chat group, to which the school's group messages go.

    Attributes:
        address: of apprise, encrypted; whoever knows it can write to the group.
        ending: its last characters, to tell robots apart; the rest is never shown again.
        kinds: codes of the kinds of notice that go there.
    """

    class Platform(models.TextChoices):
        DINGTALK = "dingtalk", _("钉钉")
        WECOM = "wecom", _("企业微信")
        FEISHU = "feishu", _("飞书")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="robots")
    name = models.CharField(_("群名称"), max_length=50)
    platform = models.CharField(max_length=20, choices=Platform)
    address = models.TextField()
    ending = models.CharField(max_length=4)
    kinds = models.JSONField(_("发送哪些消息"), default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.name

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff


class Application(models.Model):
    """A teacher's application for the certificate, or for a further term of it.

    Attributes:
        direct: the school recognises directly, without training; null until it has decided.
        grounds: what the rules said when the way was decided, `zh` and `en` each.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("待初审")
        TRAINING = "training", _("待培训和考核")
        READY = "ready", _("待校长认定")
        ISSUED = "issued", _("已发证")
        DECLINED = "declined", _("不予认定")
        WITHDRAWN = "withdrawn", _("本人撤回")

    OPEN = (State.APPLIED, State.TRAINING, State.READY)

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="certificate_applications")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="certificate_applications")
    statement = models.CharField(_("申请说明"), max_length=500, blank=True)
    is_renewal = models.BooleanField(default=False)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.APPLIED)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("申请时间"))
    direct = models.BooleanField(_("直接认定"), null=True)
    grounds = models.JSONField(default=list)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    screened_at = models.DateTimeField(null=True)
    screening = models.CharField(_("初审意见"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(_("认定意见"), max_length=300, blank=True)

    class Meta:
        ordering = ("-applied_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["staff"],
                condition=Q(state__in=["applied", "training", "ready"]),
                name="certificate_application_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for somebody."""
        return self.state in self.OPEN

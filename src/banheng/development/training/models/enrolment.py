from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.development.models import Fact
from banheng.development.training.models.session import Session
from banheng.schools.models import Staff


class Enrolment(models.Model):
    """A teacher in a session: enrolled, waiting or gone again, and whether they attended.

    Attributes:
        minutes: how long they say to have watched; counts once the office has confirmed it.
        rated: they have rated the session; with which mark stands nowhere.
        facts: what stands in the dossier for it.
    """

    class State(models.TextChoices):
        ENROLLED = "enrolled", _("已报名")
        WAITING = "waiting", _("候补")
        LEFT = "left", _("已退出")

    class How(models.TextChoices):
        QR = "qr", _("扫码签到")
        HAND = "hand", _("登记")
        VIDEO = "video", _("看完录像")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="enrolments")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="training_enrolments")
    state = models.CharField(_("状态"), max_length=10, choices=State)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    enrolled_at = models.DateTimeField()
    attended_at = models.DateTimeField(null=True)
    how = models.CharField(_("方式"), max_length=10, choices=How, blank=True)
    minutes = models.PositiveSmallIntegerField(_("观看分钟"), null=True)
    rated = models.BooleanField(default=False)
    facts = models.ManyToManyField(Fact, related_name="+")

    class Meta:
        ordering = ("enrolled_at", "pk")
        constraints = (models.UniqueConstraint(fields=["session", "staff"], name="enrolment_once"),)

    def __str__(self) -> str:
        return f"{self.staff} {self.session}"

"""Counsellors, and what homeroom teachers tell them in confidence."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff


class Counsellor(models.Model):
    """Somebody whom colleagues may confide in, from a day on.

    Attributes:
        about: what for, such as 心理辅导 or 工会帮扶.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="counsellors")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="counsels")
    about = models.CharField(_("负责什么"), max_length=100)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("staff__code",)

    def __str__(self) -> str:
        return f"{self.staff.name}（{self.about}）"


class CareNote(models.Model):
    """What somebody wrote in confidence.

    Attributes:
        counsellor: who may read it beside its owner; nobody where it is for themselves only.
        sealed: what was written, encrypted.
        answer: what the counsellor wrote back, encrypted.
    """

    class Kind(models.TextChoices):
        REQUEST = "request", _("诉求和困难")
        PRESSURE = "pressure", _("压力自测")
        CAREER = "career", _("职业发展规划")

    KEPT_MONTHS: ClassVar[dict[str, int]] = {"request": 24, "pressure": 12, "career": 36}
    """After so many months without a change a note is deleted."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="care_notes")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="care_notes")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    counsellor = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="confided_notes"
    )
    sealed = models.BinaryField()
    at = models.DateTimeField()
    answer = models.BinaryField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class CareLook(models.Model):
    """That the counsellor opened a note; its owner sees it."""

    note = models.ForeignKey(CareNote, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.by_name

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models import FrozenSheet, ScoreSheet
from banheng.schools.models import School, SchoolClass, Staff


class Honour(models.Model):
    """An honour that somebody, or a class, is proposed for or has been awarded.

    Attributes:
        scheme, period, code: of the scheme, of the period, and of the honour in the scheme.
        staff: who is honoured; null if it is the class.
        class_name: what the class was called then.
        sheet, edition: the result that speaks for it; null for the weekly class banner.
        grounds: what in the result speaks for it, `zh` and `en` each.
        reason: what the certificate says it is for.
        remark: why it was decided so; `minutes` names the minutes of the committee.
        number: of the certificate, unique in the school, such as 2026-0003; empty until it is awarded.
        basis_gone_at: an amended result no longer speaks for it; what to do is for people to decide.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待决定")
        AWARDED = "awarded", _("已授予")
        DECLINED = "declined", _("不予授予")

    BANNER = "class_banner"
    """The code of the weekly class banner, which no scheme has to name."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="honours")
    scheme = models.CharField(_("方案"), max_length=60)
    period = models.CharField(_("考核周期"), max_length=20)
    code = models.CharField(max_length=60)
    name = models.CharField(_("荣誉"), max_length=60)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="honours")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="honours"
    )
    class_name = models.CharField(_("班级"), max_length=30, blank=True)
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, null=True, related_name="honours")
    edition = models.ForeignKey(FrozenSheet, on_delete=models.PROTECT, null=True, related_name="+")
    grounds = models.JSONField(default=list)
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(_("提名时间"))
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    remark = models.CharField(_("决定理由"), max_length=500, blank=True)
    minutes = models.CharField(_("会议纪要"), max_length=100, blank=True)
    number = models.CharField(_("证书编号"), max_length=20, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_for = models.CharField(_("撤销原因"), max_length=500, blank=True)
    basis_gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["school", "scheme", "period", "code", "staff"],
                condition=Q(staff__isnull=False),
                name="honour_once_a_teacher",
            ),
            models.UniqueConstraint(
                fields=["school", "scheme", "period", "code", "school_class"],
                condition=Q(staff__isnull=True),
                name="honour_once_a_class",
            ),
            models.UniqueConstraint(
                fields=["school", "number"], condition=~Q(number=""), name="honour_number_once"
            ),
            models.CheckConstraint(
                condition=Q(staff__isnull=False) | Q(school_class__isnull=False), name="honour_of_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.whom}"

    @property
    def whom(self) -> str:
        """Name whom it is for: class and teacher, or the class."""
        return " ".join(filter(None, [self.class_name, self.staff.name if self.staff else ""]))

    @property
    def stands(self) -> bool:
        """Tell whether it is awarded and not revoked."""
        return self.state == self.State.AWARDED and self.revoked_at is None

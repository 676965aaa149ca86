"""A finding, and the steps until it is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.bureau.findings.models.inspection import Visit
from banheng.schools.models import Bureau, School, Staff

if TYPE_CHECKING:
    from datetime import date


class Finding(models.Model):
    """Something at a school that is not as it ought to be.

    Attributes:
        standard: what it falls short of, such as a clause or an indicator.
        due: by when it is to be put right; put off only with a reason, which stands in the steps.
        cause, owner, measure: what the school answers.
    """

    class Source(models.TextChoices):
        INSPECTION = "inspection", _("督导检查")
        FEEDBACK = "feedback", _("上级反馈")
        DATA = "data", _("数据核查")
        COMPLAINT = "complaint", _("群众反映")
        SELF = "self", _("学校自查")

    class Weight(models.TextChoices):
        MINOR = "minor", _("一般")
        MAJOR = "major", _("重要")
        DANGER = "danger", _("安全隐患")

    class State(models.TextChoices):
        OPEN = "open", _("等待学校答复")
        UNDER_WAY = "under_way", _("正在整改")
        REPORTED = "reported", _("等待复查")
        CLOSED = "closed", _("已销号")

    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="findings")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="findings")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    source = models.CharField(_("来源"), max_length=10, choices=Source)
    weight = models.CharField(_("程度"), max_length=10, choices=Weight, default=Weight.MINOR)
    standard = models.CharField(_("对照的标准"), max_length=300, blank=True)
    what = models.TextField(_("问题"), max_length=1000)
    found_on = models.DateField(_("发现日期"))
    due = models.DateField(_("整改期限"))
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    cause = models.TextField(_("原因"), max_length=1000, blank=True)
    owner = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="bureau_findings"
    )
    measure = models.TextField(_("整改措施"), max_length=1000, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.what

    @property
    def is_closed(self) -> bool:
        """Tell whether a re-check found it put right."""
        return self.state == Finding.State.CLOSED

    def is_late(self, day: date) -> bool:
        """Tell whether it should have been put right before a day."""
        return not self.is_closed and self.due < day

    def days_late(self, day: date) -> int:
        """Give how many days it is late."""
        return max(0, (day - self.due).days) if not self.is_closed else 0


class Step(models.Model):
    """Something that was done about a finding; steps are only added."""

    class Kind(models.TextChoices):
        ANSWERED = "answered", _("学校答复")
        REPORTED = "reported", _("报告整改完成")
        RETURNED = "returned", _("复查没有通过")
        CLOSED = "closed", _("复查通过，销号")
        PUT_OFF = "put_off", _("延期")
        URGED = "urged", _("负责人督办")

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    text = models.TextField(max_length=1000, blank=True)
    proof = models.CharField(_("证明"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return str(self.get_kind_display())

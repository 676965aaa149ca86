from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.development.posts.models.round import Round, Step
from banheng.schools.models import SchoolClass, Staff


class Applicant(models.Model):
    """Somebody who applies or is recommended in a round, and what became of it.

    Attributes:
        recommended_for: the reason of the recommendation.
        wish: the class that is wished for.
        answers: of the rules on the day of screening: `outcome`, `hinders`, `zh` and `en` each.
        waived_for: why the principal lets the person pass although a rule stands against it.
    """

    class Outcome(models.TextChoices):
        APPOINTED = "appointed", _("聘任")
        RESERVE = "reserve", _("列入储备")
        NOT_APPOINTED = "not_appointed", _("不聘任")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="applicants")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="applications")
    statement = models.CharField(_("申请理由"), max_length=500, blank=True)
    wish = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    put_at = models.DateTimeField(_("报名时间"))
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recommended_for = models.CharField(_("推荐理由"), max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(_("退出时间"), null=True, blank=True)
    passed = models.BooleanField(_("审核通过"), null=True, blank=True)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    screened_at = models.DateTimeField(null=True, blank=True)
    screening_remark = models.CharField(_("审核意见"), max_length=500, blank=True)
    answers = models.JSONField(default=list, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_for = models.CharField(_("破格理由"), max_length=500, blank=True)
    outcome = models.CharField(_("审定结果"), max_length=20, choices=Outcome, blank=True)
    outcome_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome_remark = models.CharField(_("审定说明"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["round", "staff"], name="applicant_once"),)

    def __str__(self) -> str:
        return self.staff.name


class Objection(models.Model):
    """An objection against a public list, and the answer to it.

    Attributes:
        step: which of the lists.
        upheld: whether it was found to be right; null until it is answered.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="objections")
    step = models.CharField(_("步骤"), max_length=20, choices=Step)
    text = models.CharField(_("异议内容"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    upheld = models.BooleanField(null=True, blank=True)
    answer = models.CharField(_("核查结论"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text

"""A target letter, who signed it, and the problems that it is to solve."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import Bureau, School


class Letter(models.Model):
    """What one side undertakes towards the bureau in a time.

    Attributes:
        template: the code of the library's letter that it was made from; empty if it was written by hand.
        school: the school that signs; without one, `party` is an office that signs on paper.
        year: empty where the policy leaves it blank and nobody has filled it in.
        appraisal_percent: how much of the yearly appraisal depends on it; empty if that is not fixed.
        offered_at: since when it is laid before both sides; nothing in it changes from then on.
        result: what the conclusion came to; empty before it.
    """

    class Result(models.TextChoices):
        REACHED = "reached", _("完成")
        PARTLY = "partly", _("基本完成")
        MISSED = "missed", _("没有完成")

    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="letters")
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    party = models.CharField(_("责任方"), max_length=100)
    title = models.CharField(_("名称"), max_length=200)
    template = models.CharField(_("范本"), max_length=60, blank=True)
    basis = models.TextField(_("依据"), max_length=2000, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("结束日期"))
    appraisal_percent = models.PositiveSmallIntegerField(
        _("占年度考核的百分比"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    returned_for = models.CharField(_("退回的原因"), max_length=300, blank=True)
    result = models.CharField(_("结论"), max_length=10, choices=Result, blank=True)
    conclusion = models.TextField(_("总结"), max_length=2000, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("concluded_at", "-first", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="letter_days_in_order"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_in_force(self) -> bool:
        """Tell whether both sides have signed."""
        return len(self.signatures.all()) == len(Signature.Side)


class Signature(models.Model):
    """That one side signed: by account, or on paper as the officer noted."""

    class Side(models.TextChoices):
        BUREAU = "bureau", _("教育局")
        PARTY = "party", _("责任方")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side)
    name = models.CharField(_("签字人"), max_length=50)
    post = models.CharField(_("职务"), max_length=50)
    day = models.DateField(_("签字日期"))
    on_paper = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("side",)
        constraints = (
            models.UniqueConstraint(fields=["letter", "side"], name="letter_signed_once_by_a_side"),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.name}"


class Problem(models.Model):
    """Something that is wrong at the beginning; targets say which problems they answer."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="problems")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("问题"), max_length=300)
    clauses = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text

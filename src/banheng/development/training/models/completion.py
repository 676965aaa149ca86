from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.development.models import Fact
from banheng.development.training.models.training import Training
from banheng.schools.models import Staff


class Completion(models.Model):
    """How a teacher has come through a training that is graded by attendance.

    Attributes:
        attended, sessions: of how many sessions how many.
        extra: percentage points for work taken on in the training, papers and reflections.
    """

    class Grade(models.TextChoices):
        EXCELLENT = "excellent", _("优秀")
        PASS = "pass", _("合格")
        FAIL = "fail", _("不合格")

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="completions")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="training_completions")
    attended = models.PositiveSmallIntegerField(_("出勤场次"))
    sessions = models.PositiveSmallIntegerField(_("应到场次"))
    extra = models.PositiveSmallIntegerField(_("加分"), default=0)
    grade = models.CharField(_("等次"), max_length=10, choices=Grade)
    facts = models.ManyToManyField(Fact, related_name="+")

    class Meta:
        ordering = ("staff__code",)
        constraints = (models.UniqueConstraint(fields=["training", "staff"], name="completion_once"),)

    def __str__(self) -> str:
        return f"{self.staff} {self.get_grade_display()}"

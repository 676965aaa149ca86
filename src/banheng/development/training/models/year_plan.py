from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import AcademicYear, School


class YearPlan(models.Model):
    """What a school means to train in an academic year."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="training_plans")
    academic_year = models.OneToOneField(AcademicYear, on_delete=models.PROTECT, related_name="training_plan")
    goals = models.TextField(_("目标和要求"), max_length=2000, blank=True)

    class Meta:
        ordering = ("-academic_year__first",)

    def __str__(self) -> str:
        return self.academic_year.code

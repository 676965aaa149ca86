from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class Ceiling(models.Model):
    """What a school lets its duty packs ask of a homeroom teacher in a week, at most."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="duty_ceiling")
    minutes = models.PositiveIntegerField(_("每周最多用时（分钟）"), validators=[MaxValueValidator(3000)])

    def __str__(self) -> str:
        return str(self.minutes)

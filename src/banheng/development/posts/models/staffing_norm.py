from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class StaffingNorm(models.Model):
    """What a school sets for its posts; what is left out is not set.

    Attributes:
        homeroom_lessons: weekly lessons that the work of a homeroom teacher counts as, in 1/10,000.
        pupils_per_counsellor: so many pupils ask for one full-time counsellor.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="staffing_norm")
    homeroom_lessons = models.PositiveIntegerField(_("班主任工作折合周课时"), null=True, blank=True)
    pupils_per_counsellor = models.PositiveIntegerField(
        _("每多少名学生配一名专职辅导员"), null=True, blank=True
    )

    def __str__(self) -> str:
        return str(self.school)

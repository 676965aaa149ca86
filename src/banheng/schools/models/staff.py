from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models.school import School


class Staff(models.Model):
    """Somebody who works at a school. The code decides who is who; two may share a name.

    `homeroom_since` is the day from which full years as a homeroom teacher count.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="staff")
    code = models.CharField(_("工号"), max_length=30)
    name = models.CharField(_("姓名"), max_length=50)
    homeroom_since = models.DateField(_("任班主任起始日"), null=True, blank=True)
    left = models.DateField(_("离校日期"), null=True, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "staff"
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="staff_code_once"),)

    def __str__(self) -> str:
        return self.name

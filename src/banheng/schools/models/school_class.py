from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models.school import School


class SchoolClass(models.Model):
    """A class from its opening to its closing; its name and grade change each year (`ClassYear`)."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="classes")
    code = models.CharField(_("班级代码"), max_length=30)
    opened = models.DateField(_("开班日期"))
    closed = models.DateField(_("最后一天"), null=True, blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="class_code_once"),)

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """What the class is called in its latest year."""
        latest = max(self.years.all(), key=lambda year: year.academic_year.first, default=None)
        return latest.name if latest else self.code

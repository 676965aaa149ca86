from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models.academic_year import AcademicYear
from banheng.schools.models.school import Campus, Grade
from banheng.schools.models.school_class import SchoolClass


class ClassYear(models.Model):
    """What a class is called and where it belongs in one academic year.

    `class_type` is what a scheme's coefficients name, for example a graduating class.
    """

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="years")
    academic_year = models.ForeignKey(AcademicYear, on_delete=models.CASCADE, related_name="class_years")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="class_years")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, null=True, blank=True)
    name = models.CharField(_("班级"), max_length=30)
    number = models.PositiveSmallIntegerField(_("班号"))
    class_type = models.CharField(_("班级类型"), max_length=30, blank=True)

    class Meta:
        ordering = ("grade", "number")
        constraints = (
            models.UniqueConstraint(fields=["school_class", "academic_year"], name="class_year_once"),
            models.UniqueConstraint(fields=["academic_year", "name"], name="class_name_once_a_year"),
        )

    def __str__(self) -> str:
        return self.name


class ClassSize(models.Model):
    """How many pupils a class has from a day on, until the next such day."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="sizes")
    first = models.DateField(_("自"))
    pupils = models.PositiveSmallIntegerField(_("学生数"))
    boarders = models.PositiveSmallIntegerField(_("住宿生数"), default=0)

    class Meta:
        ordering = ("first",)
        constraints = (
            models.UniqueConstraint(fields=["school_class", "first"], name="class_size_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.pupils}"

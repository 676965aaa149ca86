from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models.school import School
from banheng.schools.models.school_class import SchoolClass


class Pupil(models.Model):
    """A child in a class: a code, a name, and no more than duties need."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="pupils")
    code = models.CharField(_("学号"), max_length=30)
    name = models.CharField(_("姓名"), max_length=50)
    boarder = models.BooleanField(_("住宿"), default=False)

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="pupil_code_once"),)

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A pupil in a class for a span of days."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="enrolments")
    first = models.DateField(_("自"))
    last = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ("first",)

    def __str__(self) -> str:
        return f"{self.pupil} {self.school_class}"


class GuardianContact(models.Model):
    """How to reach a pupil's guardian; shown to the class's homeroom teacher only."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="guardians")
    name = models.CharField(_("姓名"), max_length=50)
    relationship = models.CharField(_("关系"), max_length=20)
    phone = models.CharField(_("电话"), max_length=20)

    def __str__(self) -> str:
        return self.name

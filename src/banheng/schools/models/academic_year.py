from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models.school import School


class AcademicYear(models.Model):
    """An academic year of a school; code as in `2026-2027`."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="academic_years")
    code = models.CharField(_("学年"), max_length=9)
    first = models.DateField(_("开始"))
    last = models.DateField(_("结束"))

    class Meta:
        ordering = ("first",)
        constraints = (
            models.UniqueConstraint(fields=["school", "code"], name="academic_year_once"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="academic_year_in_order"),
        )

    def __str__(self) -> str:
        return self.code


class Term(models.Model):
    """A term of an academic year; number 1 or 2. Teaching weeks count from the Monday on or before `first`."""

    academic_year = models.ForeignKey(AcademicYear, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField(_("学期"))
    first = models.DateField(_("开学"))
    last = models.DateField(_("放假前一天"))

    class Meta:
        ordering = ("first",)
        constraints = (
            models.UniqueConstraint(fields=["academic_year", "number"], name="term_once"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="term_in_order"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Code as in `2026-2027-1`."""
        return f"{self.academic_year.code}-{self.number}"


class CalendarDay(models.Model):
    """A day on which the school departs from the public calendar."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="calendar_days")
    day = models.DateField(_("日期"))
    is_school_day = models.BooleanField(_("上课"))
    reason = models.CharField(_("说明"), max_length=100)

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=["school", "day"], name="calendar_day_once"),)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.reason}"

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """What a grade belongs to, from youngest to oldest."""

    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("高中")
    VOCATIONAL = "vocational", _("中职")


class Bureau(models.Model):
    """An authority over schools: county, city or province."""

    code = models.SlugField(_("代码"), unique=True)
    name = models.CharField(_("名称"), max_length=100)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    bureau = models.ForeignKey(
        Bureau, on_delete=models.PROTECT, null=True, blank=True, related_name="schools"
    )
    code = models.SlugField(_("代码"), unique=True)
    name = models.CharField(_("名称"), max_length=100)

    def __str__(self) -> str:
        return self.name


class Campus(models.Model):
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="campuses")
    name = models.CharField(_("校区"), max_length=50)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="campus_once"),)

    def __str__(self) -> str:
        return self.name


class Grade(models.Model):
    """A year group that stays while classes move through it.

    `level` counts within the stage from 1; a class of the last level leaves at the end of the year.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="grades")
    stage = models.CharField(_("学段"), max_length=20, choices=Stage)
    level = models.PositiveSmallIntegerField(_("年级序号"))
    name = models.CharField(_("年级"), max_length=20)
    # Stages sort by age, not by their codes.
    stage_order = models.GeneratedField(
        expression=models.Case(
            *(models.When(stage=stage, then=number) for number, stage in enumerate(Stage.values)),
            default=len(Stage.values),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("stage_order", "level")
        constraints = (
            models.UniqueConstraint(fields=["school", "stage", "level"], name="grade_once"),
            models.UniqueConstraint(fields=["school", "name"], name="grade_name_once"),
        )

    def __str__(self) -> str:
        return self.name

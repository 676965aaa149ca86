from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import Grade, School


class DutyWeek(models.Model):
    """A span of days, usually Monday to Friday, with its own set of inspectors."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="duty_weeks")
    first = models.DateField(_("自"))
    last = models.DateField(_("至"))
    note = models.CharField(_("本周重点"), max_length=200, blank=True)

    class Meta:
        ordering = ("first",)
        constraints = (
            models.UniqueConstraint(fields=["school", "first"], name="duty_week_once"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="duty_week_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d}"


class Post(models.Model):
    """What one inspector looks at: some items, in some grades (none named: all)."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="posts")
    name = models.CharField(_("岗位"), max_length=50)
    items = models.JSONField(_("检查项目"), default=list, help_text=_("考核项代码；不填表示全部检查项目"))
    grades = models.ManyToManyField(Grade, blank=True, related_name="+")
    for_pupils = models.BooleanField(_("由学生检查"), default=False)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="post_once"),)

    def __str__(self) -> str:
        return self.name


class Duty(models.Model):
    """Somebody on a post for a duty week."""

    week = models.ForeignKey(DutyWeek, on_delete=models.CASCADE, related_name="duties")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="duties")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties")

    class Meta:
        ordering = ("post", "user")
        verbose_name_plural = "duties"
        constraints = (models.UniqueConstraint(fields=["week", "post", "user"], name="duty_once"),)

    def __str__(self) -> str:
        return f"{self.post}: {self.user}"

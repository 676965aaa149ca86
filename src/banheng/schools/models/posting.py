from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models.school_class import SchoolClass
from banheng.schools.models.staff import Staff


class Posting(models.Model):
    """A teacher with a class for a span of days; `last` is open until it ends."""

    class Role(models.TextChoices):
        HOMEROOM_TEACHER = "homeroom_teacher", _("班主任")
        ASSISTANT_HOMEROOM_TEACHER = "assistant_homeroom_teacher", _("副班主任")
        SUBSTITUTE = "substitute", _("代理班主任")

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="postings")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(_("身份"), max_length=30, choices=Role, default=Role.HOMEROOM_TEACHER)
    first = models.DateField(_("任职自"))
    last = models.DateField(_("任职至"), null=True, blank=True)
    reason = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta:
        ordering = ("first",)
        constraints = (
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(first__lte=F("last")), name="posting_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} {self.get_role_display()}"

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff


class Extra(models.Model):
    """An amount that the principal decides for one person, paid or taken with the next pay sheet.

    Never edited: a mistake is answered by one of the opposite amount that names it.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="extras")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="extras")
    name = models.CharField(_("名目"), max_length=60)
    fen = models.BigIntegerField(_("金额"))
    reason = models.CharField(_("事由和依据"), max_length=500)
    cancels = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="cancelled_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("决定人"), max_length=50)
    at = models.DateTimeField(_("决定时间"))

    class Meta:
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=~models.Q(fen=0), name="extra_not_zero"),)

    def __str__(self) -> str:
        return f"{self.name} {self.fen}"

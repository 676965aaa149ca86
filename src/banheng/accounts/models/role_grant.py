from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.accounts.roles import Role
from banheng.schools.models import Bureau, Grade, School, SchoolClass

if TYPE_CHECKING:
    from datetime import date


def held_on(day: date, prefix: str = "") -> Q:
    """Say which grants give their role on a day; the prefix leads to them from another model."""
    return (
        Q(**{f"{prefix}first__lte": day})
        & (Q(**{f"{prefix}last__isnull": True}) | Q(**{f"{prefix}last__gte": day}))
        & Q(**{f"{prefix}withdrawn_at__isnull": True})
    )


class RoleGrant(models.Model):
    """A role that an account holds for a span of days in a bureau, a school, one grade or one class.

    A grant is never deleted. One that was ended at once keeps its days and says when it was withdrawn.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("角色"), max_length=30, choices=Role)
    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, null=True, blank=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True)
    grade = models.ForeignKey(Grade, on_delete=models.CASCADE, null=True, blank=True)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, null=True, blank=True)
    first = models.DateField(_("自"))
    last = models.DateField(_("至"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(school__isnull=False) ^ Q(bureau__isnull=False), name="role_in_school_or_bureau"
            ),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(first__lte=F("last")), name="role_grant_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

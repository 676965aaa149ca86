from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.development.certificates.models.application import Application
from banheng.development.models import Fact
from banheng.schools.models import School, Staff

if TYPE_CHECKING:
    from datetime import date


class Standing(StrEnum):
    """What a certificate is worth on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Certificate(models.Model):
    """A certificate that was issued; it is never changed, only revoked.

    Attributes:
        number: such as 2026-yucai-0003; the code of the school makes it unique in the bureau too.
        code: the part of the check address that nobody can guess.
        name, issuer: as they are printed.
        until: the last day on which it is valid; null: until it is revoked.
        fact: what stands in the dossier for it now.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="certificates")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="certificates")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(_("证书编号"), max_length=70, unique=True)
    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(_("姓名"), max_length=50)
    issuer = models.CharField(_("发证单位"), max_length=100)
    since = models.DateField(_("发证日期"))
    until = models.DateField(_("有效期至"), null=True, blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, related_name="+")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField()
    revoked_on = models.DateField(_("撤销日期"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_for = models.CharField(_("撤销原因"), max_length=200, blank=True)

    class Meta:
        ordering = ("-since", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")), name="certificate_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.number

    def standing(self, day: date) -> Standing:
        """Tell what it is worth on a day."""
        if self.revoked_on is not None:
            return Standing.REVOKED
        return Standing.EXPIRED if self.until is not None and self.until < day else Standing.VALID

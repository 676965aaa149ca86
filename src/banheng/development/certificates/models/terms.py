from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class CertificateTerms(models.Model):
    """What a school has decided about its certificates.

    Attributes:
        valid_years: how long a new certificate is valid; null: until it is revoked.
        alert_days: so many days before the end its holder may renew it, and is told.
        issuer: who stands on the certificate, such as the bureau that prints it; empty: the school.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="certificate_terms")
    valid_years = models.PositiveSmallIntegerField(_("有效期（年）"), null=True, blank=True)
    alert_days = models.PositiveSmallIntegerField(_("到期前多少天提醒"), default=60)
    issuer = models.CharField(_("发证单位"), max_length=100, blank=True)

    def __str__(self) -> str:
        return str(self.school)

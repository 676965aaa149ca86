from __future__ import annotations

from django.db import models

from banheng.accounts.models.role_grant import RoleGrant


class InspectorPass(models.Model):
    """A printed QR code by which a pupil inspector signs in on the days of one grant.

    The code is signed with the site's key and not kept, so who reads the database cannot sign in, and a
    lost sheet can be printed again.
    """

    grant = models.OneToOneField(RoleGrant, on_delete=models.CASCADE, related_name="inspector_pass")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "inspector passes"

    def __str__(self) -> str:
        return f"{self.grant}"

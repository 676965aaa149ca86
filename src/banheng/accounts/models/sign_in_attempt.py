from __future__ import annotations

from django.db import models


class SignInAttempt(models.Model):
    """A password that was tried and not found right.

    The account is kept as a keyed hash: people type passwords into the field of the user name.
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = (models.Index(fields=["account", "at"]), models.Index(fields=["address", "at"]))

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

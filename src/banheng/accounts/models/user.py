from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff


class User(AbstractUser):
    """An account. Somebody of a school's staff is linked to it, and so gains the classes they are posted to.

    Attributes:
        school: which school keeps the account; empty for those of a bureau.
        must_change_password: the password was made by somebody else.
        session_series: a session of an earlier number is over.
    """

    name = models.CharField(_("姓名"), max_length=50)
    staff = models.OneToOneField(Staff, on_delete=models.SET_NULL, null=True, blank=True, related_name="user")
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    must_change_password = models.BooleanField(default=False)
    session_series = models.PositiveIntegerField(default=0)
    first_name = None  # type: ignore[assignment]  # how Django lets a field be left out
    last_name = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Let a session end with the password and with the series it was begun in."""
        said = f"{self.session_series}:{self.password}"
        return salted_hmac("banheng.accounts.session", said, secret=secret, algorithm="sha256").hexdigest()

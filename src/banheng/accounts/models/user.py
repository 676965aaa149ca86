from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import Staff


class User(AbstractUser):
    """An account. Somebody of a school's staff is linked to it, and so gains the classes they are posted to."""

    name = models.CharField(_("姓名"), max_length=50)
    staff = models.OneToOneField(Staff, on_delete=models.SET_NULL, null=True, blank=True, related_name="user")
    first_name = None
    last_name = None

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

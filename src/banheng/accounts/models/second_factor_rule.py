from __future__ import annotations

from django.db import models

from banheng.accounts.roles import Role
from banheng.schools.models import School


class SecondFactorRule(models.Model):
    """A role whose holders in a school must have a second factor."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="second_factor_rules")
    role = models.CharField(max_length=30, choices=Role)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "role"], name="second_factor_rule_once"),)

    def __str__(self) -> str:
        return f"{self.school}: {self.get_role_display()}"

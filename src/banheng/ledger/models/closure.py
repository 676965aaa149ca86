from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class Closure(models.Model):
    """A span of days that takes no more records of a scheme, because its results are settled."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="closures")
    scheme_code = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()
    label = models.CharField(_("考核周期"), max_length=50)

    def __str__(self) -> str:
        return self.label

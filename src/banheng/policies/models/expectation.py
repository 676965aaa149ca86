from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.policies.models.scheme_draft import SchemeDraft
from banheng.policies.models.scheme_version import SchemeVersion


class Expectation(models.Model):
    """What a school itself expects of a scheme: these records come to this score.

    It belongs to a draft, and goes with it to the version that the draft becomes.

    Attributes:
        records: one a line, as `policies.expecting` reads them; none at all is a period without records.
        expected: the total, in units of 1/10,000 point.
    """

    draft = models.ForeignKey(
        SchemeDraft, on_delete=models.CASCADE, null=True, blank=True, related_name="expectations"
    )
    version = models.ForeignKey(
        SchemeVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="expectations"
    )
    name = models.CharField(_("名称"), max_length=100)
    records = models.TextField(_("记录"), blank=True)
    expected = models.BigIntegerField(_("应得分"))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(draft__isnull=True) ^ models.Q(version__isnull=True),
                name="expectation_of_draft_or_version",
            ),
        )

    def __str__(self) -> str:
        return self.name

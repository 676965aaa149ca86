from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.bureau.collecting.models.collection import Collection
from banheng.schools.models import School

if TYPE_CHECKING:
    from collections.abc import Mapping


class Filing(models.Model):
    """What one school files in a collection.

    Attributes:
        cells: figures and facts by column, as text; what is not known is absent.
        locked_cells: what they were when the county locked; counts until a released filing is accepted again.
        explanations: why an unlikely figure is right, by warning: the figure, and the sentence about it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("填报中")
        SUBMITTED = "submitted", _("已报送，待审核")
        RETURNED = "returned", _("已退回")
        ACCEPTED = "accepted", _("审核通过")
        EXCUSED = "excused", _("本年不报")

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="filings")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="filings")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    cells = models.JSONField(default=dict)
    locked_cells = models.JSONField(null=True, blank=True)
    explanations = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("school__name",)
        constraints = (models.UniqueConstraint(fields=["collection", "school"], name="filing_once"),)

    def __str__(self) -> str:
        return f"{self.school} {self.collection.year}"

    @property
    def is_open(self) -> bool:
        """Whether the school may still change it."""
        return self.state in {self.State.OPEN, self.State.RETURNED}

    @property
    def counted_cells(self) -> Mapping[str, str] | None:
        """The figures that count: those handed in, and those locked while a released filing is being corrected."""
        if self.state in {self.State.SUBMITTED, self.State.ACCEPTED} and (
            self.locked_cells is None or self.state == self.State.ACCEPTED
        ):
            return dict(self.cells)
        return self.locked_cells

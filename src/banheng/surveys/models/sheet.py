from __future__ import annotations

from uuid import uuid4

from django.db import models

from banheng.schools.models import SchoolClass
from banheng.surveys.models.survey import Survey


class AnswerSheet(models.Model):
    """The answers of somebody, until the survey is closed; then it is gone.

    It has no time, no person and no right; its id is random. `sealed` is encrypted, so that nobody
    reads along while the survey is open.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sheets")
    group = models.CharField(max_length=30)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, null=True, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)

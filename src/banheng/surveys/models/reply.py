from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.surveys.models.survey import Survey


class Reply(models.Model):
    """What the office answers in public to a question of a survey, or to one opinion; shown with the results.

    Attributes:
        question: its code.
        opinion: the random id of the text in the publication; empty where the whole question is answered.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="replies")
    question = models.CharField(max_length=130)
    opinion = models.CharField(max_length=16, blank=True)
    words = models.TextField(_("答复"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.words[:30]

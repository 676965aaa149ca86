from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.questionnaires.instrument import About
from banheng.questionnaires.loading import parse_instrument
from banheng.schools.models import Grade, School
from banheng.surveys.models.instrument import InstrumentVersion

if TYPE_CHECKING:
    from banheng.questionnaires.instrument import Instrument


class Survey(models.Model):
    """One round of a questionnaire about the homeroom teachers of classes, or about the school.

    Attributes:
        text: the instrument, as it was when the survey was opened; never changed after.
        version: the school's own questionnaire that it was opened with, if it was.
        grades: whose classes are asked about; none means all.
        item: the scheme's item that it counts in; empty if in none.
        events: the respondent group of the scheme's rule by group of the instrument.
        publication: what of the answers may be shown, made once on closing; sealed until results are opened.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="surveys")
    title = models.CharField(_("名称"), max_length=100)
    text = models.TextField(_("问卷"))
    digest = models.CharField(max_length=64)
    version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="surveys"
    )
    grades = models.ManyToManyField(Grade, related_name="+", blank=True)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("截止日期"))
    item = models.CharField(_("考核项"), max_length=60, blank=True)
    events = models.JSONField(default=dict, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("时间"))
    closed_at = models.DateTimeField(null=True, blank=True)
    publication = models.BinaryField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-first", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> Instrument:
        """The questionnaire."""
        return _read(self.digest, self.text)

    @property
    def is_about_school(self) -> bool:
        """Tell whether it is about the school as a whole."""
        return self.instrument.about is About.SCHOOL


@lru_cache(maxsize=100)
def _read(_digest: str, text: str) -> Instrument:
    return parse_instrument(text).instrument

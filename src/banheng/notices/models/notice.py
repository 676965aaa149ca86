from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from banheng.notices.kind import Kind, say
from banheng.notices.kinds import KINDS
from banheng.schools.models import Bureau, School


class Notice(models.Model):
    """Something told to one person; it stands in their inbox whatever other way it goes.

    Attributes:
        school, bureau: in whose inbox it stands, one of them.
        said: what the sentence of the kind names, as texts and codes, so that it is read in either language.
        text: what exactly happened; shown in the inbox only.
        link: address on the site where the matter stands.
        source, about: the row of the journal it comes from; with the recipient, so that gathering twice
            makes one.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    bureau = models.ForeignKey(
        Bureau, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    kind = models.CharField(max_length=30)
    said = models.JSONField(default=dict)
    text = models.CharField(max_length=500, blank=True)
    link = models.CharField(max_length=300)
    source = models.CharField(max_length=30)
    about = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["recipient", "source", "about"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(school__isnull=False) ^ Q(bureau__isnull=False), name="notice_in_school_or_bureau"
            ),
        )
        indexes = (
            models.Index(fields=["recipient", "school"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["recipient", "school", "-made_at"], name="notice_inbox"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def kind_of(self) -> Kind:
        """The kind, as the table has it."""
        return KINDS[self.kind]

    @property
    def title(self) -> str:
        """The sentence, in the language that is active."""
        return say(self.kind_of.title, self.said)

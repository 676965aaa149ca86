from __future__ import annotations

from django.db import models

from banheng.notices.kind import say
from banheng.notices.kinds import KINDS, TEST
from banheng.schools.models import School


class GroupMessage(models.Model):
    """Something told to a group: the fixed sentence of its kind, a period and a link.

    There is no room for anything else, so nothing of a person can go out by mistake.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="group_messages")
    kind = models.CharField(max_length=30)
    period = models.CharField(max_length=20, blank=True)
    link = models.CharField(max_length=300)
    source = models.CharField(max_length=30)
    about = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["school", "source", "about"], name="group_message_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The sentence, in the language that is active."""
        kind = TEST if self.kind == TEST.code else KINDS[self.kind]
        return say(kind.group, {"period": self.period} if self.period else {})

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from banheng.questionnaires.instrument import Group
from banheng.schools.models import SchoolClass
from banheng.surveys.models.survey import Survey


class Right(models.Model):
    """The right to answer once, about one class or the school.

    It knows whether it was used, never when and for which answers. Guardians and pupils hold a slip with a code, of
    which only the digest is kept, and which is nobody's until it is handed out.

    Attributes:
        school_class: none about the school.
        user: who answers with an account; none for a slip.
        digest: SHA-256 of the code of a slip.
        until: a later last day for this one.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="rights")
    group = models.CharField(max_length=30, choices=[(group.value, group.value) for group in Group])
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - unique, and none for accounts
    until = models.DateField(null=True, blank=True)
    used = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["survey", "group", "school_class", "user"],
                condition=Q(user__isnull=False),
                name="right_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["survey", "user"],
                condition=Q(user__isnull=False, school_class__isnull=True),
                name="right_about_school_once",
            ),
        )
        indexes = (models.Index(fields=["survey", "school_class", "group"], name="right_by_class"),)

    def __str__(self) -> str:
        return f"{self.group} {self.pk}"

    @property
    def group_of(self) -> Group:
        """Who answers."""
        return Group(self.group)

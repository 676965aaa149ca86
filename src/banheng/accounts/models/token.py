from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import Grade, School, SchoolClass


class Token(models.Model):
    """What a program shows to act for an account in one school, within scopes and perhaps one grade or class.

    Attributes:
        prefix: its first characters, by which people tell tokens apart; the rest is shown once and never kept.
        digest: SHA-256 of the whole, hexadecimal; it is random enough that no slow hash is needed.
        scopes: values of `Scope`.
        last: the last day on which it is taken.
        last_used_at: to the minute.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("用途"), max_length=50)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(_("可以做什么"), default=list)
    grade = models.ForeignKey(Grade, on_delete=models.CASCADE, null=True, blank=True)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, null=True, blank=True)
    made_at = models.DateTimeField()
    last = models.DateField(_("用到"))
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(grade=None) | Q(school_class=None), name="token_for_grade_or_class"
            ),
        )

    def __str__(self) -> str:
        return self.name


class FirstAnswer(models.Model):
    """What a token was answered when it sent an idempotency key for the first time; deleted after a day.

    `digest` is the SHA-256 of what was asked, so that the key is not taken for another request.
    """

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="first_answers")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["token", "key"], name="first_answer_once"),)

    def __str__(self) -> str:
        return self.key

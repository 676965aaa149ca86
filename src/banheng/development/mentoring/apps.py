from __future__ import annotations

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "banheng.development.mentoring"
    default_auto_field = "django.db.models.BigAutoField"

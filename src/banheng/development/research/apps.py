from __future__ import annotations

from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "banheng.development.research"
    default_auto_field = "django.db.models.BigAutoField"

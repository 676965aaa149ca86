from __future__ import annotations

from django.apps import AppConfig


class StudiosConfig(AppConfig):
    name = "banheng.development.studios"
    default_auto_field = "django.db.models.BigAutoField"

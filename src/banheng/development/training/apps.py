from __future__ import annotations

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "banheng.development.training"
    default_auto_field = "django.db.models.BigAutoField"

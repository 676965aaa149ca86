from __future__ import annotations

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    name = "banheng.bureau.collecting"
    default_auto_field = "django.db.models.BigAutoField"

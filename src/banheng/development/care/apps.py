from __future__ import annotations

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "banheng.development.care"
    default_auto_field = "django.db.models.BigAutoField"

from __future__ import annotations

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "banheng.bureau.accountability"
    default_auto_field = "django.db.models.BigAutoField"

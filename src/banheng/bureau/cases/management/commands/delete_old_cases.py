from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from banheng.bureau.cases.following import delete_old_cases


class Command(BaseCommand):
    """Delete cases of pupils who stayed away that are past their time."""

    help = "删除到期的控辍保学案件 / Delete dropout cases past their time"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        number = delete_old_cases(timezone.localdate())
        self.stdout.write(f"已删除 {number} 个案件 / {number} case(s) deleted")

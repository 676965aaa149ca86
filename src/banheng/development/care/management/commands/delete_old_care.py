from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from banheng.development.care.confiding import delete_old_notes


class Command(BaseCommand):
    """Delete what was written in confidence and is past its time."""

    help = "删除到期的关怀记录 / Delete notes of care past their time"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        number = delete_old_notes(timezone.localdate()).total()
        self.stdout.write(f"已删除 {number} 条关怀记录 / {number} note(s) of care deleted")

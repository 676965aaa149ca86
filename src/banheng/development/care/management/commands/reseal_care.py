from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from banheng.development.care.confiding import reseal_notes


class Command(BaseCommand):
    """Encrypt notes of care anew with the first key; do it whenever `reseal_work` is done."""

    help = "用第一个密钥重新加密关怀记录 / Encrypt notes of care anew with the first key"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        number = reseal_notes()
        self.stdout.write(f"已重新加密 {number} 条 / {number} note(s) encrypted anew")

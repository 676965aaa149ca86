from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from banheng.bureau.cases.following import reseal_cases


class Command(BaseCommand):
    """Encrypt dropout cases anew with the first key; do it whenever `reseal_work` is done."""

    help = "用第一个密钥重新加密控辍保学案件 / Encrypt dropout cases anew with the first key"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        number = reseal_cases()
        self.stdout.write(f"已重新加密 {number} 个案件 / {number} case(s) encrypted anew")

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from banheng.duties.work.deleting import reseal_all


class Command(BaseCommand):
    """Encrypt restricted records anew with the first key; afterwards the older keys can be taken away."""

    help = "用第一个密钥重新加密受限记录 / Encrypt restricted records anew with the first key"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        number = reseal_all()
        self.stdout.write(f"已重新加密 {number} 条 / {number} record(s) encrypted anew")

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from banheng.duties.work.deleting import delete_old


class Command(BaseCommand):
    """Delete the records of the work that are past the months for which their form is kept."""

    help = "删除到期的工作记录和附件 / Delete records of the work past their time, with their files"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        number = delete_old(timezone.localdate()).total()
        self.stdout.write(f"已删除 {number} 条工作记录 / {number} record(s) of the work deleted")

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from banheng.ledger.photographing import delete_photos

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Delete the photos that are older than the school keeps them; records and digests stay."""

    help = "删除到期的照片，记录和摘要保留 / Delete photos past their time; records and digests stay"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=settings.PHOTO_DAYS, help="保留天数 / days to keep")

    def handle(self, *args: Any, days: int, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        now = timezone.now()
        number = delete_photos(before=now - timedelta(days=days), at=now)
        self.stdout.write(f"已删除 {number} 张照片 / {number} photo(s) deleted")

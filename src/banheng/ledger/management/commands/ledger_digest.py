from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from banheng.core.errors import KeyUnreadable
from banheng.ledger.digests import write_digest


class Command(BaseCommand):
    """Sign how every ledger ends today."""

    help = "签名保存各校台账今天的末尾 / Sign how every ledger ends today, to be kept elsewhere"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        now = timezone.now()
        try:
            self.stdout.write(str(write_digest(timezone.localdate(now), now)))
        except (OSError, KeyUnreadable) as error:
            raise CommandError(
                f"摘要没有写成：{error}。请核对 BANHENG_DIGESTS 目录和密钥。 / The digest was not written: {error}. "
                "Check the folder BANHENG_DIGESTS and the key."
            ) from error

"""`banheng manage work`: run background tasks until whoever started this ends."""

from __future__ import annotations

import os
import threading
import time
from io import StringIO
from typing import TYPE_CHECKING, Any

import structlog
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from banheng.notices.spreading import spread_news
from banheng.web.management.ending import end_with

if TYPE_CHECKING:
    from argparse import ArgumentParser

SECONDS_BETWEEN_NOTICES = 3
REST = 5
"""For so many times as long as it took to spread the news it rests: in the rush of the morning records come first."""
SECONDS_OF_A_DAY = 24 * 60 * 60
LOG = structlog.get_logger(__name__)


class Command(db_worker.Command):
    help = "Run background tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--parent", type=int, default=os.getppid())

    def handle(self, *, parent: int, **options: Any) -> None:
        # One worker runs at a time: what is marked as running was cut off with the last one.
        DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.READY, started_at=None
        )
        end_with(parent)
        threading.Thread(target=_keep_house_daily, daemon=True).start()
        threading.Thread(target=_spread_news, daemon=True).start()
        super().handle(**{**options, "reload": False})


def _keep_house_daily() -> None:
    while True:
        keep_house()
        close_old_connections()
        time.sleep(SECONDS_OF_A_DAY)


def _spread_news() -> None:
    while True:
        began = time.monotonic()
        try:
            spread_news(timezone.now())
        except Exception:
            LOG.exception("notices_not_sent")  # the next round tries again
        close_old_connections()
        time.sleep(max(SECONDS_BETWEEN_NOTICES, REST * (time.monotonic() - began)))


def keep_house() -> None:
    """Delete what is past its time: photos, and sessions that have ended."""
    call_command("delete_old_photos", stdout=StringIO())
    call_command("clearsessions")

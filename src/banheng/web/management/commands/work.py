"""`banheng manage work`: run background tasks until whoever started this ends."""

from __future__ import annotations

import os
import threading
import time
from io import StringIO
from typing import TYPE_CHECKING, Any

import structlog
from django.core.management import CommandError, call_command
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from banheng.accounts.resetting import forget_ended_sessions
from banheng.notices.spreading import spread_news
from banheng.web.backups.reminding import reminder
from banheng.web.management.ending import end_with
from banheng.web.office.tasks import resume

if TYPE_CHECKING:
    from argparse import ArgumentParser

SECONDS_BETWEEN_NOTICES = 3
REST, LONGEST_REST_SECONDS = 5, 15
"""For so many times as long as it took to spread the news it rests: in the rush of the morning records come first. But
who waits for a test of a webhook is not kept waiting by a round that took long, as the first of a new site does."""
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
        try:
            keep_house()
        except Exception:
            LOG.exception("house_not_kept")  # the disk or the database failed; tomorrow it is tried again
        if said := reminder(timezone.now()):
            LOG.warning("backup_missing", reason=said)
        close_old_connections()
        time.sleep(SECONDS_OF_A_DAY)


def _spread_news() -> None:
    while True:
        began = time.monotonic()
        for do in (resume, spread_news):
            try:
                do(timezone.now())
            except Exception:
                LOG.exception("work_broken_off", work=do.__name__)  # the next round tries again
        close_old_connections()
        rest = min(REST * (time.monotonic() - began), LONGEST_REST_SECONDS)
        time.sleep(max(SECONDS_BETWEEN_NOTICES, rest))


def keep_house() -> None:
    """Delete what is past its time: photos, records of the work, notes of care, dropout cases, and ended sessions.

    After an upgrade, run once what schools expect of their schemes.
    """
    call_command("delete_old_photos", stdout=StringIO())
    call_command("delete_old_work", stdout=StringIO())
    call_command("delete_old_care", stdout=StringIO())
    call_command("delete_old_cases", stdout=StringIO())
    call_command("clearsessions")
    forget_ended_sessions()
    try:
        call_command("ledger_digest", stdout=StringIO())
    except CommandError:
        LOG.exception("ledger_digest_not_written")  # the folder may be of a machine that is away
    call_command("check_expectations", "--new-only", stdout=StringIO(), stderr=StringIO())

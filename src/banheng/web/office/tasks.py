"""Work on files in the background. A task that was broken off is started again, and does its work once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from banheng.schools.importing import bulk
from banheng.schools.models import BulkChange
from banheng.web.office.kinds import WORKERS

if TYPE_CHECKING:
    from datetime import datetime

LOG = structlog.get_logger(__name__)


@task()
def work_on(number: int) -> None:
    """Look at a file, or carry out what was confirmed."""
    change = BulkChange.objects.select_related("school", "made_by").get(pk=number)
    step = bulk.carry_out if change.status == BulkChange.Status.WORKING else bulk.look
    with translation.override(change.options.get("language", "zh-hans")):
        try:
            step(change, WORKERS[change.kind], timezone.now())
        except Exception:
            # Nothing was done; the person who waits is told, the administrator finds the cause in the log.
            LOG.exception("bulk_change_broken_off", change=number)
            bulk.give_up(
                change, gettext("处理中断，什么都没有写入。请重试一次；仍不行，请把文件交给系统管理员。")
            )


def start(change: BulkChange) -> None:
    """Work on a small file at once, on a large one in the background."""
    if len(change.content) <= SMALL and not _has_many_lines(change):
        work_on.call(change.pk)
    else:
        work_on.enqueue(change.pk)


def resume(now: datetime) -> None:
    """Take up work that was cut off before it could wait in the queue, as that on small files is."""
    stuck = BulkChange.objects.filter(
        status__in=(BulkChange.Status.READING, BulkChange.Status.WORKING), touched_at__lt=now - PATIENCE
    )
    numbers = set(stuck.values_list("pk", flat=True))
    if numbers:
        numbers -= _waiting()
    for number in sorted(numbers):
        work_on.enqueue(number)


def _waiting() -> set[int]:
    """Give the changes that the queue knows of."""
    waiting = DBTaskResult.objects.filter(
        task_path=work_on.module_path, status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
    )
    return {found["args"][0] for found in waiting.values_list("args_kwargs", flat=True)}


PATIENCE = timedelta(seconds=30)
"""Longer than a small file takes."""
SMALL = 32 * 1024
"""Bytes of a file of some hundred rows."""
MANY_LINES = 300


def _has_many_lines(change: BulkChange) -> bool:
    return sum(count["number"] for count in change.preview.get("counts", ())) > MANY_LINES

"""Remind of backups: until there is one, and when the last is old.

`last-backup` in the data folder says by its own time when the last was made. Whoever backs up by other means
touches it.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext

MARK = "last-backup"
OLDEST = timedelta(days=7)


def note_backup(at: datetime) -> None:
    """Note that a backup was made."""
    mark = settings.DATA / MARK
    mark.touch()
    os.utime(mark, (at.timestamp(), at.timestamp()))


def last_backup() -> datetime | None:
    """Give when the last backup was made; None if there is none."""
    try:
        return datetime.fromtimestamp((settings.DATA / MARK).stat().st_mtime, UTC)
    except OSError:
        return None


def reminder(now: datetime) -> str:
    """Say what is missing and what to do; empty if a backup is young enough."""
    last = last_backup()
    if last is None:
        return gettext(
            "网站的数据还没有备份，磁盘坏了就找不回来。请在服务器上运行 banheng backup，并把文件存到另一个地方。"
        )
    if now - last > OLDEST:
        return gettext(
            "最近一次备份是 %(days)d 天以前。请在服务器上运行 banheng backup，并检查每晚的自动备份为什么停了。"
        ) % {"days": (now - last).days}
    return ""

"""`banheng demo`: make the demo school afresh and serve it."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from banheng.accounts.passes import code_of, passes_of
from banheng.demo.accounts import ACCOUNTS, PASSWORD
from banheng.demo.county import COUNTY_ACCOUNTS
from banheng.demo.making import make_demo
from banheng.web.backups.reminding import note_backup
from banheng.web.management.commands.serve import prepare

if TYPE_CHECKING:
    from argparse import ArgumentParser

MARK = "demo"
"""A file of this name says that a data folder holds a demo school, and may be emptied."""
MADE_AT_START = {"secret-key", "cache", "metrics"}


class Command(BaseCommand):
    help = "Make the demo school afresh and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true")

    def handle(self, *, port: int, prepare_only: bool, **_options: Any) -> None:
        _empty_folder()
        prepare()
        self.stderr.write(
            "正在准备示例学校：36 个班，一个学期的记录…… / Making a school of 36 classes and a term"
        )
        school = make_demo(timezone.now())
        note_backup(timezone.now())  # nothing of a demo has to be kept
        self.stdout.write(f"\n{school.name}已准备好 / is ready: http://127.0.0.1:{port}/\n")
        self.stdout.write("用户名       角色 / User name, role")
        for account in ACCOUNTS:
            self.stdout.write(
                f"{account.username:<12} {account.role.label} / {account.role.replace('_', ' ')}"
            )
        for username, _, role in COUNTY_ACCOUNTS:
            self.stdout.write(f"{username:<12} {role.label} / {role.replace('_', ' ')}")
        self.stdout.write(f"\n密码都是 / The password of all: {PASSWORD}")
        pupils_pass = reverse("pass", args=[code_of(passes_of(school).get())])
        self.stdout.write(
            f"学生检查员的检查证 / Pass of the pupil inspector: http://127.0.0.1:{port}{pupils_pass}"
        )
        self.stdout.write("按 Ctrl-C 结束 / Ctrl-C ends it\n")
        self.stdout.flush()
        if not prepare_only:
            # A process of its own: computing has started threads here, and workers forked from it would wait for them.
            os.execv(sys.executable, [sys.executable, "-m", "django", "serve", "--port", str(port)])  # noqa: S606


def _empty_folder() -> None:
    """Empty the folder of an earlier demo; anything else is left alone.

    Raises:
        CommandError: the folder holds something that is no demo.
    """
    folder = settings.DATA
    entries = (
        [entry for entry in folder.iterdir() if entry.name not in MADE_AT_START] if folder.exists() else []
    )
    if entries and not (folder / MARK).exists():
        raise CommandError(
            f"{folder} 里已有其他数据，示例不会覆盖它。请用 --data 换一个目录。"
            " / It holds other data, which a demo does not overwrite. Choose another --data."
        )
    for entry in entries:
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()

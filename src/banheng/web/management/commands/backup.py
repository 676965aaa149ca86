"""`banheng backup`: all of the site in one file, while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from banheng.web.backups.archive import BackupRefused
from banheng.web.backups.backing_up import back_up

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Back up database, photos and keys into one file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path)

    def handle(self, *, target: Path, **_options: Any) -> None:
        try:
            made = back_up(target, at=timezone.localtime())
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(str(made))
        self.stderr.write(
            "文件里有全部数据；解开受限记录的密钥（BANHENG_NOTES_KEY）不在里面，请另外保管。"
            " / It holds all data, but not the key of BANHENG_NOTES_KEY: keep that elsewhere."
            if settings.NOTES_KEY
            else "文件里有全部数据和所有密钥，谁拿到都能读。请存到另一个地方，只让管理员读到。"
            " / It holds all data and all keys, for whoever has it. Keep it elsewhere, for administrators only."
        )

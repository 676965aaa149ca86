"""`banheng restore`: a backup into an empty data folder, brought up to this version and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from banheng.web.backups.archive import BackupRefused
from banheng.web.backups.restoring import restore
from banheng.web.management.commands.serve import prepare

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Put a backup back into an empty data folder, and check it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        try:
            manifest = restore(file)
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stderr.write(
            f"已恢复 {manifest.made_at} 的备份，正在逐条核对记录，重算公布过的结果……"
            " / Restored; now every record is checked, and every published result computed again"
        )
        prepare()
        call_command("ledger_check", stdout=self.stdout, stderr=self.stderr)
        call_command("verify_sheets", stdout=self.stdout, stderr=self.stderr)

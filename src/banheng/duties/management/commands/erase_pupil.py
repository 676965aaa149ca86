from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from banheng.duties.management.pupils import add_pupil_arguments, find_pupil
from banheng.duties.work.deleting import erase

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Erase a pupil: roster, guardians, and all records of the work; what is about several loses the name."""

    help = "删除一名学生的全部数据，不能恢复 / Erase all data of a pupil; this cannot be undone"

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_pupil_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="确认删除 / confirm")

    def handle(self, *args: Any, school: str, pupil: str, yes: bool, **options: Any) -> None:  # noqa: ARG002
        found = find_pupil(school, pupil)
        if not yes:
            raise CommandError(
                f"将删除 {found.name}（{found.code}）的名册、监护人和工作记录，不能恢复；确认请加 --yes / "
                f"this erases {found.name} for good; add --yes to confirm"
            )
        with transaction.atomic():
            number = erase(found)
            found.delete()
        self.stdout.write(
            f"已删除，涉及 {number} 条工作记录 / erased; {number} record(s) of the work touched"
        )

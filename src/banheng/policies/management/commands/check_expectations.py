from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from banheng.policies.own_checks import recheck, versions_to_recheck

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Run the schools' own expectations of the schemes in force or to come; exit 1 if one does not come out."""

    help = "核对各校方案的“应得分” / Run the schools' own expectations of their schemes"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-only",
            action="store_true",
            help="只核对本版班衡没有核对过的 / only what this version of Banheng has not checked yet",
        )

    def handle(self, *args: Any, new_only: bool, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        now = timezone.now()
        wrong = False
        for version in versions_to_recheck(timezone.localdate(now), again=not new_only):
            run = recheck(version, now)
            self.stdout.write(
                f"{version.school.code} {version.code} v{version.number}: "
                f"{run.passed} 行相符，{len(run.failed)} 行不符 / as expected, not as expected"
            )
            for lost in run.failed:
                wrong = True
                got = lost["got"] or "；".join(lost["faults"])
                self.stderr.write(f"  {lost['name']}: 应得 / expected {lost['expected']}，实得 / got {got}")
        if wrong and not new_only:
            sys.exit(1)

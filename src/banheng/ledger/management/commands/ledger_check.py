from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from banheng.ledger.chaining import first_break
from banheng.ledger.models import Chain
from banheng.schools.models import School

if TYPE_CHECKING:
    from argparse import ArgumentParser

REASONS = {
    "changed": "其内容与登记时不符 / its content is not what was recorded",
    "missing": "应有的记录不在 / a record that should be there is not",
}


class Command(BaseCommand):
    """Walk through the chain of each school; exit 1 if one does not hold."""

    help = "检查台账的哈希链 / Check the chain of hashes of each school's ledger"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--school", help="学校代码，不填则检查全部 / code of one school")

    def handle(self, *args: Any, school: str | None, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        schools = School.objects.order_by("code")
        if school is not None:
            schools = schools.filter(code=school)
            if not schools:
                raise CommandError(
                    f"没有代码为“{school}”的学校 / no school has the code '{school}'", returncode=2
                )
        broken = False
        for each in schools:
            found = first_break(each)
            if found is None:
                chain = Chain.objects.filter(school=each).first()
                self.stdout.write(
                    f"{each.code}: {chain.sequence if chain else 0} 条，完整 / records, chain holds"
                )
                continue
            broken = True
            name = f" ({found.record})" if found.record else ""
            self.stderr.write(
                f"{each.code}: 第 {found.sequence} 条 / record {found.sequence}{name}: {REASONS[found.reason]}"
            )
        if broken:
            sys.exit(1)

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from banheng.ledger.chaining import first_break
from banheng.ledger.digests import disagreements
from banheng.ledger.models import Chain
from banheng.schools.models import School

if TYPE_CHECKING:
    from argparse import ArgumentParser

REASONS = {
    "changed": "其内容与登记时不符 / its content is not what was recorded",
    "missing": "应有的记录不在 / a record that should be there is not",
}
DISAGREEMENTS = {
    "older": "台账在这之前就结束了：数据库比当天旧 / the ledger ends before: the database is older than that day",
    "other": "那一条不是当天的那一条：数据库不是同一个 / another record stands there: it is another database",
    "forged": "不是本站签名的摘要，或已损坏 / no digest signed by this site, or damaged",
}


class Command(BaseCommand):
    """Walk through the chain of each school, and compare it with the signed digests; exit 1 if one does not hold."""

    help = "检查台账的哈希链 / Check the chain of hashes of each school's ledger"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--school", help="学校代码，不填则检查全部 / code of one school")
        parser.add_argument(
            "--digests",
            type=Path,
            help="每日摘要所在的目录，不填则用 BANHENG_DIGESTS / folder of the daily digests, if kept elsewhere",
        )

    def handle(self, *args: Any, school: str | None, digests: Path | None, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
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
            for name, reason, sequence in disagreements(digests or settings.DIGESTS, each):
                broken = True
                self.stderr.write(f"{each.code}: {name}, {sequence}: {DISAGREEMENTS[reason]}")
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

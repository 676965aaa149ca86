from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from banheng.core.errors import ExtraMissing
from banheng.ledger.exporting import export_ledger

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Write the ledgers as Parquet; exit 2 if the target cannot be written."""

    help = "把台账按县、按月导出为 Parquet / Export the ledgers as Parquet by county and month"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target", help="目录，或对象存储地址 / a folder, or an address of an object store"
        )

    def handle(self, *args: Any, target: str, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        written = stood = 0
        try:
            for month in export_ledger(target):
                written, stood = written + month.written, stood + (not month.written)
                did = "已写出 / written" if month.written else "没有变化 / unchanged"
                self.stdout.write(f"{month.county} {month.month}: {month.records} 条 / records, {did}")
        except ExtraMissing as error:
            raise CommandError(
                f"还缺少组件（{error}）。请运行 pip install 'banheng[cluster]' / "
                "a component is missing: run that",
                returncode=2,
            ) from error
        except OSError as error:
            raise CommandError(
                f"无法写入 {target}（{error.strerror or error}）。请核对位置和剩余空间，再运行一次会接着导出 / "
                "cannot be written: check place and free space; the next run goes on from here",
                returncode=2,
            ) from error
        self.stdout.write(
            f"共 {written + stood} 份，写出 {written} 份 / months of counties, {written} written"
        )

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from banheng.assessment.bundling import bundle_of
from banheng.assessment.models import FrozenSheet
from banheng.bundles.packing import as_zip
from banheng.bundles.signing import fingerprint_of
from banheng.core.errors import BanhengError
from banheng.spreadsheets.writing import replace_when_done

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Write the bundle of a published edition, the one that stands unless another is named."""

    help = "写出一期已公布结果的核验包 / Write the bundle of a published result"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("school", help="学校代码 / code of the school")
        parser.add_argument("scheme", help="方案代码 / code of the scheme")
        parser.add_argument("period", help="考核周期，如 2026-10 / period")
        parser.add_argument("--output", required=True, type=Path, help="写到这个文件 / file to write")
        parser.add_argument("--edition", type=int, help="版次，不填为现行版 / number of the edition")

    def handle(self, *args: Any, output: Path, edition: int | None, **named: Any) -> None:  # noqa: ARG002 -- Django's interface
        editions = FrozenSheet.objects.filter(
            sheet__school__code=named["school"],
            sheet__version__code=named["scheme"],
            sheet__period=named["period"],
        )
        if edition is not None:
            editions = editions.filter(number=edition)
        found = editions.order_by("-number").select_related("sheet__school", "version").first()
        if found is None:
            raise CommandError(
                "没有这一期公布的结果，请核对学校、方案、周期和版次 / no such result was published",
                returncode=2,
            )
        try:
            bundle = bundle_of(found)
            with replace_when_done(output) as partial:
                partial.write_bytes(as_zip(bundle))
        except BanhengError as error:
            raise CommandError(f"核验包没有写出 / not written: {error}") from error
        key = fingerprint_of(bundle.manifest.public_key)
        self.stdout.write(f"{output}: {found} 第 {found.number} 版 / edition {found.number}, {key}")

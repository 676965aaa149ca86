from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from banheng.assessment.bundling import bundle_of
from banheng.assessment.freezing import standing
from banheng.assessment.models import ScoreSheet
from banheng.bundles.verifying import verify
from banheng.core.errors import BanhengError
from banheng.core.findings import Severity
from banheng.core.wording import Language

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from banheng.assessment.models import FrozenSheet

PUBLIC = (ScoreSheet.State.PUBLISHED, ScoreSheet.State.FINAL)


class Command(BaseCommand):
    """Verify every result that is public or final as `banheng verify` does; exit 1 if one does not hold."""

    help = "重新计算并核对全部公布和定稿的结果 / Verify every published and final result"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--school", help="学校代码，不填则核对全部 / code of one school")

    def handle(self, *args: Any, school: str | None, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        sheets = ScoreSheet.objects.filter(state__in=PUBLIC).order_by("school__code", "period", "pk")
        if school is not None:
            sheets = sheets.filter(school__code=school)
        number, failed = 0, 0
        for sheet in sheets.select_related("school", "version"):
            edition = standing(sheet)
            number += 1
            faults = list(faults_of(edition))
            failed += bool(faults)
            for fault in faults:
                self.stderr.write(f"{sheet.school.code} {edition}: {fault}")
        self.stdout.write(
            f"核对 {number} 份结果，{failed} 份不符 / {number} results verified, {failed} differ"
        )
        if failed:
            sys.exit(1)


def faults_of(edition: FrozenSheet) -> Iterator[str]:
    """Say what does not hold of an edition, each in a sentence."""
    try:
        checks = verify(bundle_of(edition))
    except BanhengError as error:
        yield str(error)
        return
    for check in checks:
        for finding in check.findings:
            if finding.severity is Severity.ERROR:
                yield f"{check.code}: {finding.say(Language.ZH_HANS)} / {finding.say(Language.EN)}"

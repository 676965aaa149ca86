"""Review a computed score sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.assessment.computing import newer_records
from banheng.assessment.errors import SheetRefused
from banheng.assessment.models import ScoreSheet

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.periods import ScoredPeriod


def review(scored: ScoredPeriod, *, remark: str, by: User, at: datetime) -> ScoreSheet:
    """Confirm the sheet of a period; from then on it is not computed again.

    Raises:
        SheetRefused: the period runs, there is no sheet, it is reviewed, or records came after it.
    """
    if scored.period.last >= timezone.localdate(at):
        raise SheetRefused("period_runs", gettext("本期还没有结束。请在本期结束后审核。"))
    with transaction.atomic():
        kept = ScoreSheet.objects.select_for_update().filter(
            school=scored.version.school, version__code=scored.version.code, period=scored.period.code
        )
        sheet = kept.first()
        if sheet is None:
            raise SheetRefused("not_computed", gettext("本期还没有计算。请先计算，再审核。"))
        if sheet.state == ScoreSheet.State.REVIEWED:
            raise SheetRefused("reviewed", gettext("本期结果已经审核过。"))
        if newer := newer_records(scored, sheet):
            raise SheetRefused(
                "newer_records",
                gettext("计算之后又有 %(number)d 条新记录。请先重新计算，再审核。") % {"number": newer},
            )
        sheet.state = ScoreSheet.State.REVIEWED
        sheet.reviewed_by, sheet.reviewed_at, sheet.remark = by, at, remark.strip()
        sheet.save()
    return sheet

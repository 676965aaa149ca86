"""Review a computed score sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.assessment.closing import close
from banheng.assessment.computing import newer_records, sheet_of
from banheng.assessment.errors import SheetRefused
from banheng.assessment.journal import lock_sheets, take_step
from banheng.assessment.models import ScoreSheet, Step
from banheng.ledger.appending import lock_chain

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.periods import ScoredPeriod


def review(scored: ScoredPeriod, *, remark: str, by: User, at: datetime) -> ScoreSheet:
    """Confirm the sheet of a period; from then on it is not computed again, and the period takes no records.

    Raises:
        SheetRefused: the period runs, there is no sheet, it is reviewed, or records came after it.
    """
    if scored.period.last >= timezone.localdate(at):
        raise SheetRefused("period_runs", gettext("本期还没有结束。请在本期结束后审核。"))
    with transaction.atomic():
        lock_sheets(scored.version.school)
        lock_chain(scored.version.school)  # so that no record arrives between the count and the closure
        sheet = sheet_of(scored)
        if sheet is None:
            raise SheetRefused("not_computed", gettext("本期还没有计算。请先计算，再审核。"))
        if sheet.state != ScoreSheet.State.COMPUTED:
            raise SheetRefused("reviewed", gettext("本期结果已经审核过。"))
        if newer := newer_records(scored, sheet):
            raise SheetRefused(
                "newer_records",
                gettext("计算之后又有 %(number)d 条新记录。请先重新计算，再审核。") % {"number": newer},
            )
        sheet.state = ScoreSheet.State.REVIEWED
        sheet.reviewed_by, sheet.reviewed_at, sheet.remark = by, at, remark.strip()
        sheet.save()
        close(sheet)
        take_step(sheet, Step.Kind.REVIEWED, by=by, at=at, reason=remark)
    return sheet

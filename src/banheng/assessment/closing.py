"""Close the days of a reviewed period to new records, and open them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.assessment.periods import period_of_sheet
from banheng.ledger.models import Closure
from banheng.schools.saying_dates import period_name

if TYPE_CHECKING:
    from banheng.assessment.models import ScoreSheet


def close(sheet: ScoreSheet) -> None:
    """Let the ledger take no more records of the scheme for the days of the period."""
    period = period_of_sheet(sheet)
    Closure.objects.get_or_create(
        school=sheet.school,
        scheme_code=sheet.version.code,
        first=period.first,
        last=period.last,
        defaults={"label": period_name(period)},
    )


def reopen(sheet: ScoreSheet) -> None:
    """Take records of the period again."""
    period = period_of_sheet(sheet)
    Closure.objects.filter(
        school=sheet.school, scheme_code=sheet.version.code, first=period.first, last=period.last
    ).delete()

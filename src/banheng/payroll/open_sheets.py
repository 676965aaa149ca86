"""What waits for a pay sheet: final results, differences, decided amounts and what was carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.assessment.models import Difference, ScoreSheet
from banheng.core.periods import parse_period
from banheng.payroll.models import Extra, PaySheet, PaySlip
from banheng.policies.in_force import scheme_of

if TYPE_CHECKING:
    from banheng.schools.models import School


def unprepared(school: School) -> list[ScoreSheet]:
    """List the final results whose scheme pays, and that have no pay sheet yet; latest period first."""
    final = ScoreSheet.objects.filter(school=school, state=ScoreSheet.State.FINAL, pay_sheet=None)
    sheets = final.defer("results").select_related("version", "school").order_by("-period")
    return [sheet for sheet in sheets if _pays(sheet)]


def waiting_amounts(school: School) -> int:
    """Count the amounts that the next pay sheet will take up beside its own result."""
    carried = PaySlip.objects.filter(
        pay_sheet__school=school,
        pay_sheet__state__in=[PaySheet.State.APPROVED, PaySheet.State.PAID],
        carried_fen__lt=0,
        carried_to=None,
    )
    differences = Difference.objects.filter(edition__sheet__school=school, pay_line=None).exclude(fen=0)
    extras = Extra.objects.filter(school=school, pay_line=None)
    return carried.count() + differences.count() + extras.count()


def _pays(sheet: ScoreSheet) -> bool:
    scheme = scheme_of(sheet.version)
    kind = parse_period(sheet.period).kind
    parts = [scheme] if kind is scheme.period else [part for part in scheme.longer_periods if part.to is kind]
    return any(part.allowances for part in parts)

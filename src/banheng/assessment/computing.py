"""Compute the score sheet of a period, and tell what came after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task

from banheng import __version__
from banheng.accounts.models import User
from banheng.assessment.errors import SheetRefused
from banheng.assessment.journal import lock_sheets, take_step
from banheng.assessment.live import inputs_of, live_sheet
from banheng.assessment.models import Computation, ScoreSheet, Step
from banheng.assessment.periods import ScoredPeriod
from banheng.bundles.edition import inputs_as_data
from banheng.core.errors import BanhengError, FaultsFound
from banheng.core.periods import parse_period
from banheng.core.wording import Language
from banheng.ledger.models import Record
from banheng.schools.calendars import school_calendar
from banheng.spreadsheets.result_report import Report
from banheng.spreadsheets.result_table import as_json

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.assessment.live import Inputs

LARGE = 50_000
"""From this many records on, a period is computed in the background."""


def sheet_of(scored: ScoredPeriod) -> ScoreSheet | None:
    """Give the sheet that was computed of a period, under whichever version of the scheme; None if there is none.

    Its results are fetched when they are asked for: those of a large school are most of what is stored of it.
    """
    sheets = ScoreSheet.objects.filter(
        school=scored.version.school, version__code=scored.version.code, period=scored.period.code
    )
    return sheets.select_related("computed_by", "reviewed_by", "version").defer("results").first()


def newer_records(scored: ScoredPeriod, sheet: ScoreSheet) -> int:
    """Count the records of the period, voids included, that came after its sheet was computed."""
    span = scored.period.whole_weeks(scored.scheme.weeks)
    return Record.objects.filter(
        school=sheet.school, sequence__gt=sheet.ledger_sequence, day__range=(span.first, span.last)
    ).count()


def compute(scored: ScoredPeriod, *, by: User | None, at: datetime) -> ScoreSheet:
    """Compute a period from the ledger as it is now and keep the result; a sheet not yet reviewed is replaced.

    Raises:
        SheetRefused: the sheet is reviewed.
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    inputs = inputs_of(scored)
    results = frozen(scored, inputs)
    with transaction.atomic():
        lock_sheets(scored.version.school)
        kept = ScoreSheet.objects.filter(
            school=scored.version.school, version__code=scored.version.code, period=scored.period.code
        )
        sheet = kept.first() or ScoreSheet(school=scored.version.school, period=scored.period.code)
        if sheet.state != ScoreSheet.State.COMPUTED:
            raise SheetRefused(
                "reviewed", gettext("本期结果已经审核，不能重新计算。要重算，请先退回或撤回公示。")
            )
        sheet.version = scored.version
        sheet.ledger_sequence, sheet.ledger_hash = inputs.sequence, inputs.hash
        sheet.engine_version = __version__
        sheet.results = results
        sheet.computed_by, sheet.computed_at = by, at
        sheet.reviewed_by, sheet.reviewed_at, sheet.remark = None, None, ""
        sheet.save()
        take_step(sheet, Step.Kind.COMPUTED, by=by, at=at)
    return sheet


def is_large(scored: ScoredPeriod) -> bool:
    """Tell whether computing a period would keep somebody waiting."""
    days = (scored.period.first, scored.period.last)
    return Record.objects.filter(school=scored.version.school, day__range=days).count() >= LARGE


def ask_to_compute(scored: ScoredPeriod, *, by: User, at: datetime) -> Computation:
    """Have a period computed in the background; what runs already is not asked for again."""
    with transaction.atomic():
        asked, is_new = Computation.objects.get_or_create(
            school=scored.version.school,
            version=scored.version,
            period=scored.period.code,
            finished_at=None,
            defaults={"asked_by": by, "asked_at": at},
        )
        if is_new:
            transaction.on_commit(lambda: compute_asked.enqueue(asked.pk))
    return asked


@task()
def compute_asked(number: int) -> None:
    """Compute what was asked for; a refusal is kept for the page to show."""
    asked = Computation.objects.select_related("version__school", "school").get(pk=number)
    period = parse_period(asked.period, school_calendar(asked.school))
    try:
        compute(ScoredPeriod(asked.version, period), by=asked.asked_by, at=timezone.now())
    except SheetRefused as refused:
        asked.fault = refused.reason
    except FaultsFound as refused:
        asked.fault = "\n".join(finding.say(Language.ZH_HANS) for finding in refused.findings)
    except BanhengError as refused:
        asked.fault = str(refused)
    asked.finished_at = timezone.now()
    asked.save()


def frozen(scored: ScoredPeriod, inputs: Inputs) -> dict[str, Any]:
    """Give the results of a period as data, with the roster, calendar and published pieces that they rest on."""
    report = Report(
        live_sheet(scored, inputs),
        scored.version.digest,
        records=inputs.evidence.height,
        calendar=inputs.calendar,
    )
    pieces = [
        {"period": edition.sheet.period, "edition": edition.number, "digest": edition.digest}
        for edition in inputs.settled
    ]
    return as_json(report) | {"inputs": inputs_as_data(inputs.postings, inputs.calendar, pieces)}

"""The published results of shorter periods, from which a longer one is put together as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.assessment.models import FrozenSheet
from banheng.bundles.edition import calendar_in, roster_in, sheet_in
from banheng.core.periods import parse_period
from banheng.policies.in_force import scheme_of

if TYPE_CHECKING:
    from banheng.assessment.periods import ScoredPeriod
    from banheng.core.calendar import SchoolCalendar
    from banheng.scoring.outcome import ScoreSheet
    from banheng.scoring.roster import Posting


def settled_pieces(scored: ScoredPeriod) -> tuple[FrozenSheet, ...]:
    """List the editions that stand of the shorter periods in a longer one; none for a period of the scheme's kind.

    A longer period adds up what was published, under whichever version of the scheme and by whichever engine.
    """
    if scored.period.kind is scored.scheme.period:
        return ()
    editions = FrozenSheet.objects.filter(
        sheet__school=scored.version.school,
        sheet__version__code=scored.version.code,
        sheet__state__in=("published", "final"),
    ).exclude(sheet__period=scored.period.code)
    editions = editions.select_related("sheet__school", "version").order_by("number").defer("results")
    latest = {edition.sheet_id: edition for edition in editions}
    return tuple(edition for edition in latest.values() if _lies_in(edition, scored))


def _lies_in(edition: FrozenSheet, scored: ScoredPeriod) -> bool:
    piece = parse_period(edition.sheet.period)
    return piece.first <= scored.period.last and scored.period.first <= piece.last


def settled_sheet(edition: FrozenSheet) -> ScoreSheet:
    """Give the results of an edition as scoring has them, without their parts."""
    return sheet_in(edition.results, scheme_of(edition.version))


def frozen_roster(edition: FrozenSheet) -> tuple[Posting, ...]:
    """Read back the roster that an edition rests on."""
    return roster_in(edition.results)


def frozen_calendar(edition: FrozenSheet) -> SchoolCalendar:
    """Read back the calendar that an edition rests on."""
    return calendar_in(edition.results)

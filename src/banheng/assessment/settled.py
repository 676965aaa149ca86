"""The published results of shorter periods, from which a longer one is put together as they stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from banheng.assessment.models import FrozenSheet
from banheng.core.calendar import SchoolCalendar, Term
from banheng.core.periods import parse_period
from banheng.core.points import parse_units
from banheng.policies.in_force import scheme_of
from banheng.scoring.outcome import ScoreSheet, SubjectResult
from banheng.scoring.roster import Posting, Role
from banheng.scoring.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.assessment.periods import ScoredPeriod


def settled_pieces(scored: ScoredPeriod) -> Sequence[FrozenSheet]:
    """List the editions that stand of the shorter periods in a longer one; none for a period of the scheme's kind.

    A longer period adds up what was published, under whichever version of the scheme and by whichever engine.
    """
    if scored.period.kind is scored.scheme.period:
        return []
    editions = FrozenSheet.objects.filter(
        sheet__school=scored.version.school,
        sheet__version__code=scored.version.code,
        sheet__state__in=("published", "final"),
    ).exclude(sheet__period=scored.period.code)
    editions = editions.select_related("sheet__school", "version").order_by("number").defer("results")
    latest = {edition.sheet_id: edition for edition in editions}
    return list(latest.values())


def settled_sheet(edition: FrozenSheet) -> ScoreSheet:
    """Give the results of an edition as scoring has them, without their parts."""
    calendar = frozen_calendar(edition)
    period = parse_period(edition.sheet.period, calendar)
    subjects = {subject.key: subject for subject in subjects_of(frozen_roster(edition), period)}
    return ScoreSheet(
        scheme_of(edition.version),
        period,
        tuple(
            SubjectResult(
                subject=subjects[row["key"]],
                items={},
                indicators={},
                total=parse_units(row["total"]),
                rank=row["rank"],
                rank_of=row["rank_of"],
                rating=row["rating"],
                vetoes=tuple(row["vetoes"]),
                flags=tuple(row["flags"]),
                pay=row["pay_fen"],
            )
            for row in edition.results["results"]
        ),
    )


def frozen_roster(edition: FrozenSheet) -> tuple[Posting, ...]:
    """Read back the roster that an edition rests on."""
    return tuple(
        Posting(**row | {"role": Role(row["role"]), "first": _day(row["first"]), "last": _day(row["last"])})
        for row in edition.results["inputs"]["roster"]
    )


def frozen_calendar(edition: FrozenSheet) -> SchoolCalendar:
    """Read back the calendar that an edition rests on."""
    held: dict[str, Any] = edition.results["inputs"]
    return SchoolCalendar(
        days_off=frozenset(map(date.fromisoformat, held["days_off"])),
        working_days=frozenset(map(date.fromisoformat, held["working_days"])),
        terms=tuple(
            Term(row["code"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
            for row in held["terms"]
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""What a scheme lets the office give or take for each class of a period: for unequal inspectors, for the class's context.

Both are records of an item of the scheme, inside its bounds, so that everybody sees them among the points.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.assessment.computing import sheet_of
from banheng.assessment.errors import SheetRefused
from banheng.assessment.fairness_of import inspected_period
from banheng.assessment.journal import lock_sheets
from banheng.core.points import UNITS, format_units
from banheng.core.rounding import round_units
from banheng.fairness.severity import severity
from banheng.fairness.visits import CannotTell, whole_visits
from banheng.ledger.desk import Entry
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.ledger.recording import record as append_records
from banheng.ledger.voiding import void
from banheng.rules.judged import Judged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Literal

    from banheng.accounts.models import User
    from banheng.assessment.periods import ScoredPeriod
    from banheng.schemes.scheme import Item, Scheme


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a class may get, in units."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Amount:
    """What a class gets, in units, and why."""

    points: int
    note: str


def adjusting_item(scheme: Scheme, source: Literal["severity", "context"]) -> Item | None:
    """Give the scheme's item for it; None if the scheme has none."""
    return next((item for item in scheme.items() if item.source == source), None)


def bounds_of(item: Item) -> Bounds:
    """Give the bounds that the scheme sets; its check asks for a judged rule."""
    rule = cast("Judged", item.rule)
    return Bounds(rule.least, rule.most or item.full_points or 0)


def amounts(scored: ScoredPeriod, item: Item) -> dict[str, Amount]:
    """Give what stands in the ledger for the period, by code of the class."""
    return {code: Amount(seen.value or 0, seen.note) for code, seen in _standing(scored, item).items()}


def severity_by_class(scored: ScoredPeriod) -> dict[str, int] | CannotTell:
    """Estimate how many points each class lost only because its inspectors take off more than others, in units.

    A visit of an inspector counts with the inspector's difference from the mean of all. Where inspectors do not
    differ beyond chance nothing is to be set right, and nobody is listed. Not bounded yet.
    """
    seen = inspected_period(scored)
    found = severity(seen.visits)
    if isinstance(found, CannotTell):
        return found
    if not found.differ:
        return {}
    beyond = {estimate.inspector: estimate.points for estimate in found.estimates}
    lost: dict[str, float] = defaultdict(float)
    for inspector, school_class in whole_visits(seen.visits).select("inspector", "school_class").rows():
        lost[school_class] += beyond.get(inspector, 0.0)
    rounding = scored.scheme.rounding
    # an estimate becomes a mark here, as a judge's would; from here on it is exact
    return {
        code: round_units(round(points * UNITS), rounding.places, rounding.mode)
        for code, points in sorted(lost.items())
    }


def severity_amount(lost: int, bounds: Bounds) -> Amount:
    """Say what a class gets for what it lost by its inspectors, and how that was found."""
    figures = {
        "lost": format_units(lost),
        "least": format_units(bounds.least),
        "most": format_units(bounds.most),
    }
    return Amount(
        within(bounds, lost),
        gettext("按检查员尺度估计，因尺度不一共少得 %(lost)s 分，方案限于 %(least)s 到 %(most)s 分")
        % figures,
    )


def within(bounds: Bounds, points: int) -> int:
    """Cut points to what the scheme allows."""
    return min(max(points, bounds.least), bounds.most)


def put_down(
    scored: ScoredPeriod,
    item: Item,
    wanted: Mapping[str, Amount],
    *,
    day: date,
    by: User,
    at: datetime,
) -> int:
    """Record what each class gets (by code; 0 for none), voiding what stood differently; give how many changed.

    Raises:
        SheetRefused: the result is reviewed, or the ledger refuses a record.
    """
    school = scored.version.school
    with transaction.atomic():
        lock_sheets(school)
        sheet = sheet_of(scored)
        if sheet is not None and sheet.state != "computed":
            raise SheetRefused("reviewed", gettext("本期结果已经审核，不能再改。要改，请先退回。"))
        standing = _standing(scored, item)
        changed = {
            code: amount
            for code, amount in wanted.items()
            if (amount.points, amount.note if amount.points else "")
            != ((standing[code].value, standing[code].note) if code in standing else (0, ""))
        }
        for code in changed.keys() & standing.keys():
            try:
                void(
                    standing[code],
                    id=uuid7(),
                    reason=gettext("改为新的数值"),
                    by=by,
                    at=at,
                    may_void_others=True,
                )
            except RecordRefused as refusal:
                raise SheetRefused(refusal.code, refusal.reason) from refusal
        entries = [
            Entry(
                id=uuid7(),
                day=day,
                school_class=code,
                item=item.code,
                value=format_units(amount.points),
                note=amount.note,
            )
            for code, amount in changed.items()
            if amount.points
        ]
        outcomes = append_records(school, entries, by=by, at=at, source=Record.Source.OFFICE)
        refused = [outcome.refusal.reason for outcome in outcomes if outcome.refusal]
        if refused:
            raise SheetRefused("refused", "".join(dict.fromkeys(refused)))
    return len(changed)


def _standing(scored: ScoredPeriod, item: Item) -> dict[str, Record]:
    records = Record.objects.filter(
        school=scored.version.school,
        item=item.code,
        day__range=(scored.period.first, scored.period.last),
        school_class__isnull=False,
        voids=None,
        voided_by=None,
    ).select_related("school", "school_class", "staff")
    return {seen.school_class.code: seen for seen in records.order_by("sequence")}  # type: ignore[union-attr]

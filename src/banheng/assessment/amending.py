"""Bring a published result up to what the ledger, the roster and the engine say now, or keep it as it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from banheng import __version__
from banheng.assessment.changes import changes_between
from banheng.assessment.computing import frozen
from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import freeze, standing
from banheng.assessment.frozen_inputs import frozen_inputs, scored_period_of
from banheng.assessment.journal import locked, required, take_step
from banheng.assessment.live import inputs_of
from banheng.assessment.models import Difference, ScoreSheet, Step
from banheng.bundles.edition import digest
from banheng.schools.models import SchoolClass, Staff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.changes import Change
    from banheng.assessment.live import Inputs
    from banheng.assessment.models import FrozenSheet

SETTLED = (ScoreSheet.State.PUBLISHED, ScoreSheet.State.FINAL)


def changes_today(sheet: ScoreSheet) -> Sequence[Change]:
    """List what a recomputation of today would change in the edition that stands; nothing is changed by asking.

    Ledger, roster, calendar and engine are those of today, the scheme is the version that was published.

    Raises:
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    edition = standing(sheet)
    scored = scored_period_of(edition)
    return changes_between(edition.results, frozen(scored, inputs_of(scored)))


def accept_changes(sheet: ScoreSheet, *, reason: str, by: User, at: datetime) -> FrozenSheet:
    """Make a recomputation of today the edition that stands.

    Raises:
        SheetRefused: the sheet is not published or final, nothing would change, or no reason is given.
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    reason = required(reason)
    with transaction.atomic():
        kept = locked(sheet, *SETTLED)
        edition = amend(kept, inputs_of(scored_period_of(standing(kept))), reason=reason, by=by, at=at)
        if edition is None:
            raise SheetRefused("no_change", gettext("重新计算的结果与公布的相同，不需要更正。"))
    return edition


def keep_result(sheet: ScoreSheet, *, reason: str, by: User, at: datetime) -> None:
    """Decide that the edition that stands stays, though a recomputation of today differs.

    The decision is about the changes of today; others that come later are asked about again.

    Raises:
        SheetRefused: the sheet is not published or final, nothing would change, or no reason is given.
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    reason = required(reason)
    with transaction.atomic():
        kept = locked(sheet, *SETTLED)
        changes = changes_today(kept)
        if not changes:
            raise SheetRefused("no_change", gettext("重新计算的结果与公布的相同，不需要更正。"))
        edition = standing(kept)
        take_step(kept, Step.Kind.KEPT, by=by, at=at, reason=reason, edition=edition, left=_digest(changes))


def are_left(sheet: ScoreSheet, changes: Sequence[Change]) -> bool:
    """Tell whether it was decided to leave just these changes."""
    return sheet.steps.filter(edition=standing(sheet), left=_digest(changes)).exists()


def amend(
    sheet: ScoreSheet, inputs: Inputs | None = None, *, reason: str, by: User, at: datetime
) -> FrozenSheet | None:
    """Recompute a locked, published sheet; None if the result is the same to the last digit and fen.

    What changes after the sheet is final is put down as differences, to be paid with the next pay sheet.

    Args:
        inputs: roster and calendar as they were frozen unless given, so that only the ledger counts.
    """
    before = standing(sheet)
    scored = scored_period_of(before)
    inputs = inputs or frozen_inputs(before)
    results = frozen(scored, inputs)
    changes = changes_between(before.results, results)
    if not changes and _says_the_same(before.results, results):
        return None
    sheet.results, sheet.version = results, before.version
    sheet.ledger_sequence, sheet.ledger_hash = inputs.sequence, inputs.hash
    sheet.engine_version = __version__
    sheet.save()
    edition = freeze(sheet, reason=reason, by=by, at=at)
    if sheet.state == ScoreSheet.State.FINAL:
        _put_down_differences(edition, changes)
    take_step(sheet, Step.Kind.AMENDED, by=by, at=at, reason=reason, edition=edition)
    return edition


def _digest(changes: Sequence[Change]) -> str:
    return digest([asdict(change) for change in changes])


def _says_the_same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether no figure of any part differs either."""
    return before["results"] == after["results"]


def _put_down_differences(edition: FrozenSheet, changes: Sequence[Change]) -> None:
    school = edition.sheet.school
    classes = {each.code: each for each in SchoolClass.objects.filter(school=school)}
    staff = {each.code: each for each in Staff.objects.filter(school=school)}
    Difference.objects.bulk_create(
        Difference(
            edition=edition,
            school_class=classes[change.school_class],
            staff=staff[change.teacher],
            total_before=change.before.total,
            total_after=change.after.total,
            rank_before=change.before.rank,
            rank_after=change.after.rank,
            rating_before=change.before.rating,
            rating_after=change.after.rating,
            fen=change.fen,
        )
        for change in changes
        if change.teacher  # the line of a class is nobody's
    )

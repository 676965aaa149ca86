"""Send a reviewed result back to be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from banheng.assessment.closing import reopen
from banheng.assessment.journal import locked, required, take_step
from banheng.assessment.models import ScoreSheet, Step

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User


def send_back(sheet: ScoreSheet, *, reason: str, by: User, at: datetime) -> None:
    """Undo the review: the period takes records again and is computed and reviewed anew.

    Raises:
        SheetRefused: it is not reviewed or already published, or no reason is given.
    """
    reason = required(reason)
    with transaction.atomic():
        kept = locked(sheet, ScoreSheet.State.REVIEWED)
        kept.state = ScoreSheet.State.COMPUTED
        kept.save(update_fields=["state"])
        reopen(kept)
        take_step(kept, Step.Kind.RETURNED, by=by, at=at, reason=reason)

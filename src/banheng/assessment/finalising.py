"""Lock a published result for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import standing
from banheng.assessment.journal import locked, take_step
from banheng.assessment.models import ScoreSheet, Step
from banheng.assessment.publishing import publication_of

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User


def finalise(sheet: ScoreSheet, *, by: User, at: datetime) -> None:
    """Make a result final: the notice period is over and every appeal is ruled on.

    Raises:
        SheetRefused: it is not published, the notice period runs, or an appeal is open.
    """
    with transaction.atomic():
        kept = locked(sheet, ScoreSheet.State.PUBLISHED)
        publication = publication_of(kept)
        if publication.last >= timezone.localdate(at):
            raise SheetRefused(
                "notice_runs",
                gettext("公示期到 %(last)s 为止。请在公示期满后定稿。")
                % {"last": publication.last.isoformat()},
            )
        if open_appeals := kept.open_appeals.count():
            raise SheetRefused(
                "open_appeals",
                gettext("还有 %(number)d 件申诉没有复核结论。请先复核，再定稿。") % {"number": open_appeals},
            )
        kept.state = ScoreSheet.State.FINAL
        kept.save(update_fields=["state"])
        take_step(kept, Step.Kind.FINALISED, by=by, at=at, edition=standing(kept))

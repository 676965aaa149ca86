"""The steps of a sheet: who took which when and why; nothing skips one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.assessment.errors import SheetRefused
from banheng.assessment.models import ScoreSheet, Step
from banheng.schools.models import School

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.models import FrozenSheet


def lock_sheets(school: School) -> None:
    """Let nobody else take a step with a sheet of the school for the rest of the transaction."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)


def locked(sheet: ScoreSheet, *states: ScoreSheet.State) -> ScoreSheet:
    """Give a sheet as it is now, for the rest of the transaction.

    Raises:
        SheetRefused: it is in none of the states, because somebody was quicker or a step is missing.
    """
    lock_sheets(sheet.school)
    now = ScoreSheet.objects.select_related("school", "version").get(pk=sheet.pk)
    if states and now.state not in states:
        raise SheetRefused(
            "wrong_state",
            gettext("本期结果现在是“%(state)s”，不能办理这一步。请刷新页面，看看是否已经有人办理。")
            % {"state": now.get_state_display()},
        )
    return now


def take_step(
    sheet: ScoreSheet,
    kind: Step.Kind,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    edition: FrozenSheet | None = None,
    left: str = "",
) -> Step:
    """Write a step into the journal; the caller has changed the sheet in the same transaction."""
    return Step.objects.create(
        sheet=sheet,
        kind=kind,
        edition=edition,
        reason=reason.strip(),
        left=left,
        by=by,
        by_name=str(by) if by else "",
        at=at,
    )


def required(reason: str) -> str:
    """Give a reason without blanks around it.

    Raises:
        SheetRefused: there is none.
    """
    if not reason.strip():
        raise SheetRefused("no_reason", gettext("请写明原因。"))
    return reason.strip()

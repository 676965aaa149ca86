"""Lock a round at a step, and note a step that is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.posts.models import Round, RoundStep

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.development.posts.models import Step


def running(selection: Round, *steps: Step) -> Round:
    """Lock a round, which must go on and be at one of these steps, if any are named.

    Raises:
        DevelopmentRefused: it is over, or at another step.
    """
    kept = Round.objects.select_for_update().select_related("school").get(pk=selection.pk)
    if not kept.is_running:
        raise DevelopmentRefused(
            "over", gettext("这一轮选聘%(state)s。") % {"state": kept.get_state_display()}
        )
    if steps and kept.step not in steps:
        raise DevelopmentRefused(
            "other_step",
            gettext("这一轮选聘现在是“%(step)s”，不能办理这一步。请刷新页面。")
            % {"step": kept.get_step_display()},
        )
    return kept


def note_step(
    selection: Round, step: str, *, remark: str = "", minutes: str = "", by: User | None, at: datetime
) -> RoundStep:
    """Note that a step is finished."""
    return RoundStep.objects.create(
        round=selection,
        step=step,
        remark=remark.strip(),
        minutes=minutes.strip(),
        by=by,
        by_name=str(by) if by else "",
        at=at,
    )

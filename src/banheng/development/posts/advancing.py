"""Finish the step that a round is at, and go on to the next; the last one appoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.development.errors import DevelopmentRefused
from banheng.development.posts.appointing import appoint
from banheng.development.posts.judging import competing, missing_marks
from banheng.development.posts.models import NOTICES, Applicant, Post, Round, Step
from banheng.development.posts.round_steps import note_step, running
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from banheng.accounts.models import User


def who_finishes(selection: Round) -> Permission:
    """Give the permission that the step asks for: the principal files and appoints, and decides where so set."""
    decides = selection.step == Step.APPROVED and selection.decider == Round.Decider.PRINCIPAL
    if decides or selection.step in {Step.FILED, Step.APPOINTED}:
        return Permission.DECIDE_TEAM
    return Permission.KEEP_TEAM


def who_decides(selection: Round) -> Permission:
    """Give the permission to decide on applicants, also while the result hangs out."""
    by_principal = selection.decider == Round.Decider.PRINCIPAL
    return Permission.DECIDE_TEAM if by_principal else Permission.KEEP_TEAM


def finish_step(
    selection: Round, step: str, *, remark: str = "", minutes: str = "", by: User, at: datetime
) -> Round:
    """Finish a step and go on; a public list hangs out from the day on which the step before is finished.

    Args:
        step: at which whoever presses the button believes the round to be.

    Raises:
        DevelopmentRefused: the round is at another step, or something of the step is still to be done.
        ChangeRefused: the roster does not take an appointment.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        kept = running(selection, Step(step))
        CHECKS[Step(step)](kept, today, minutes)
        note_step(kept, step, remark=remark, minutes=minutes, by=by, at=at)
        if step == Step.APPOINTED:
            _appoint(kept, minutes, by, at)
            kept.state = Round.State.DONE
        else:
            kept.step = kept.steps[kept.steps.index(step) + 1]
        kept.notice_until = (
            school_calendar(kept.school).school_day_after(today, kept.notice_days)
            if kept.step in NOTICES and kept.is_running
            else None
        )
        kept.save(update_fields=["state", "step", "notice_until"])
    return kept


def _check_applicants(selection: Round, _today: date, _minutes: str) -> None:
    follows = Step.RECOMMENDED in selection.steps and selection.step == Step.APPLIED
    if not follows and not selection.applicants.filter(withdrawn_at=None).exists():
        raise DevelopmentRefused("nobody", gettext("还没有候选人。"))


def _check_screened(selection: Round, _today: date, _minutes: str) -> None:
    waiting = selection.applicants.filter(withdrawn_at=None, passed=None).select_related("staff")
    if waiting:
        names = "、".join(each.staff.name for each in waiting)
        raise DevelopmentRefused("unscreened", gettext("还没有审核：%(names)s。") % {"names": names})
    if not competing(selection):
        raise DevelopmentRefused("nobody", gettext("没有人通过审核。请取消这一轮，重新组织。"))


def _check_notice(selection: Round, today: date, _minutes: str) -> None:
    if selection.notice_until is not None and today <= selection.notice_until:
        raise DevelopmentRefused(
            "notice", gettext("公示到 %(day)s 为止。") % {"day": selection.notice_until.isoformat()}
        )
    if selection.objections.filter(answered_at=None).exists():
        raise DevelopmentRefused("objections", gettext("还有异议没有答复。"))


def _check_marks(selection: Round, _today: date, _minutes: str) -> None:
    if missing := missing_marks(selection):
        raise DevelopmentRefused(
            "marks", gettext("成绩还没有齐：%(missing)s。") % {"missing": "；".join(missing)}
        )


def _check_decided(selection: Round, _today: date, minutes: str) -> None:
    waiting = [each.staff.name for each in competing(selection) if not each.outcome]
    if waiting:
        raise DevelopmentRefused(
            "undecided", gettext("还没有审定：%(names)s。") % {"names": "、".join(waiting)}
        )
    if selection.decider == Round.Decider.MEETING and not minutes.strip():
        raise DevelopmentRefused("no_minutes", gettext("由办公会审定的，要写会议纪要编号。"))


def _check_nothing(_selection: Round, _today: date, _minutes: str) -> None:
    pass


CHECKS: Mapping[Step, Callable[[Round, date, str], None]] = {
    Step.APPLIED: _check_applicants,
    Step.RECOMMENDED: _check_applicants,
    Step.SCREENED: _check_screened,
    Step.LISTED: _check_notice,
    Step.COMPETED: _check_marks,
    Step.APPROVED: _check_decided,
    Step.RESULT_PUBLISHED: _check_notice,
    Step.FILED: _check_nothing,
    Step.APPOINTED: _check_nothing,
}


def _appoint(selection: Round, minutes: str, by: User, at: datetime) -> None:
    """Appoint everybody who was chosen; who is in reserve is so for the same term, from today."""
    taken = {entry.step: timezone.localdate(entry.at) for entry in selection.log.all()}
    minutes = minutes or next((entry.minutes for entry in selection.log.all() if entry.minutes), "")
    today = timezone.localdate(at)
    for each in competing(selection):
        steps = {step: day for step, day in taken.items() if step != Step.RECOMMENDED or each.recommended_by}
        if each.outcome == Applicant.Outcome.APPOINTED:
            appoint(
                each.staff,
                Post(selection.post),
                first=selection.first,
                last=selection.last,
                school_class=each.outcome_class,
                reason=selection.title,
                minutes=minutes,
                waived_for=each.waived_for,
                applicant=each,
                steps=steps,
                by=by,
                at=at,
            )
        elif each.outcome == Applicant.Outcome.RESERVE:
            appoint(
                each.staff,
                Post.RESERVE,
                first=today,
                last=max(selection.last, today),
                reason=selection.title,
                minutes=minutes,
                applicant=each,
                by=by,
                at=at,
            )

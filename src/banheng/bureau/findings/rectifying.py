"""Put right what was found: the school answers and reports, the bureau looks again, the head urges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.bureau.errors import BureauRefused
from banheng.bureau.findings.models import Finding, Step

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Staff

STATE = Finding.State


def answer(finding: Finding, *, cause: str, owner: Staff, measure: str, by: User, at: datetime) -> None:
    """Answer a finding: why it is so, who puts it right and how. It may be answered anew until it is reported.

    Raises:
        BureauRefused: it waits to be looked at or is closed, or the owner is not of the school.
    """
    _refuse_unless(finding, STATE.OPEN, STATE.UNDER_WAY)
    if owner.school_id != finding.school_id:
        raise BureauRefused("stranger", gettext("责任人要是本校教职工。"))
    finding.cause, finding.owner, finding.measure = cause.strip(), owner, measure.strip()
    _step(finding, Step.Kind.ANSWERED, STATE.UNDER_WAY, f"{owner.name}：{measure.strip()}", by=by, at=at)


def report_done(finding: Finding, *, text: str, proof: str, by: User, at: datetime) -> None:
    """Report that it is put right, and where that is proved.

    Raises:
        BureauRefused: it was not answered yet, waits to be looked at, or is closed.
    """
    if finding.state == STATE.OPEN:
        raise BureauRefused("not_answered", gettext("请先答复原因、责任人和措施，再报告整改完成。"))
    _refuse_unless(finding, STATE.UNDER_WAY)
    _step(finding, Step.Kind.REPORTED, STATE.REPORTED, text, proof, by=by, at=at)


def look_again(
    finding: Finding, *, is_right: bool, text: str, due: date | None = None, by: User, at: datetime
) -> None:
    """Look again at what was reported: it is closed, or goes back to be put right by another day.

    Raises:
        BureauRefused: nothing was reported, they reported it themselves, or it goes back without a later day.
    """
    _refuse_unless(finding, STATE.REPORTED)
    last = finding.steps.filter(kind=Step.Kind.REPORTED).last()
    if last is not None and last.by_id == by.pk:
        raise BureauRefused("own", gettext("自己报告的整改要由别人复查。"))
    day = timezone.localdate(at)
    if is_right:
        finding.closed_on = day
        _step(finding, Step.Kind.CLOSED, STATE.CLOSED, text, by=by, at=at)
        return
    if due is None or due < day:
        raise BureauRefused("no_day", gettext("复查没有通过时，要写明今天以后的新期限。"))
    finding.due = due
    _step(finding, Step.Kind.RETURNED, STATE.UNDER_WAY, text, by=by, at=at)


def put_off(finding: Finding, *, due: date, reason: str, by: User, at: datetime) -> None:
    """Give more time, with the reason.

    Raises:
        BureauRefused: it is closed, or the day is not later.
    """
    _refuse_unless(finding, STATE.OPEN, STATE.UNDER_WAY)
    if due <= finding.due:
        raise BureauRefused("not_later", gettext("延期要晚于现在的期限。"))
    said = f"{finding.due.isoformat()} → {due.isoformat()} {reason.strip()}"
    finding.due = due
    _step(finding, Step.Kind.PUT_OFF, STATE(finding.state), said, by=by, at=at)


def urge(finding: Finding, *, text: str, by: User, at: datetime) -> None:
    """Urge, as the head of the bureau, that something overdue be put right.

    Raises:
        BureauRefused: it is not overdue.
    """
    if not finding.is_late(timezone.localdate(at)):
        raise BureauRefused("not_late", gettext("还没有逾期，不用督办。"))
    _step(finding, Step.Kind.URGED, STATE(finding.state), text, by=by, at=at)


def _refuse_unless(finding: Finding, *states: Finding.State) -> None:
    if finding.state not in states:
        raise BureauRefused(
            "state", gettext("现在的状态是“%(state)s”，不能这样办。") % {"state": finding.get_state_display()}
        )


@transaction.atomic
def _step(
    finding: Finding,
    kind: Step.Kind,
    state: Finding.State,
    text: str,
    proof: str = "",
    *,
    by: User,
    at: datetime,
) -> None:
    finding.state = state
    finding.save()
    Step.objects.create(
        finding=finding,
        kind=kind,
        day=timezone.localdate(at),
        text=text.strip(),
        proof=proof.strip(),
        by=by,
        at=at,
    )

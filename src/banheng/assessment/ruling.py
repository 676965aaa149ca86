"""Hear an appeal and rule on it: by somebody else, with reasons, and with the difference recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.assessment.amending import amend
from banheng.assessment.changes import changes_between
from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import standing
from banheng.assessment.journal import locked, required
from banheng.assessment.models import Appeal, Hearing, Ruling
from banheng.assessment.periods import period_of_sheet
from banheng.ledger.models import Record
from banheng.ledger.recording import record
from banheng.ledger.voiding import void

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.assessment.changes import Change
    from banheng.ledger.desk import Entry


@dataclass(frozen=True, slots=True)
class Decision:
    """How an appeal is decided, and what that does to the ledger.

    Attributes:
        voids: records of the class that are cancelled.
        entries: what is recorded in their place, or was left out.
    """

    outcome: Ruling.Outcome
    reason: str
    voids: tuple[Record, ...] = ()
    entries: tuple[Entry, ...] = ()


def hear(appeal: Appeal, *, day: date, text: str, by: User, at: datetime) -> Hearing:
    """Note what was heard or looked into.

    Raises:
        SheetRefused: the appeal is closed, the account is concerned in it, or nothing is said.
    """
    text = required(text)
    with transaction.atomic():
        locked(appeal.sheet)
        kept = _open(appeal)
        refuse_concerned(kept, by)
        return Hearing.objects.create(appeal=kept, day=day, text=text, by=by, by_name=str(by), at=at)


def rule(appeal: Appeal, decision: Decision, *, by: User, at: datetime) -> Ruling:
    """Decide an appeal: reasons always, and records and a new edition if it is right in whole or in part.

    Raises:
        SheetRefused: the appeal is closed, the account is concerned in it, no reason is given, or outcome and
            records do not fit each other.
        RecordRefused: the ledger does not take a void or an entry.
    """
    reason = required(decision.reason)
    with transaction.atomic():
        sheet = locked(appeal.sheet)
        kept = _open(appeal)
        refuse_concerned(kept, by)
        _refuse_unfitting(kept, decision)
        records = _append(kept, decision, by=by, at=at)
        edition = None
        if records:
            cause = gettext("申诉 %(number)s 的复核结论") % {"number": kept.number}
            edition = amend(sheet, reason=cause, by=by, at=at)
        ruling = Ruling.objects.create(
            appeal=kept,
            outcome=decision.outcome,
            reason=reason,
            edition=edition,
            by=by,
            by_name=str(by),
            at=at,
        )
        ruling.records.set(records)
    return ruling


def foresee(appeal: Appeal, decision: Decision, *, by: User, at: datetime) -> Sequence[Change]:
    """List what a decision would change; everything is done and taken back, so nothing stays.

    Raises:
        SheetRefused, RecordRefused: as `rule`.
    """
    before = standing(appeal.sheet)
    with transaction.atomic():
        ruling = rule(appeal, decision, by=by, at=at)
        changes = changes_between(before.results, ruling.edition.results) if ruling.edition else ()
        transaction.set_rollback(True)
    return changes


def records_in_question(appeal: Appeal) -> QuerySet[Record]:
    """List the effective records of the period that an appeal may overturn, oldest first."""
    period = period_of_sheet(appeal.sheet)
    found = Record.objects.filter(
        school=appeal.school, day__range=(period.first, period.last), voids=None, voided_by=None
    )
    if appeal.record_id:
        return found.filter(pk=appeal.record_id)
    found = found.filter(school_class=appeal.school_class) | found.filter(staff=appeal.staff)
    return found.filter(item=appeal.item) if appeal.item else found


def refuse_concerned(appeal: Appeal, user: User) -> None:
    """Refuse somebody who must not decide: whoever appeals, recorded what is in question, or computed the result.

    Of an appeal against a whole result the recorders are too many to count as concerned.

    Raises:
        SheetRefused: with the name of what they did.
    """
    recorded = appeal.item and records_in_question(appeal).filter(recorder=user).exists()
    if user.pk == appeal.by_id or (user.staff_id and user.staff_id == appeal.staff_id):
        raise SheetRefused("own_appeal", gettext("申诉人不能复核自己的申诉。请由其他人复核。"))
    if recorded:
        raise SheetRefused("recorder", gettext("您记录了申诉涉及的内容，应当回避。请由其他人复核。"))
    if user.pk == appeal.sheet.computed_by_id:
        raise SheetRefused("computed_by", gettext("本期结果由您计算，应当回避。请由其他人复核。"))


def _open(appeal: Appeal) -> Appeal:
    kept = Appeal.objects.select_related("sheet", "school").get(pk=appeal.pk)
    if not kept.is_open:
        raise SheetRefused("appeal_closed", gettext("这件申诉已经办结。"))
    return kept


def _refuse_unfitting(appeal: Appeal, decision: Decision) -> None:
    touches = bool(decision.voids or decision.entries)
    if touches == (decision.outcome == Ruling.Outcome.REJECTED):
        raise SheetRefused(
            "outcome_and_records",
            gettext("维持原结果时不能改动记录；申诉成立或部分成立时，至少要作废或补记一条记录。"),
        )
    in_question = set(records_in_question(appeal).values_list("pk", flat=True))
    if any(each.pk not in in_question for each in decision.voids):
        raise SheetRefused("other_record", gettext("只能作废申诉涉及的记录。请重新选择。"))
    period = period_of_sheet(appeal.sheet)
    own = {"", appeal.school_class.code}, {"", appeal.staff.code}
    for entry in decision.entries:
        if entry.day not in period or entry.school_class not in own[0] or entry.staff not in own[1]:
            raise SheetRefused("other_entry", gettext("补记的日期和对象要在申诉涉及的周期和班级之内。"))


def _append(appeal: Appeal, decision: Decision, *, by: User, at: datetime) -> list[Record]:
    """Append voids and entries; one that is refused takes all back."""
    reason = gettext("申诉 %(number)s：%(reason)s") % {"number": appeal.number, "reason": decision.reason}
    made = [
        void(each, id=uuid7(), reason=reason[:500], by=by, at=at, may_void_others=True, by_ruling=True)
        for each in decision.voids
    ]
    for outcome in record(appeal.school, decision.entries, by=by, at=at, source=Record.Source.RULING):
        if outcome.refusal is not None:
            raise outcome.refusal
        made.extend(filter(None, [outcome.record]))
    return made

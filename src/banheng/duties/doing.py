"""Say that a duty is done, and take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.duties.errors import DutyRefused
from banheng.duties.in_force import pack_of
from banheng.duties.models import Done
from banheng.duties.work.feeding import append_feed, take_back_record
from banheng.routines.due import Due, dues
from banheng.routines.pack import Proof
from banheng.routines.when import AsNeeded, OnEvent
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.duties.models import PackVersion
    from banheng.schools.models import SchoolClass

LONGEST_NOTE = 2000
GREATEST_COUNT = 100_000
MOST_TIMES = 50
"""How often on one day something may be done that is never due by itself."""


def do(
    version: PackVersion,
    duty: str,
    school_class: SchoolClass | None,
    *,
    day: date,
    number: int,
    note: str = "",
    count: int | None = None,
    by: User,
    at: datetime,
) -> Done:
    """Take a duty as done; said twice, it is done once.

    Args:
        day, number: which time, as it is due.

    Raises:
        DutyRefused: it is not due then, cannot be done yet, or lacks what proves it.
    """
    due = _due(version, duty, day, number, timezone.localdate(at))
    if due.duty.is_of_class != (school_class is not None):
        raise DutyRefused("other_owner", gettext("这项常规不由您办理。"))
    if timezone.localdate(at) < due.opens:
        raise DutyRefused(
            "not_open",
            gettext("“%(duty)s”从 %(opens)s 起才能办理。")
            % {"duty": due.duty.name, "opens": due.opens.isoformat()},
        )
    note = note.strip()
    _refuse_without_proof(due, note, count)
    which = {
        "version": version,
        "duty": duty,
        "school_class": school_class,
        "person": by if due.duty.is_personal else None,
        "day": day,
        "number": number,
    }
    try:
        with transaction.atomic():
            made = Done.objects.create(**which, note=note, count=count, by=by, at=at)
            if school_class is not None and due.duty.feeds is not None:
                today = timezone.localdate(at)
                fed = append_feed(version.school, school_class, due.duty, today, {}, by=by, at=at)
                made.feed = fed.pk if fed else None
                made.save(update_fields=["feed"])
            return made
    except IntegrityError:  # somebody was quicker, perhaps the same person
        return Done.objects.get(**which, taken_back_at=None)


def take_back(done: Done, *, by: User, at: datetime) -> None:
    """Take back what one has said oneself, on the same day.

    Raises:
        DutyRefused: somebody else said it, or it was on another day.
        RecordRefused: what it counted as stands in settled results.
    """
    if done.by_id != by.pk or timezone.localdate(done.at) != timezone.localdate(at):
        raise DutyRefused("not_own", gettext("只能在当天撤回自己办理的常规。"))
    with transaction.atomic():
        if Done.objects.filter(pk=done.pk, taken_back_at=None).update(taken_back_at=at) and done.feed:
            take_back_record(done.feed, reason=gettext("撤回常规"), by=by, at=at)


def _due(version: PackVersion, code: str, day: date, number: int, today: date) -> Due:
    duty = pack_of(version).duty(code)
    if duty and isinstance(duty.when, AsNeeded | OnEvent) and day == today and number <= MOST_TIMES:
        return Due(duty, number, day, day, day)
    found = dues([duty] if duty else [], school_calendar(version.school), day, day)
    due = next((each for each in found if each.number == number), None)
    if due is None or day < version.first or (version.last is not None and day > version.last):
        raise DutyRefused(
            "not_due", gettext("%(day)s 没有这项常规。请刷新页面再试。") % {"day": day.isoformat()}
        )
    return due


def _refuse_without_proof(due: Due, note: str, count: int | None) -> None:
    duty = due.duty
    if duty.proof is Proof.FORM:
        raise DutyRefused(
            "by_form", gettext("“%(duty)s”填好工作记录就自动完成，不用另外填写。") % {"duty": duty.name}
        )
    if duty.proof is Proof.RECORD:
        raise DutyRefused(
            "by_itself", gettext("“%(duty)s”有检查记录就自动完成，不用另外填写。") % {"duty": duty.name}
        )
    if duty.proof is Proof.NOTE and not note:
        raise DutyRefused("note_missing", gettext("请写明“%(duty)s”的情况。") % {"duty": duty.name})
    if len(note) > LONGEST_NOTE:
        raise DutyRefused(
            "note_too_long", gettext("记录最多 %(most)d 个字。请缩短。") % {"most": LONGEST_NOTE}
        )
    if duty.proof is Proof.COUNT and (count is None or not 0 <= count <= GREATEST_COUNT):
        raise DutyRefused("count_missing", gettext("请填写“%(duty)s”的数量。") % {"duty": duty.name})

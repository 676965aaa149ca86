"""Take the next step of a case, with its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.duties.errors import WorkRefused
from banheng.duties.in_force import pack_of, versions_between
from banheng.duties.models import WorkRecord, WorkStep
from banheng.duties.sealing import seal
from banheng.duties.work.access import content_of
from banheng.duties.work.feeding import feed
from banheng.routines.when import OnEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.models import User
    from banheng.duties.models import PackVersion
    from banheng.routines.work_form import FormStep

LONGEST_REMARK = 500
END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a case as it stands.

    Attributes:
        due: until when it is in time, where a duty in force or the record itself says so.
        taken: if it was.
    """

    step: FormStep
    due: datetime | None
    taken: WorkStep | None

    def is_late(self, now: datetime) -> bool:
        """Tell whether it was taken too late, or is overdue."""
        return self.due is not None and (self.taken.at if self.taken else now) > self.due


def step_lines(record: WorkRecord, versions: Sequence[PackVersion] | None = None) -> list[StepLine]:
    """List the steps of a record in their order, with the time that each has."""
    if not record.work_form.steps:
        return []
    minutes, content = limits(record, versions), content_of(record)
    taken = {step.step: step for step in record.steps.all()}

    def due(step: FormStep) -> datetime | None:
        times = []
        if step.code in minutes:
            times.append(record.opened_at + timedelta(minutes=minutes[step.code]))
        if step.until and step.until in content:
            day = date.fromisoformat(content[step.until])
            times.append(timezone.make_aware(datetime.combine(day, END_OF_DAY)))
        return min(times, default=None)

    return [StepLine(step, due(step), taken.get(step.code)) for step in record.work_form.steps]


def limits(record: WorkRecord, versions: Sequence[PackVersion] | None = None) -> dict[str, int]:
    """Give the minutes that each step has, by the packs in force on the day; the shortest counts."""
    found: dict[str, int] = {}
    for version in versions_between(record.school, record.day, record.day) if versions is None else versions:
        for duty in pack_of(version).duties:
            of, when = duty.form_of, duty.when
            if of and of.form == record.form and of.step and isinstance(when, OnEvent):
                found[of.step] = min(when.within_minutes, found.get(of.step, when.within_minutes))
    return found


def take_step(record: WorkRecord, step: FormStep, *, by: User, at: datetime, remark: str = "") -> WorkStep:
    """Take a step; taken twice, the first one stands. The last one that is needed closes the case.

    Raises:
        WorkRefused: the record is withdrawn or replaced, or the remark too long.
    """
    remark = remark.strip()
    if len(remark) > LONGEST_REMARK:
        raise WorkRefused(
            "remark_too_long", gettext("说明最多 %(most)d 个字。请缩短。") % {"most": LONGEST_REMARK}
        )
    with transaction.atomic():
        now = lock_current(record)
        made, is_new = WorkStep.objects.get_or_create(
            record=now,
            step=step.code,
            defaults={"at": at, "by": by, "by_name": str(by), "sealed": seal(remark) if remark else None},
        )
        if is_new and now.closed_at is None and _is_complete(now):
            now.closed_at = at
            now.save(update_fields=["closed_at"])
        if is_new:
            feed(now, by=by, at=at)
    return made


def lock_current(record: WorkRecord) -> WorkRecord:
    """Hold a record until the transaction ends.

    Raises:
        WorkRefused: it is withdrawn or replaced.
    """
    now = WorkRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if now.withdrawn_at is not None or WorkRecord.objects.filter(replaces=now).exists():
        raise WorkRefused("not_current", gettext("这条记录已经更正或撤回。请刷新页面，看最新的一条。"))
    return now


def _is_complete(record: WorkRecord) -> bool:
    taken = set(record.steps.values_list("step", flat=True))
    return all(step.optional or step.code in taken for step in record.work_form.steps)

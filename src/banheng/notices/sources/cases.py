"""Steps of open cases that begin to wait for somebody, or are overdue: never what stands in the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.models import User
from banheng.accounts.roles import Role
from banheng.duties.in_force import versions_between
from banheng.duties.work.access import may_read, may_take
from banheng.duties.work.cases import open_cases
from banheng.duties.work.stepping import step_lines
from banheng.duties.work.values import staff_in
from banheng.notices.kinds import STEP_OVERDUE, STEP_WAITS
from banheng.notices.sources.news import News

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from banheng.duties.models import WorkRecord
    from banheng.duties.work.stepping import StepLine
    from banheng.notices.kind import Kind
    from banheng.notices.sources.looking import Looking
    from banheng.routines.work_form import FormStep

OVERSEERS = (Role.MORAL_EDUCATION_OFFICE, Role.PRINCIPAL)

ABOUT = {STEP_WAITS.code: "wait", STEP_OVERDUE.code: "late"}
"""Short, so that the key of the record and the code of the step fit beside it."""


def case_news(look: Looking, since: datetime) -> Iterator[News]:
    """Tell of the steps that began to wait, or whose time ran out, after `since`."""
    records = list(open_cases(look.school))
    if not records:
        return
    days = [record.day for record in records]
    versions = versions_between(look.school, min(days), max(days))
    for record in records:
        of_day = [one for one in versions if one.first <= record.day <= (one.last or record.day)]
        lines = step_lines(record, of_day)
        for line, at in _waiting(record, lines):
            if at > since:
                to = [user for user in _takers(record, line.step, look) if user != record.by]
                yield from _tell(STEP_WAITS, record, line.step, to, look)
        for line in lines:
            if line.due and line.due > since and line.is_late(look.at) and not line.taken:
                yield from _tell(STEP_OVERDUE, record, line.step, _told_late(record, line.step, look), look)


def _waiting(record: WorkRecord, lines: Sequence[StepLine]) -> Iterator[tuple[StepLine, datetime]]:
    """Give the steps that others take and that wait, each with the time since when.

    The first one waits from the beginning, because whoever helps a pupil ticks the steps before it later; each
    further one when all before it that are needed are taken.
    """
    at, is_first, is_reached = record.opened_at, True, True
    for line in lines:
        if line.step.by or line.step.named:
            if not line.taken and (is_first or is_reached):
                yield line, record.opened_at if is_first else at
            is_first = False
        if line.taken:
            at = max(at, line.taken.at)
        elif not line.step.optional:
            is_reached = False


def _takers(record: WorkRecord, step: FormStep, look: Looking) -> list[User]:
    """List who takes a step: by role, because the record names them, or because they wrote it."""
    day = timezone.localdate(look.at)
    found = look.in_roles(step.by, day)
    if step.named:  # what is sealed stays so; nobody is named there
        named = staff_in(record.work_form, record.content, step.named)
        found += User.objects.filter(is_active=True, staff__in=named)
    if record.by and record.by.is_active:
        found.append(record.by)
    accesses = [look.access(user, day) for user in dict.fromkeys(found)]
    return [each.user for each in accesses if may_take(each, record, step) and may_read(each, record)]


def _told_late(record: WorkRecord, step: FormStep, look: Looking) -> list[User]:
    day = timezone.localdate(look.at)
    teachers = look.teachers(record.school_class, day) if record.school_class else []
    return list(dict.fromkeys([*teachers, *look.in_roles(OVERSEERS, day), *_takers(record, step, look)]))


def _tell(
    kind: Kind, record: WorkRecord, step: FormStep, to: Iterable[User], look: Looking
) -> Iterator[News]:
    """Lead to the record, and to the own day whoever may not read it."""
    day = timezone.localdate(look.at)
    name = look.name_of(record.school_class, day) if record.school_class else look.school.name
    about = f"{ABOUT[kind.code]}:{_origin(record).pk.hex}:{step.code}"
    said, text = {"class": name}, f"“{record.work_form.title}”{step.name}"
    reading = [user for user in to if may_read(look.access(user, day), record)]
    page = reverse("work-record", args=[look.school.code, record.pk])
    yield News(kind, about, page, reading, said, text)
    others = [user for user in to if user not in reading]
    yield News(kind, about, reverse("today", args=[look.school.code]), others, said, text)


def _origin(record: WorkRecord) -> WorkRecord:
    """Give the first version of a case, so that a corrected one is not told again."""
    while record.replaces is not None:
        record = record.replaces
    return record

"""The cases that wait for somebody: whose next step is theirs to take, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.accounts.roles import Permission
from banheng.duties.in_force import versions_between
from banheng.duties.models import WorkRecord
from banheng.duties.work.access import may_read, may_take
from banheng.duties.work.stepping import step_lines
from banheng.routines.work_form import work_forms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.accounts.access import Access
    from banheng.duties.models import PackVersion
    from banheng.duties.work.stepping import StepLine
    from banheng.schools.models import School


@dataclass(frozen=True, slots=True)
class Case:
    """A case with the steps that the account may take now; the others wait for somebody else."""

    record: WorkRecord
    steps: Sequence[StepLine]

    @property
    def due(self) -> datetime | None:
        """Until when the most urgent step is in time."""
        return min((line.due for line in self.steps if line.due), default=None)


def open_cases(school: School) -> QuerySet[WorkRecord]:
    """List the cases of a school that wait for a step, oldest first."""
    waiting = WorkRecord.objects.current().filter(school=school, closed_at=None)
    waiting = waiting.select_related("school", "school_class", "by")
    return waiting.prefetch_related("steps").order_by("opened_at")


def cases_of(access: Access) -> list[Case]:
    """List the cases of which the account may take a step: late and urgent ones first, then by age."""
    held = {role.role.value for role in access.roles}
    forms = work_forms().values()
    by_role = [form.form for form in forms if any(held & set(step.by) for step in form.steps)]
    by_name = [form.form for form in forms if any(step.named for step in form.steps)]
    concerned = Q(by=access.user) | Q(form__in=by_role)
    if access.user.staff_id is not None:
        concerned |= Q(form__in=by_name)
    if access.may(Permission.DO_DUTIES):
        classes = access.classes(Permission.DO_DUTIES).values("school_class")
        concerned |= Q(school_class__in=classes, sealed=None)
    found = []
    versions: dict[date, list[PackVersion]] = {}
    for record in open_cases(access.school).filter(concerned):
        if record.day not in versions:
            versions[record.day] = versions_between(access.school, record.day, record.day)
        lines = step_lines(record, versions[record.day])
        steps = [line for line in lines if not line.taken and may_take(access, record, line.step)]
        if steps and may_read(access, record):
            found.append(Case(record, steps))
    return sorted(found, key=lambda case: (case.due is None, case.due or case.record.opened_at))

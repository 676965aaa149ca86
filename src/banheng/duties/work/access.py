"""Who may write, read and carry on a record of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.accounts.roles import Permission, Role
from banheng.duties.sealing import unseal
from banheng.duties.work.values import staff_in
from banheng.routines.work_form import About

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from banheng.accounts.access import Access
    from banheng.duties.models import WorkRecord
    from banheng.routines.work_form import FormStep, WorkForm
    from banheng.schools.models import SchoolClass


def content_of(record: WorkRecord) -> dict[str, Any]:
    """Give what stands in the fields; raises as `unseal` does. Reading one for a person is noted elsewhere."""
    return record.content if record.sealed is None else unseal(record.sealed)


def may_write(access: Access, form: WorkForm, school_class: SchoolClass | None) -> bool:
    """Tell whether the account may make a record of a form, about a class if the form is; without one, about any."""
    if form.about is About.CLASS and form.writers:
        return _holds(access, form.writers, school_class)
    if form.about is About.CLASS:
        return school_class is not None and access.may_for(Permission.DO_DUTIES, school_class)
    if form.about is About.SCHOOL:
        return _holds(access, form.writers)
    return access.may(Permission.SEE_SCHOOL)


def may_read(access: Access, record: WorkRecord) -> bool:
    """Tell whether the account may open a record."""
    form = record.work_form
    if record.by_id == access.user.pk or _is_named(access, record):
        return True
    if form.restricted:
        return _holds(access, form.readers, record.school_class)
    if form.about is About.CLASS and record.school_class:
        return access.may_for(Permission.SEE_WORK, record.school_class)
    if form.about is About.SCHOOL:
        return access.may(Permission.SEE_SCHOOL)
    return any(_holds(access, step.by) for step in form.steps)


def may_take(access: Access, record: WorkRecord, step: FormStep) -> bool:
    """Tell whether the account may take a step of a record that it may read."""
    if step.named and access.user.staff_id in staff_in(record.work_form, content_of(record), step.named):
        return True
    if step.by:
        return _holds(access, step.by, record.school_class)
    return record.by_id == access.user.pk or (
        not record.work_form.restricted and may_write(access, record.work_form, record.school_class)
    )


def may_correct(access: Access, record: WorkRecord) -> bool:
    """Tell whether the account may replace or withdraw a record: its author, or whoever has the class now."""
    return record.by_id == access.user.pk or (
        record.work_form.about is About.CLASS
        and not record.work_form.restricted
        and may_write(access, record.work_form, record.school_class)
    )


def _holds(access: Access, parts: Collection[str], school_class: SchoolClass | None = None) -> bool:
    """Tell whether the account has one of the roles, for the class where the role is for some classes only."""
    for held in access.roles:
        if held.role.value not in parts:
            continue
        if held.role is not Role.GRADE_LEADER or school_class is None:
            return True
        if access.may_for(Permission.SEE_WORK, school_class):
            return True
    return False


def _is_named(access: Access, record: WorkRecord) -> bool:
    named = [step.named for step in record.work_form.steps if step.named]
    if not named or access.user.staff_id is None:
        return False
    return access.user.staff_id in staff_in(record.work_form, content_of(record), *named)

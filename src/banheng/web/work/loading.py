"""How a form and a record of the work are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from banheng.duties.models import WorkRecord
from banheng.duties.work.access import may_read
from banheng.routines.work_form import work_forms
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from uuid import UUID

    from banheng.accounts.access import Access
    from banheng.routines.work_form import WorkForm
    from banheng.schools.models import ClassYear


def load_form(code: str) -> WorkForm:
    """Give a work form.

    Raises:
        Http404: there is none with the code.
    """
    if code not in work_forms():
        raise Http404
    return work_forms()[code]


def load_record(access: Access, key: UUID) -> WorkRecord:
    """Give a record that the account may read.

    Raises:
        Http404: the school has no such record.
        PermissionDenied: the account may not read it.
    """
    records = WorkRecord.objects.select_related("school", "school_class", "by", "replaced_by")
    record = records.filter(school=access.school, pk=key).first()
    if record is None:
        raise Http404
    if not may_read(access, record):
        raise PermissionDenied
    return record


def class_of(access: Access, record: WorkRecord) -> ClassYear | None:
    """Give the class of a record as it is called today."""
    if record.school_class_id is None:
        return None
    return classes_on(access.school, access.day).filter(school_class=record.school_class_id).first()

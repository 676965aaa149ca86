"""Which records an account may see: those of its classes, and its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from banheng.accounts.roles import PERMISSIONS, Permission
from banheng.ledger.models import Record

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from banheng.accounts.access import Access

READERS = (Permission.SEE_RECORDS, Permission.INSPECT)


def visible_records(access: Access) -> QuerySet[Record]:
    """List the records that the account may see, without voids (they are shown with what they void)."""
    return seen_records(access).filter(voids__isnull=True)


def seen_records(access: Access) -> QuerySet[Record]:
    """List the records that the account may see, and their voids."""
    records = Record.objects.filter(school=access.school)
    if whole_school(access, Permission.SEE_RECORDS):
        return records
    classes = access.classes(Permission.SEE_RECORDS).values("school_class")
    return records.filter(Q(school_class__in=classes) | Q(recorder=access.user))


def load_record(access: Access, record: UUID) -> Record:
    """Give a record of the school that the account may see.

    Raises:
        Http404: the school has no such record, or it is the void of another.
        PermissionDenied: it is about a class that the account does not have, and not its own.
    """
    found = (
        Record.objects.filter(school=access.school, id=record, voids__isnull=True)
        .select_related("school", "school_class", "staff", "voided_by")
        .first()
    )
    if found is None:
        raise Http404
    if found.recorder_id != access.user.pk and not covers(access, Permission.SEE_RECORDS, found):
        raise PermissionDenied
    return found


def covers(access: Access, permission: Permission, record: Record) -> bool:
    """Tell whether a permission covers a record: by its class, or because it holds for the whole school."""
    if whole_school(access, permission):
        return True
    return record.school_class is not None and access.may_for(permission, record.school_class)


def whole_school(access: Access, permission: Permission) -> bool:
    """Tell whether a permission holds for all classes, also those that are closed."""
    return any(
        permission in PERMISSIONS[held.role] and held.grade is None and held.school_class is None
        for held in access.roles
    )

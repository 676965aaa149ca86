"""The life of a bulk change: handed in, looked at, carried out, taken back.

To look at a change is to carry it out in a transaction and to roll that back: what is shown is what will be
done. Every step may be started again after it was broken off; it does its work once.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from banheng.core.errors import InputRefused
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.files import as_file, refuse_dangerous
from banheng.schools.importing.work import Prepared, Work, faults_of
from banheng.schools.journal import take_back as take_journal_back
from banheng.schools.models import BulkChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from django.contrib.auth.models import AbstractUser

    from banheng.schools.models import School

    Worker = Callable[[BulkChange, Path], Prepared]
    Undoer = Callable[[BulkChange, AbstractUser, datetime], None]

Kind, Status = BulkChange.Kind, BulkChange.Status


def hand_in(
    school: School,
    kind: BulkChange.Kind,
    name: str,
    content: bytes,
    *,
    by: AbstractUser,
    at: datetime,
    options: dict[str, Any],
) -> BulkChange:
    """Keep a file to be looked at.

    Raises:
        ChangeRefused: the file is not safe to open.
    """
    refuse_dangerous(content)
    return BulkChange.objects.create(
        school=school,
        kind=kind,
        file_name=name[-200:],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        options=options,
        made_by=by,  # type: ignore[misc]  # an account; accounts stand above schools
        made_at=at,
        touched_at=at,
    )


def look(change: BulkChange, worker: Worker, at: datetime) -> None:
    """Find out what a file would do, and keep it as the preview."""
    if change.status not in (Status.READING, Status.READY):
        return
    prepared = _prepare(change, worker)
    _tell(change, rows=prepared.rows, at=at)
    with transaction.atomic():
        work = _try(prepared, at)
        transaction.set_rollback(True)
    _show(change, work, at)


def carry_out(change: BulkChange, worker: Worker, at: datetime) -> None:
    """Do what the preview shows; if something else would be done by now, show that instead."""
    prepared = _prepare(change, worker)
    with transaction.atomic():
        locked = BulkChange.objects.select_for_update().get(pk=change.pk)
        if locked.status != Status.WORKING:
            return
        savepoint = transaction.savepoint()
        work = _try(prepared, at)
        if work.faults or work.preview()["digest"] != locked.preview.get("digest"):
            transaction.savepoint_rollback(savepoint)
            _show(locked, work, at)
            return
        locked.status, locked.journal, locked.content = Status.DONE, work.journal.steps, b""
        locked.done_at = locked.touched_at = at
        locked.save()


def give_up(change: BulkChange, reason: str) -> None:
    """Say that the work broke off for a reason that the file does not explain; nothing was done."""
    work = Work()
    work.refuse(0, "", ChangeRefused("broken_off", reason))
    BulkChange.objects.filter(pk=change.pk, status__in=(Status.READING, Status.WORKING)).update(
        status=Status.REFUSED, preview=work.preview()
    )


def confirm(change: BulkChange, at: datetime) -> bool:
    """Mark a change that was looked at as to be carried out; False if that has been said before."""
    return bool(
        BulkChange.objects.filter(pk=change.pk, status=Status.READY).update(
            status=Status.WORKING, touched_at=at
        )
    )


def drop(change: BulkChange) -> None:
    """Give up a change that is not carried out."""
    BulkChange.objects.filter(pk=change.pk, status__in=(Status.READING, Status.READY, Status.REFUSED)).update(
        status=Status.DROPPED, content=b""
    )


def take_back(change: BulkChange, *, by: AbstractUser, at: datetime, undoer: Undoer | None = None) -> None:
    """Undo what was done, all of it or nothing.

    Raises:
        ChangeRefused: it is not done, or something stands on it.
    """
    with transaction.atomic():
        locked = BulkChange.objects.select_for_update().get(pk=change.pk)
        if locked.status != Status.DONE:
            raise ChangeRefused("not_done", gettext("这一项没有写入，或已经撤销。"))
        if undoer is not None:
            undoer(locked, by, at)
        else:
            take_journal_back(locked.journal)
        locked.status, locked.undone_at, locked.undone_by = Status.UNDONE, at, by  # type: ignore[assignment]
        locked.save()


def _prepare(change: BulkChange, worker: Worker) -> Prepared:
    """Read the file before anything is locked; what is wrong with it becomes the work's faults."""
    with as_file(bytes(change.content), change.file_name) as file:
        try:
            return worker(change, file)
        except InputRefused as refusal:
            faults = faults_of(refusal.findings, file.parent)
            return Prepared(0, lambda _at: Work(faults=faults))
        except ChangeRefused as refusal:
            work = Work()
            work.refuse(0, "", refusal)
            return Prepared(0, lambda _at: work)


def _try(prepared: Prepared, at: datetime) -> Work:
    try:
        return prepared.do(at)
    except ChangeRefused as refusal:
        work = Work()
        work.refuse(0, "", refusal)
        return work


def _tell(change: BulkChange, *, rows: int, at: datetime) -> None:
    change.total, change.touched_at = rows, at
    change.save(update_fields=["total", "touched_at"])


def _show(change: BulkChange, work: Work, at: datetime) -> None:
    change.preview = work.preview()
    change.status = Status.REFUSED if work.faults else Status.READY
    change.touched_at = at
    change.save(update_fields=["preview", "status", "touched_at"])

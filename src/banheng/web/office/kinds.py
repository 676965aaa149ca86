"""The kinds of file that can be brought in: how each is read, and how it is taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from banheng.schools.importing.pupils import prepare_pupils
from banheng.schools.importing.roster import prepare_roster
from banheng.schools.models import BulkChange
from banheng.schools.oneroster.bringing_in import prepare_oneroster
from banheng.web.office.evidence import prepare_evidence
from banheng.web.office.taking_back import take_evidence_back

if TYPE_CHECKING:
    from pathlib import Path

    from banheng.schools.importing.bulk import Undoer, Worker
    from banheng.schools.importing.work import Prepared

Kind = BulkChange.Kind


def _roster(change: BulkChange, path: Path) -> Prepared:
    return prepare_roster(change.school, path, _day(change), close_vanished=_ends_vanished(change))


def _pupils(change: BulkChange, path: Path) -> Prepared:
    return prepare_pupils(change.school, path, _day(change), leave_vanished=_ends_vanished(change))


def _oneroster(change: BulkChange, path: Path) -> Prepared:
    return prepare_oneroster(change.school, path, _day(change))


def _day(change: BulkChange) -> date:
    return date.fromisoformat(change.options["day"])


def _ends_vanished(change: BulkChange) -> bool:
    return bool(change.options.get("end_vanished"))


WORKERS: dict[str, Worker] = {
    Kind.ROSTER: _roster,
    Kind.PUPILS: _pupils,
    Kind.EVIDENCE: prepare_evidence,
    Kind.ONEROSTER: _oneroster,
}
UNDOERS: dict[str, Undoer] = {Kind.EVIDENCE: take_evidence_back}
"""Where the journal of rows is not the way back: the ledger is only ever added to."""

"""Evidence from older spreadsheets: read as the command line reads it, appended as the ledger takes it.

Ids of a file are texts; the ledger's are UUIDs made from the school and the text, so that a second upload
doubles nothing. A row without an id goes by its content.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext

from banheng.core.periods import Period, PeriodKind
from banheng.core.points import format_units
from banheng.ledger.desk import Entry
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.ledger.recording import record
from banheng.ledger.voiding import void
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.calendars import school_calendar
from banheng.schools.classes import classes_on
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.reading import read_cells
from banheng.schools.importing.templates import current_postings
from banheng.schools.importing.work import Prepared, Work, faults_of
from banheng.schools.opening import academic_year_of
from banheng.spreadsheets.dictionary import headings_of
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.headers import EVIDENCE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from banheng.policies.models import SchemeVersion
    from banheng.schools.models import BulkChange, School

MOST_ATTEMPTS = 20
"""A file may be taken back and brought in again so many times."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A record of the file; `name` is what its id in the ledger is made from."""

    number: int
    name: str
    entry: Entry
    voids: str = ""


def prepare_evidence(change: BulkChange, path: Path) -> Prepared:
    """Read a file of one academic year's evidence.

    Raises:
        InputRefused: a file that cannot be read, or bad rows.
        ChangeRefused: no scheme is in force, or the day lies in no academic year.
    """
    school, day = change.school, date.fromisoformat(change.options["day"])
    version = version_for(school, day, change.options.get("scheme", ""))
    year = academic_year_of(school, day)
    today = timezone.localdate()
    period = Period(PeriodKind.YEAR, year.code, year.first, max(year.first, min(year.last, today)))
    read = read_evidence(
        [path], scheme_of(version), current_postings(school, day), period, school_calendar(school)
    )
    rows = list(_rows(path, read.evidence.to_dicts()))
    notes = faults_of(read.findings, path.parent)

    def do(at: datetime) -> Work:
        work = _Appending(change, rows, _names(school, day, version), at).work()
        work.notes += notes
        return work

    return Prepared(len(rows), do)


def version_for(school: School, day: date, code: str) -> SchemeVersion:
    """Give the scheme by which a file is read: the one that was chosen, or the only one in force.

    Raises:
        ChangeRefused: none is in force.
    """
    versions = versions_in_force(school, day)
    found = next((version for version in versions if version.code == code), versions[0] if versions else None)
    if found is None:
        raise ChangeRefused(
            "no_scheme",
            gettext("%(day)s 没有生效的考核方案。请先让方案生效，再导入考核记录。")
            % {"day": day.isoformat()},
        )
    return found


def ledger_id(school: School, name: str, attempt: int = 0) -> UUID:
    """Give the ledger's id for an id of a file; further attempts are for what was brought in and taken back."""
    return uuid5(
        NAMESPACE_URL, f"banheng:{school.pk}:{name}:{attempt}" if attempt else f"banheng:{school.pk}:{name}"
    )


def _rows(path: Path, evidence: Sequence[dict[str, Any]]) -> Iterable[FileRow]:
    """Put each record beside its row of the file, and name those that have no id by what they say."""
    cells = read_cells(path, EVIDENCE_COLUMNS)
    same: Counter[str] = Counter()
    for seen in evidence:
        cell = cells[seen["row"]]
        name = cell["id"]
        if not name:
            said = [str(seen[column] or "") for column in seen if column not in ("id", "row")]
            content = json.dumps(said, ensure_ascii=False)
            same[content] += 1
            name = f"{content}#{same[content]}"
        yield FileRow(cell["row"], name, _entry(seen), seen["voids"])


def _entry(seen: dict[str, Any]) -> Entry:
    recorder = gettext("（记录人：%(name)s）") % {"name": seen["recorder"]} if seen["recorder"] else ""
    return Entry(
        id=UUID(int=0),
        day=seen["day"],
        item=seen["item"],
        school_class=seen["school_class"],
        staff=seen["teacher"],
        event=seen["event"],
        level=seen["level"],
        project=seen["project"],
        quantity=format_units(seen["quantity"]),
        value="" if seen["value"] is None else format_units(seen["value"]),
        note=f"{seen['note']}{recorder}",
    )


class _Appending:
    """Appends the rows of a file to the ledger and voids what the file voids."""

    def __init__(
        self, change: BulkChange, rows: Sequence[FileRow], names: dict[str, str], at: datetime
    ) -> None:
        self.change, self.rows, self.names, self.at = change, rows, names, at
        self.school = change.school
        self._voided_by_file = {row.voids for row in rows if row.voids}

    def work(self) -> Work:
        work = Work()
        ids = self._ids([row.name for row in self.rows if not row.voids])
        records = [row for row in self.rows if not row.voids]
        entries = [_with_id(row.entry, ids[row.name]) for row in records]
        outcomes = record(
            self.school, entries, by=self.change.made_by, at=self.at, source=Record.Source.IMPORT
        )
        for row, entry, outcome in zip(records, entries, outcomes, strict=True):
            if outcome.refusal is not None:
                self._refuse(work, row, outcome.refusal)
            elif not outcome.repeated:
                work.journal.steps.append({"recorded": str(entry.id)})
                work.new("record", self._about(entry), self._said(entry), row.number)
            elif _differs(outcome.record, entry):
                self._refuse(
                    work,
                    row,
                    RecordRefused(
                        "id_taken",
                        gettext(
                            "编号“%(name)s”已经入账，内容与这一行不同。入账的记录不能改，请作废后用新编号重记。"
                        )
                        % {"name": row.name[:60]},
                    ),
                )
            else:
                work.unchanged += 1
        if not work.faults:
            self._void(work, ids)
        return work

    def _ids(self, names: Sequence[str]) -> dict[str, UUID]:
        """Give each name the first id that is not of a record taken back with its import."""
        ids: dict[str, UUID] = {}
        left = set(names)
        for attempt in range(MOST_ATTEMPTS):
            tried = {name: ledger_id(self.school, name, attempt) for name in left}
            known = Record.objects.filter(voids__in=tried.values()).values_list("voids", flat=True)
            voided = set(known)
            ids |= tried
            left = {name for name, id_ in tried.items() if id_ in voided and name not in self._voided_by_file}
            if not left:
                break
        return ids

    def _void(self, work: Work, ids: dict[str, UUID]) -> None:
        for row in self.rows:
            if not row.voids:
                continue
            seen = Record.objects.get(pk=ids[row.voids])
            if Record.objects.filter(voids=seen).exists():
                work.unchanged += 1
                continue
            try:
                void(
                    seen,
                    id=uuid5(seen.pk, row.name),
                    reason=row.entry.note,
                    by=self.change.made_by,
                    at=self.at,
                    may_void_others=True,
                )
            except RecordRefused as refusal:
                self._refuse(work, row, refusal)
            else:
                work.new("void", row.voids, row.entry.note, row.number)

    def _refuse(self, work: Work, row: FileRow, refusal: RecordRefused) -> None:
        work.refuse(row.number, "", ChangeRefused(refusal.code, refusal.reason))

    def _about(self, entry: Entry) -> str:
        code = entry.school_class or entry.staff
        return f"{entry.day.isoformat()} {self.names.get(code, code)}"

    def _said(self, entry: Entry) -> str:
        names = [self.names.get(f"{entry.item}/{part}", part) for part in (entry.event, entry.level) if part]
        figures = [entry.value] if entry.value else [f"×{entry.quantity}"] if entry.quantity != "1" else []
        return " ".join([self.names.get(f"{entry.item}/", entry.item), *names, *figures])


def _differs(known: Record | None, entry: Entry) -> bool:
    """Tell whether a record says something else than the row that goes by its id."""
    if known is None:
        return True
    value = "" if known.value is None else format_units(known.value)
    staff = known.staff.code if known.staff else ""
    said = (known.day, known.level, known.project, format_units(known.quantity), value, staff)
    return said != (entry.day, entry.level, entry.project, entry.quantity, entry.value, entry.staff)


def _with_id(entry: Entry, number: UUID) -> Entry:
    return replace(entry, id=number)


def _names(school: School, day: date, version: SchemeVersion) -> dict[str, str]:
    """Give the names of classes by code, and of items, events and levels by `item/` and `item/event`."""
    names = {each.school_class.code: each.name for each in classes_on(school, day)}
    for heading in headings_of(scheme_of(version)):
        names[f"{heading.code}/"] = heading.name
        for entry in heading.entries:
            names[f"{heading.code}/{entry.event}"] = entry.event_name or heading.name
            if entry.level:
                names[f"{heading.code}/{entry.level}"] = entry.level_name
    return names

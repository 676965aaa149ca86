"""Append records to a school's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.ledger.chaining import hash_of
from banheng.ledger.errors import RecordRefused
from banheng.ledger.language import request_language
from banheng.ledger.models import Chain, Closure, Record
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.models import AcademicYear, SchoolClass, Staff
from banheng.spreadsheets.records import Records, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.models import User
    from banheng.ledger.limits import Limits
    from banheng.policies.models import SchemeVersion
    from banheng.schools.models import School


LONGEST_NOTE = 500

MOST_PHOTOS = 6

# In SQL, as in `access`, `limits` and `in_force`: Django takes ten times longer to build these queries than
# the database to answer them, and the whole school records at once.
ACADEMIC_YEARS = "SELECT * FROM schools_academicyear WHERE school_id = %s"
CLASS = "SELECT * FROM schools_schoolclass WHERE school_id = %s AND code = %s"
CLOSURES = "SELECT * FROM ledger_closure WHERE school_id = %s AND first <= %s AND last >= %s ORDER BY id"


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wrote down, as texts and codes; see `Record` for their meaning."""

    id: UUID
    day: date
    item: str
    school_class: str = ""
    staff: str = ""
    event: str = ""
    level: str = ""
    project: str = ""
    quantity: str = ""
    value: str = ""
    note: str = ""
    noted_at: datetime | None = None
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry: its record, or why there is none.

    Attributes:
        repeated: the ledger had it already; nothing was appended.
    """

    id: UUID
    record: Record | None = None
    repeated: bool = False
    refusal: RecordRefused | None = None


def record(
    school: School,
    entries: Sequence[Entry],
    *,
    by: User | None,
    at: datetime,
    source: Record.Source,
    limits: Limits | None = None,
) -> list[Outcome]:
    """Append entries in their order; a refused one does not hold up the others.

    Whoever needs all or nothing looks at the outcomes inside a transaction of its own.

    Args:
        limits: of the recorder; an entry that the ledger already has is not asked for them again.
            Without them access is the caller's to check.
    """
    with transaction.atomic():
        chain = lock_chain(school)
        known = _known(entries)
        desk = _Desk(school, by, at, source, limits)
        outcomes, made = [], []
        for entry in entries:
            if entry.id in known:
                outcomes.append(_again(school, entry, known[entry.id]))
                continue
            try:
                new = desk.make(entry)
            except RecordRefused as refusal:
                outcomes.append(Outcome(entry.id, refusal=refusal))
                continue
            made.append(link(chain, new))
            known[entry.id] = new
            outcomes.append(Outcome(entry.id, new))
        if made:
            Record.objects.bulk_create(made, batch_size=500)
            chain.save(update_fields=["sequence", "hash"])
    return outcomes


def lock_chain(school: School) -> Chain:
    """Take a school's chain for the rest of the transaction; others wait."""
    locked = Chain.objects.select_for_update().filter(school=school)
    for chain in locked:
        return chain
    Chain.objects.get_or_create(school=school)
    return locked.get()


def link(chain: Chain, made: Record) -> Record:
    """Put a record at the end of a locked chain; the caller saves both."""
    made.sequence = chain.sequence + 1
    made.previous_hash = chain.hash
    made.hash = hash_of(made, chain.hash)
    chain.sequence, chain.hash = made.sequence, made.hash
    return made


def refuse_closed(school: School, day: date, scheme_codes: Sequence[str]) -> None:
    """Refuse a day whose period is settled.

    Raises:
        RecordRefused: with the way out.
    """
    for closed in Closure.objects.raw(CLOSURES, [school.pk, day, day]):
        if closed.scheme_code not in scheme_codes:
            continue
        raise RecordRefused(
            "period_closed",
            gettext(
                "%(period)s的考核结果已经确定，不再接收 %(day)s 的记录。请交德育处，在下一个周期登记为差额。"
            )
            % {"period": closed.label, "day": day.isoformat()},
        )


def _known(entries: Sequence[Entry]) -> dict[UUID, Record]:
    """Give the records that the ledger has already; mostly it has none, and that is quick to see."""
    ids = [entry.id for entry in entries]
    if len(ids) == 1:
        key = Record.id.field.get_db_prep_value(ids[0], connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM ledger_record WHERE id = %s", [key])
            if cursor.fetchone() is None:
                return {}
    return Record.objects.select_related("school_class").in_bulk(ids)


def _again(school: School, entry: Entry, known: Record) -> Outcome:
    """Answer an entry that was sent before; the same id for something else is no repetition."""
    code = known.school_class.code if known.school_class else ""
    said_then = (known.school_id, code, known.item, known.event)
    if said_then != (school.pk, entry.school_class, entry.item, entry.event):
        return Outcome(
            entry.id,
            refusal=RecordRefused("id_taken", gettext("这个编号已用于另一条记录。请重新录入这一条。")),
        )
    return Outcome(entry.id, known, repeated=True)


class _Desk:
    """Where entries of one sending are checked and become records; what they share is looked up once."""

    def __init__(
        self, school: School, by: User | None, at: datetime, source: Record.Source, limits: Limits | None
    ) -> None:
        self.school, self.by, self.source, self.limits = school, by, source, limits
        self.at = _whole_milliseconds(at)
        self.today = timezone.localdate(at)
        self.academic_years = list(AcademicYear.objects.raw(ACADEMIC_YEARS, [school.pk]))
        self.classes: dict[str, SchoolClass | None] = {}
        self.staff: dict[str, Staff | None] = {}
        self.versions = cache(partial(versions_in_force, school))
        self.refuse_closed = cache(partial(refuse_closed, school))

    def make(self, entry: Entry) -> Record:
        """Check an entry against roster, calendar and scheme.

        Raises:
            RecordRefused: it cannot be taken.
        """
        self._check_day(entry.day)
        made = Record(
            id=entry.id,
            school=self.school,
            school_class=self._class(entry),
            staff=self._staff(entry),
            item=entry.item,
            event=entry.event,
            level=entry.level,
            project=entry.project,
            day=entry.day,
            note=entry.note.strip(),
            source=self.source,
            recorder=self.by,
            recorder_name=str(self.by) if self.by else "",
            recorded_at=self.at,
            noted_at=entry.noted_at and _whole_milliseconds(entry.noted_at),
            photos=list(entry.photos),
        )
        if made.school_class is None and made.staff is None:
            raise RecordRefused("about_nobody", gettext("没有写明班级或教师。请补上其中一项。"))
        if len(made.note) > LONGEST_NOTE:
            raise RecordRefused(
                "note_too_long", gettext("说明最多 %(most)d 个字。请缩短。") % {"most": LONGEST_NOTE}
            )
        if entry.item == Record.NEUTRAL:
            _check_observation(entry)
            if self.limits:
                self.limits.check(entry, None, at=self.at)
        else:
            self._read(entry, made)
        if len(entry.photos) > MOST_PHOTOS:
            raise RecordRefused(
                "too_many_photos",
                gettext("一条记录最多 %(most)d 张照片。请少选几张。") % {"most": MOST_PHOTOS},
            )
        return made

    def _read(self, entry: Entry, made: Record) -> None:
        """Take item, event and figures as the scheme in force has them."""
        versions = self.versions(entry.day)
        if not versions:
            raise RecordRefused(
                "no_scheme",
                gettext("%(day)s 没有生效的考核方案。请德育处先让方案生效。")
                % {"day": entry.day.isoformat()},
            )
        version = _holding(versions, entry.item)
        if self.limits:
            self.limits.check(entry, _source(version, entry.item), at=self.at)
        if self.source is not Record.Source.RULING:  # a ruling is what may still touch settled results
            self.refuse_closed(entry.day, (version.code,))
        said = _records(version).read(
            Said(
                item=entry.item,
                event=entry.event,
                level=entry.level,
                quantity=entry.quantity,
                value=entry.value,
                has_project=bool(entry.project),
                has_recorder=True,
                has_note=bool(made.note),
                is_void=False,
            )
        )
        if said.faults:
            sentences = [fault.finding("").say(request_language()) for fault in said.faults]
            raise RecordRefused("not_in_scheme", "".join(sentences))
        made.item, made.event, made.level = said.item, said.event, said.level
        made.quantity, made.value = said.quantity, said.value

    def _check_day(self, day: date) -> None:
        if day > self.today:
            raise RecordRefused(
                "future_day", gettext("日期 %(day)s 还没有到。请核对日期。") % {"day": day.isoformat()}
            )
        if not any(year.first <= day <= year.last for year in self.academic_years):
            raise RecordRefused(
                "no_academic_year",
                gettext("日期 %(day)s 不在学校的任何学年内。请核对日期，或请管理员在校历中添加学年。")
                % {"day": day.isoformat()},
            )

    def _class(self, entry: Entry) -> SchoolClass | None:
        code, day = entry.school_class, entry.day
        if not code:
            return None
        if code not in self.classes:
            found_classes = SchoolClass.objects.raw(CLASS, [self.school.pk, code])
            self.classes[code] = next(iter(found_classes), None)
        found = self.classes[code]
        if found is None or found.opened > day or (found.closed and found.closed < day):
            raise RecordRefused(
                "unknown_class",
                gettext("%(day)s 没有代码为“%(code)s”的班级。请核对班级。")
                % {"code": code, "day": day.isoformat()},
            )
        return found

    def _staff(self, entry: Entry) -> Staff | None:
        code = entry.staff
        if not code:
            return None
        if code not in self.staff:
            self.staff[code] = Staff.objects.filter(school=self.school, code=code).first()
        if self.staff[code] is None:
            raise RecordRefused(
                "unknown_staff", gettext("没有工号为“%(code)s”的教师。请核对工号。") % {"code": code}
            )
        return self.staff[code]


def _holding(versions: Sequence[SchemeVersion], item: str) -> SchemeVersion:
    """Give the version that has the item; the first, whose complaint will name it, if none has."""
    for version in versions:
        if any(part.code == item for part in scheme_of(version).items()):
            return version
    return versions[0]


def _source(version: SchemeVersion, item: str) -> str | None:
    return next((part.source for part in scheme_of(version).items() if part.code == item), "")


def _check_observation(entry: Entry) -> None:
    """Refuse an observation that says nothing, or more than it can."""
    if entry.event not in ("", Record.PRAISE) or entry.level or entry.quantity or entry.value:
        raise RecordRefused("not_an_observation", gettext("只记情况的记录不带事项和数量。请在说明里写清楚。"))
    if not entry.note.strip():
        raise RecordRefused("note_missing", gettext("只记情况的记录要写说明。请写一句。"))


def _records(version: SchemeVersion) -> Records:
    """Give what may be recorded under a version; made once for each text in a process."""
    reader = _READERS.get(version.digest)
    if reader is None:
        reader = _READERS[version.digest] = Records(scheme_of(version))
    return reader


_READERS: dict[str, Records] = {}


def _whole_milliseconds(at: datetime) -> datetime:
    """Cut to what the hash covers."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)

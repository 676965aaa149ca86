"""Where what somebody wrote down is checked against roster, calendar and scheme, and becomes a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from banheng.ledger.appending import Wanted
from banheng.ledger.errors import RecordRefused
from banheng.ledger.language import request_language
from banheng.ledger.models import Record
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.calendars import ACADEMIC_YEARS
from banheng.schools.models import SchoolClass, Staff
from banheng.schools.queries import Query
from banheng.spreadsheets.records import Records, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.models import User
    from banheng.ledger.limits import Limits
    from banheng.policies.models import SchemeVersion
    from banheng.schools.models import School


LONGEST_NOTE = 500

MOST_PHOTOS = 6

CLASS = Query(SchoolClass, "SELECT * FROM schools_schoolclass WHERE school_id = %s AND code = %s")


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
    beyond_control: bool = False


class Desk:
    """Where entries of one sending are checked and become records; what they share is looked up once."""

    def __init__(
        self, school: School, by: User | None, at: datetime, source: Record.Source, limits: Limits | None
    ) -> None:
        self.school, self.by, self.source, self.limits = school, by, source, limits
        self.at = _whole_milliseconds(at)
        self.today = timezone.localdate(at)
        self.academic_years = ACADEMIC_YEARS(school.pk)
        self.classes: dict[str, SchoolClass | None] = {}
        self.staff: dict[str, Staff | None] = {}
        self.versions = cache(partial(versions_in_force, school))

    def make(self, entry: Entry) -> Wanted:
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
            beyond_control=entry.beyond_control or None,
        )
        if made.school_class is None and made.staff is None:
            raise RecordRefused("about_nobody", gettext("没有写明班级或教师。请补上其中一项。"))
        if len(made.note) > LONGEST_NOTE:
            raise RecordRefused(
                "note_too_long", gettext("说明最多 %(most)d 个字。请缩短。") % {"most": LONGEST_NOTE}
            )
        if made.beyond_control and not made.note:
            raise RecordRefused(
                "reason_missing", gettext("标为非班主任可控的记录要写明原因。请在说明里写一句。")
            )
        scheme_code = None
        if entry.item == Record.NEUTRAL:
            _check_observation(entry)
            if self.limits:
                self.limits.check(entry, None, at=self.at)
        else:
            scheme_code = self._read(entry, made)
        if len(entry.photos) > MOST_PHOTOS:
            raise RecordRefused(
                "too_many_photos",
                gettext("一条记录最多 %(most)d 张照片。请少选几张。") % {"most": MOST_PHOTOS},
            )
        # a ruling is what may still touch settled results
        return Wanted(made, None if self.source is Record.Source.RULING else scheme_code)

    def _read(self, entry: Entry, made: Record) -> str:
        """Take item, event and figures as the scheme in force has them; give its code."""
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
        return version.code

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
            self.classes[code] = CLASS.first(self.school.pk, code)
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
        if _records(version).has(item):
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

"""Read OneRoster 1.2 CSV into a school's roster, by the same way as a spreadsheet."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.schools.calendar_changes import save_year
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.files import BROKEN_ARCHIVE
from banheng.schools.importing.pupils import PupilRow, take_pupils
from banheng.schools.importing.reading import MOST_ROWS, code_of
from banheng.schools.importing.roster import take_rows
from banheng.schools.importing.work import Prepared, Work
from banheng.schools.models import AcademicYear, Posting, Stage
from banheng.schools.oneroster.tables import COLUMNS, FIRST_GRADE, VERSION
from banheng.scoring.roster import Posting as RosterRow
from banheng.scoring.roster import Role
from banheng.spreadsheets.result_table import formula_text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from banheng.schools.models import School

    Row = dict[str, str]

REQUIRED = ("manifest", "orgs", "academicSessions", "classes", "users", "enrollments")
_NUMERALS = "一二三四五六七八九十"


def prepare_oneroster(school: School, path: Path, day: date) -> Prepared:
    """Read an archive to which a school's year, classes, staff and pupils are to be brought.

    Raises:
        ChangeRefused: no such archive, another version, or a table or column that is missing.
    """
    tables = _read(path)
    _check_manifest(tables["manifest"])
    reading = _Reading(school, tables)

    def do(_at: datetime) -> Work:
        work = Work()
        reading.take_year(work)
        postings = take_rows(school, reading.postings(work), day)
        work.journal.steps += postings.journal.steps
        work.lines += postings.lines
        work.faults += postings.faults
        work.unchanged += postings.unchanged
        if work.faults:
            return work
        return take_pupils(school, reading.pupils(work, day), day, work)

    return Prepared(sum(len(rows) for rows in tables.values()), do)


def _read(path: Path) -> dict[str, list[Row]]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.rpartition("/")[2].lower(): name for name in archive.namelist()}
            tables = {
                table: _rows(table, archive.read(names[f"{table.lower()}.csv"]))
                for table in ("manifest", *COLUMNS)
                if f"{table.lower()}.csv" in names
            }
    except BROKEN_ARCHIVE as error:
        raise ChangeRefused(
            "no_archive", gettext("这不是 OneRoster 压缩包（.zip，内含 manifest.csv）。请核对文件。")
        ) from error
    missing = [f"{table}.csv" for table in REQUIRED if table not in tables]
    if missing:
        raise ChangeRefused(
            "table_missing",
            gettext("压缩包里缺少 %(files)s。请从原系统导出完整的 OneRoster 1.2 CSV（bulk）。")
            % {"files": "、".join(missing)},
        )
    return tables


def _rows(table: str, content: bytes) -> list[Row]:
    try:
        text = content.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
        rows = [{key: formula_text(cell or "").strip() for key, cell in row.items() if key} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ChangeRefused(
            "table_unreadable",
            gettext("%(file)s 读不出来。OneRoster 要求 UTF-8 编码的 CSV。") % {"file": f"{table}.csv"},
        ) from error
    if len(rows) > MOST_ROWS * 3:
        raise ChangeRefused("too_many_rows", gettext("%(file)s 的行数过多。") % {"file": f"{table}.csv"})
    needed = {"propertyName", "value"} if table == "manifest" else {"sourcedId"}
    if not needed <= set(reader.fieldnames or ()):
        raise ChangeRefused(
            "column_missing",
            gettext("%(file)s 缺少列 %(columns)s。")
            % {"file": f"{table}.csv", "columns": "、".join(sorted(needed - set(reader.fieldnames or ())))},
        )
    return [row for row in rows if row.get("status", "") != "tobedeleted"]


def _check_manifest(rows: list[Row]) -> None:
    """Refuse another version, and files that hold only what has changed.

    Raises:
        ChangeRefused: as said.
    """
    said = {row["propertyName"]: row["value"] for row in rows}
    version = said.get("oneroster.version", "")
    if version != VERSION:
        raise ChangeRefused(
            "other_version",
            gettext("这是 OneRoster %(found)s，本系统读 1.2。请在原系统选择 1.2 版导出。")
            % {"found": version or "?"},
        )
    deltas = [name.removeprefix("file.") for name, value in said.items() if value == "delta"]
    if deltas:
        raise ChangeRefused(
            "delta",
            gettext("%(files)s 是增量文件（delta）。请导出完整文件（bulk）。") % {"files": "、".join(deltas)},
        )


class _Reading:
    """What the tables say of one school."""

    def __init__(self, school: School, tables: dict[str, list[Row]]) -> None:
        self.school = school
        self.sessions, self.enrollments = tables["academicSessions"], tables["enrollments"]
        self.org = self._org(tables["orgs"])
        self.users = {row["sourcedId"]: row for row in tables["users"]}
        self.classes = {
            row["sourcedId"]: row
            for row in tables["classes"]
            if row.get("classType", "") == "homeroom" and row.get("schoolSourcedId", "") == self.org
        }

    def take_year(self, work: Work) -> None:
        """Enter the school year and its terms, where it is not known yet."""
        for session in self.sessions:
            if session.get("type") != "schoolYear":
                continue
            first, last = _day(session, "startDate"), _day(session, "endDate")
            code = f"{first.year}-{first.year + 1}"
            if AcademicYear.objects.filter(school=self.school, code=code).exists():
                continue
            terms = sorted(
                (_day(each, "startDate"), _day(each, "endDate"))
                for each in self.sessions
                if each.get("parentSourcedId") == session["sourcedId"]
                and each.get("type") in ("semester", "term")
            )
            year = save_year(self.school, code, first, last, terms)
            work.journal.steps.append({"made": "schools.AcademicYear", "row": year.pk})
            work.journal.steps += [{"made": "schools.Term", "row": term.pk} for term in year.terms.all()]
            work.new("year", code, f"{first.isoformat()}–{last.isoformat()}")

    def postings(self, work: Work) -> list[RosterRow]:
        """List who has which homeroom."""
        return [
            self._posting(number, row, user)
            for number, row, user in self._enrolled(work)
            if row.get("role") in ("teacher", "aide")
        ]

    def pupils(self, work: Work, day: date) -> list[PupilRow]:
        """List who is in which homeroom on a day or later."""
        return [
            PupilRow(
                _code(user),
                _name(user),
                self.classes[row["classSourcedId"]].get("classCode") or row["classSourcedId"],
                {"true": True, "false": False}.get(user.get("metadata.boarder", "")),
                row=number,
                first=_day(row, "beginDate") if row.get("beginDate") else None,
            )
            for number, row, user in self._enrolled(work)
            if row.get("role") == "student" and not (row.get("endDate") and row["endDate"] < day.isoformat())
        ]

    def _enrolled(self, work: Work) -> list[tuple[int, Row, Row]]:
        """List the enrolments in homerooms with their row and user."""
        found = []
        for number, row in enumerate(self.enrollments, start=2):
            if row.get("classSourcedId") not in self.classes:
                continue
            user = self.users.get(row.get("userSourcedId", ""))
            if user is None:
                reason = gettext("users.csv 里没有“%(id)s”。") % {"id": row.get("userSourcedId", "")}
                work.refuse(number, "enrollments.userSourcedId", ChangeRefused("unknown_user", reason))
            else:
                found.append((number, row, user))
        return found

    def _posting(self, number: int, row: Row, user: Row) -> RosterRow:
        found = self.classes[row["classSourcedId"]]
        stage, grade = _grade(found)
        return RosterRow(
            school_class=found.get("classCode") or found["sourcedId"],
            teacher=_code(user),
            class_name=found.get("title", ""),
            teacher_name=_name(user),
            stage=stage,
            grade=grade,
            class_type=found.get("metadata.classType", ""),
            role=_role(row),
            first=_day(row, "beginDate") if row.get("beginDate") else None,
            last=_day(row, "endDate") if row.get("endDate") else None,
            pupils=_count(found.get("metadata.pupils", "")),
            boarders=_count(found.get("metadata.boarders", "")),
            years=_count(user.get("metadata.years", "")),
            row=number,
        )

    def _org(self, rows: list[Row]) -> str:
        """Find the school among the organisations: by its code, or the only school there is."""
        schools = [row for row in rows if row.get("type") == "school"]
        own = [row for row in schools if row.get("identifier") == self.school.code] or schools
        if len(own) != 1:
            raise ChangeRefused(
                "which_school",
                gettext("orgs.csv 里有 %(number)s 所学校，没有一所的 identifier 是“%(code)s”。请只导出本校。")
                % {"number": len(schools), "code": self.school.code},
            )
        return own[0]["sourcedId"]


def _code(user: Row) -> str:
    return code_of(user.get("identifier") or user["sourcedId"])


def _name(user: Row) -> str:
    """Put a name together: family name first, with a space only between Latin letters."""
    if user.get("metadata.name"):
        return user["metadata.name"]
    family, given = user.get("familyName", ""), user.get("givenName", "")
    return f"{given} {family}".strip() if f"{family}{given}".isascii() else f"{family}{given}"


def _grade(found: Row) -> tuple[str, str]:
    """Give stage and name of a class's grade; without a name of its own, by the number counted through."""
    stage, name = found.get("metadata.stage", ""), found.get("metadata.grade", "")
    number = _count(found.get("grades", "").split(",")[0])
    if not stage and number:
        stages = (Stage.SENIOR, Stage.JUNIOR, Stage.PRIMARY)
        stage = next((each.value for each in stages if number >= FIRST_GRADE[each]), "")
    if not name and number:
        senior = number - FIRST_GRADE[Stage.SENIOR]
        name = f"高{_NUMERALS[senior]}" if 0 <= senior < 3 else f"{_NUMERALS[(number - 1) % 9]}年级"
    return stage, name


def _role(row: Row) -> Role:
    stated = row.get("metadata.role", "")
    if stated in Posting.Role.values:
        return Role(stated)
    if row.get("role") == "aide":
        return Role.ASSISTANT_HOMEROOM_TEACHER
    return Role.HOMEROOM_TEACHER if row.get("primary", "true") != "false" else Role.ASSISTANT_HOMEROOM_TEACHER


def _day(row: Row, column: str) -> date:
    try:
        return date.fromisoformat(row.get(column, ""))
    except ValueError:
        raise ChangeRefused(
            "bad_date",
            gettext("“%(found)s”不是日期（%(column)s）。OneRoster 的日期写成 2026-09-01。")
            % {"found": row.get(column, ""), "column": column},
        ) from None


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0

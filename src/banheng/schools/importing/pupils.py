"""Pupils from a list: code, name, class, boarding. Codes decide who is who, never names."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext

from banheng.schools.classes import classes_on
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.reading import check_length, check_school, code_of, read_cells
from banheng.schools.importing.roster import label_of
from banheng.schools.importing.work import Prepared, Work
from banheng.schools.models import Enrolment, Pupil
from banheng.schools.opening import academic_year_of
from banheng.spreadsheets.headers import Column
from banheng.spreadsheets.names import Names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from banheng.schools.models import ClassYear, School

PUPIL_COLUMNS = (
    Column("code", ("学号",), required=True),
    Column("name", ("姓名", "学生姓名"), required=True),
    Column("class", ("班级", "班级代码"), required=True),
    Column("boarding", ("住宿",)),
    Column("school", ("学校",)),
)
BOARDING = Names([("yes", "是", True), ("no", "否", False), ("1", "住宿", True), ("0", "走读", False)])


class PupilRow(NamedTuple):
    """A pupil as a file states them; `boarder` and `first` are None where it says nothing."""

    code: str
    name: str
    school_class: str
    boarder: bool | None = None
    school: str = ""
    row: int = 0
    first: date | None = None


def prepare_pupils(school: School, path: Path, day: date, *, leave_vanished: bool = False) -> Prepared:
    """Read a file to which a school's pupils are to be brought.

    Args:
        day: from which a pupil is in the class.
        leave_vanished: let pupils of the file's classes who are not in the file leave, on the day before.

    Raises:
        InputRefused: a file that cannot be read.
    """
    cells = read_cells(path, PUPIL_COLUMNS)

    def do(_at: datetime) -> Work:
        work = Work()
        rows = [_row(row, work) for row in cells]
        return take_pupils(school, rows, day, work, leave_vanished=leave_vanished)

    return Prepared(len(cells), do)


def _row(cells: dict[str, Any], work: Work) -> PupilRow:
    boarding = BOARDING.find(cells["boarding"])
    if cells["boarding"] and not boarding:
        reason = gettext("“%(found)s”看不懂。住宿填“是”或“否”。") % {"found": cells["boarding"]}
        work.refuse(cells["row"], gettext("住宿"), ChangeRefused("bad_boarding", reason))
    boarder = boarding[0] if boarding else None
    code = code_of(cells["code"])
    return PupilRow(code, cells["name"], cells["class"], boarder, cells["school"], cells["row"])


def take_pupils(
    school: School, rows: Sequence[PupilRow], day: date, work: Work, *, leave_vanished: bool = False
) -> Work:
    """Do as `prepare_pupils` says with rows that were read already.

    Raises:
        ChangeRefused: the day lies in no academic year.
    """
    academic_year_of(school, day)
    taking = _Taking(school, day, work)
    for row in rows:
        try:
            check_school(school, row.school)
            taking.take(row)
        except ChangeRefused as refusal:
            work.refuse(row.row, gettext("学生"), refusal)
    if not work.faults:
        taking.leave(leave_vanished=leave_vanished)
    return work


class _Taking:
    """Takes pupils one after the other."""

    def __init__(self, school: School, day: date, work: Work) -> None:
        self.school, self.day, self.work = school, day, work
        class_years = list(classes_on(school, day))
        self._classes: Names[ClassYear] = Names(
            (class_year.school_class.code, class_year.name, class_year) for class_year in class_years
        )
        self._label = {class_year.school_class_id: label_of(class_year) for class_year in class_years}
        self._pupils = {pupil.code: pupil for pupil in Pupil.objects.filter(school=school)}
        running = Enrolment.objects.filter(Q(last__isnull=True) | Q(last__gte=day), pupil__school=school)
        self._enrolments = {each.pupil_id: each for each in running.order_by("first")}
        self._rows: dict[str, int] = {}
        self._classes_seen: set[int] = set()

    def take(self, row: PupilRow) -> None:
        """Enter a pupil, or change what differs."""
        self._check(row)
        class_year = self._class_of(row)
        self._classes_seen.add(class_year.school_class_id)
        who = f"{row.name}（{row.code}）"
        pupil = self._pupils.get(row.code)
        if pupil is None:
            pupil = self._pupils[row.code] = self.work.journal.create(
                Pupil, school=self.school, code=row.code, name=row.name, boarder=bool(row.boarder)
            )
            self._enrol(pupil, class_year, row.first)
            self.work.new("pupil", who, label_of(class_year), row.row)
            return
        changes = self._change(pupil, row) + self._move(pupil, class_year)
        for before, after in changes:
            self.work.changed("pupil", who, before, after, row.row)
        if not changes:
            self.work.unchanged += 1

    def leave(self, *, leave_vanished: bool) -> None:
        """Say who of the file's classes is not in the file; let them leave if asked to."""
        present = {self._pupils[code].pk for code in self._rows if code in self._pupils}
        for enrolment in list(self._enrolments.values()):
            if enrolment.school_class_id not in self._classes_seen or enrolment.pupil_id in present:
                continue
            pupil = enrolment.pupil
            self.work.vanished(
                "pupil", f"{pupil.name}（{pupil.code}）", self._label[enrolment.school_class_id]
            )
            if leave_vanished:
                self._end(enrolment)

    def _check(self, row: PupilRow) -> None:
        if not row.code or not row.name:
            raise ChangeRefused("no_code", gettext("学号和姓名都要填。学号决定谁是谁，同名的人靠它区分。"))
        check_length(Pupil, "code", row.code)
        check_length(Pupil, "name", row.name)
        if row.code in self._rows:
            raise ChangeRefused(
                "code_twice",
                gettext("学号“%(code)s”已用于第 %(row)s 行。请核对学号。")
                % {"code": row.code, "row": self._rows[row.code]},
            )
        self._rows[row.code] = row.row

    def _class_of(self, row: PupilRow) -> ClassYear:
        found = self._classes.find(row.school_class)
        if len(found) != 1:
            raise ChangeRefused(
                "unknown_class",
                gettext("%(day)s 没有班级“%(found)s”。请填班级代码或全名，或先导入班级。")
                % {"found": row.school_class, "day": self.day.isoformat()},
            )
        return found[0]

    def _change(self, pupil: Pupil, row: PupilRow) -> list[tuple[str, str]]:
        words = {True: gettext("住宿"), False: gettext("走读")}
        changes = []
        before = (pupil.name, pupil.boarder)
        if self.work.journal.change(pupil, name=row.name):
            changes.append((before[0], row.name))
        if row.boarder is not None and self.work.journal.change(pupil, boarder=row.boarder):
            changes.append((words[before[1]], words[row.boarder]))
        return changes

    def _move(self, pupil: Pupil, class_year: ClassYear) -> list[tuple[str, str]]:
        enrolment = self._enrolments.get(pupil.pk)
        if enrolment is not None and enrolment.school_class_id == class_year.school_class_id:
            return []
        before = ""
        if enrolment is not None:
            before = self._label.get(enrolment.school_class_id, enrolment.school_class.code)
            self._end(enrolment)
        self._enrol(pupil, class_year)
        return [(before, label_of(class_year))]

    def _enrol(self, pupil: Pupil, class_year: ClassYear, first: date | None = None) -> None:
        self._enrolments[pupil.pk] = self.work.journal.create(
            Enrolment, pupil=pupil, school_class=class_year.school_class, first=first or self.day
        )

    def _end(self, enrolment: Enrolment) -> None:
        if enrolment.first >= self.day:
            self.work.journal.delete(enrolment)
        else:
            self.work.journal.change(enrolment, last=self.day - timedelta(days=1))

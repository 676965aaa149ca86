"""Classes, teachers, postings and sizes from the rows of a roster. Codes decide who is who, never names."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.schools.appointing import check_days, refuse_two_at_once
from banheng.schools.classes import classes_on
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.grades import class_place, find_grade
from banheng.schools.importing.reading import (
    check_class_code,
    check_length,
    check_school,
    code_of,
    read_postings,
)
from banheng.schools.importing.work import Prepared, Work, faults_of
from banheng.schools.models import ClassSize, ClassYear, Posting, SchoolClass, Staff
from banheng.schools.opening import academic_year_of, close_class, size_on
from banheng.schools.rosters import full_years
from banheng.spreadsheets.roster_file import names_as_codes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from banheng.schools.models import AcademicYear, School
    from banheng.scoring.roster import Posting as Row


MOST_YEARS = 12
"""No class has had a teacher for longer than school lasts."""


def prepare_roster(school: School, path: Path, day: date, *, close_vanished: bool = False) -> Prepared:
    """Read a file to which a school's classes, teachers and postings are to be brought.

    What the file does not mention stays; only whose place the file gives to somebody else ends.

    Args:
        day: from which it holds where the file gives no date.
        close_vanished: end what runs on the day and is not in the file, on the day before: classes, and
            postings of classes that are in the file.

    Raises:
        InputRefused: a file that cannot be read, or bad rows.
    """
    rows = read_postings(path)
    notes = faults_of([fault.finding(path.name) for fault in names_as_codes(rows)], path.parent)

    def do(_at: datetime) -> Work:
        work = take_rows(school, rows, day, close_vanished=close_vanished)
        work.notes += notes
        return work

    return Prepared(len(rows), do)


def take_rows(school: School, rows: Sequence[Row], day: date, *, close_vanished: bool = False) -> Work:
    """Do as `prepare_roster` says with rows that were read already.

    Raises:
        ChangeRefused: the day lies in no academic year.
    """
    taking = _Taking(school, academic_year_of(school, day), day, close_vanished=close_vanished)
    by_class: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        try:
            check_school(school, row.school)
        except ChangeRefused as refusal:
            taking.work.refuse(row.row, gettext("学校"), refusal)
        taking.staff_of(row)
        by_class[code_of(row.school_class)].append(row)
    if taking.work.faults:
        return taking.work
    taking.free_names(by_class)
    for code, of_class in by_class.items():
        try:
            taking.take_class(code, of_class)
        except ChangeRefused as refusal:
            taking.work.refuse(of_class[0].row, gettext("班级"), refusal)
    for class_year in classes_on(school, day):
        if class_year.school_class.code not in by_class:
            taking.work.vanished("class", label_of(class_year))
            if close_vanished:
                close_class(class_year.school_class, day - timedelta(days=1), taking.work.journal)
    return taking.work


def label_of(class_year: ClassYear) -> str:
    """Call a class by name and code."""
    code = class_year.school_class.code
    return class_year.name if class_year.name == code else f"{class_year.name}（{code}）"


class _Taking:
    """Takes rows one class after the other."""

    def __init__(self, school: School, year: AcademicYear, day: date, *, close_vanished: bool) -> None:
        self.school, self.year, self.day = school, year, day
        self._close_vanished = close_vanished
        self.work = Work()
        self._staff = {staff.code: staff for staff in Staff.objects.filter(school=school)}
        self._seen: set[str] = set()
        self._names_before: dict[str, str] = {}
        self._years: dict[str, Row] = {}

    def staff_of(self, row: Row) -> None:
        """Enter the teacher of a row, once."""
        code = code_of(row.teacher)
        name = row.teacher_name or (self._staff[code].name if code in self._staff else row.teacher)
        try:
            check_length(Staff, "code", code)
            check_length(Staff, "name", name)
        except ChangeRefused as refusal:
            self.work.refuse(row.row, gettext("教师"), refusal)
            return
        staff = self._staff.get(code)
        if staff is None:
            since = self._since(row.years)
            if row.years:
                self._years[code] = row
            self._staff[code] = self.work.journal.create(
                Staff, school=self.school, code=code, name=name, homeroom_since=since
            )
            self.work.new("teacher", f"{name}（{code}）", row=row.row)
        else:
            self._rename(staff, name, row)
        self._seen.add(code)

    def _rename(self, staff: Staff, name: str, row: Row) -> None:
        before = staff.name
        if row.teacher_name and self.work.journal.change(staff, name=name):
            self.work.changed("teacher", f"{name}（{staff.code}）", before, name, row.row)
        elif staff.code not in self._seen:
            self.work.unchanged += 1
        years = full_years(staff.homeroom_since, self.day)
        if row.years and row.years != years and self._agrees(staff.code, row):
            self.work.journal.change(staff, homeroom_since=self._since(row.years))
            self.work.changed("years", f"{name}（{staff.code}）", str(years), str(row.years), row.row)

    def _agrees(self, code: str, row: Row) -> bool:
        """Refuse a second statement of somebody's years that says something else than the first."""
        stated = self._years.setdefault(code, row)
        if stated.years == row.years:
            return True
        refusal = ChangeRefused(
            "two_numbers_of_years",
            gettext("工号 %(code)s 的班主任年限在第 %(row)s 行是 %(other)s，这里是 %(found)s。请改成一致。")
            % {"code": code, "row": stated.row, "other": stated.years, "found": row.years},
        )
        self.work.refuse(row.row, gettext("班主任年限"), refusal)
        return False

    def _since(self, years: int) -> date | None:
        """Give the day from which so many full years have passed."""
        return date(max(self.day.year - years, 1), self.day.month, min(self.day.day, 28)) if years else None

    def free_names(self, by_class: dict[str, list[Row]]) -> None:
        """Set names aside that classes of the file take over from one another."""
        wanted = {rows[0].class_name: code for code, rows in by_class.items() if rows[0].class_name}
        named = ClassYear.objects.filter(academic_year=self.year).select_related("school_class")
        for class_year in named:
            code = class_year.school_class.code
            taker = wanted.get(class_year.name, code)
            if taker != code and code in by_class:
                self._names_before[code] = class_year.name
                self.work.journal.change(class_year, name=f"~{class_year.pk}")

    def take_class(self, code: str, rows: list[Row]) -> None:
        """Bring one class to what its rows say."""
        first = next((row for row in rows if row.class_name), rows[0])
        school_class = SchoolClass.objects.filter(school=self.school, code=code).first()
        is_new = school_class is None
        if school_class is None:
            check_length(SchoolClass, "code", code)
            check_class_code(code)
            begins = [row.first for row in rows if row.first]
            opened = min([*begins, self.day])
            school_class = self.work.journal.create(SchoolClass, school=self.school, code=code, opened=opened)
        class_year = self._class_year(school_class, first)
        if is_new:
            self.work.new("class", label_of(class_year), class_year.grade.name, first.row)
        self._size(school_class, class_year, next((row for row in rows if row.pupils), first))
        self._postings(school_class, class_year, rows)

    def _class_year(self, school_class: SchoolClass, row: Row) -> ClassYear:
        class_year = (
            ClassYear.objects.filter(school_class=school_class, academic_year=self.year)
            .select_related("grade", "school_class")
            .first()
        )
        grade_name, name, number = class_place(row, school_class.code)
        grade = find_grade(self.school, grade_name, row, self.work) if grade_name else None
        if class_year is None:
            if grade is None:
                raise ChangeRefused(
                    "no_grade",
                    gettext("新班级“%(name)s”没有年级。请填年级，例如“三年级”“初一”。") % {"name": name},
                )
            self._check_name(name, row)
            return self.work.journal.create(
                ClassYear,
                school_class=school_class,
                academic_year=self.year,
                grade=grade,
                name=name,
                number=number,
                class_type=row.class_type,
            )
        self._change_class_year(class_year, grade, row, name, number)
        return class_year

    def _change_class_year(
        self, class_year: ClassYear, grade: object, row: Row, name: str, number: int
    ) -> None:
        before = self._names_before.get(class_year.school_class.code, class_year.name)
        fields: dict[str, object] = {}
        if row.class_name and name != class_year.name:
            self._check_name(name, row)
            fields |= {"name": name, "number": number}
        elif before != class_year.name:
            self._check_name(before, row)
            fields["name"] = before
        if row.grade and grade is not None and grade != class_year.grade:
            fields["grade"] = grade
        if row.class_type and row.class_type != class_year.class_type:
            check_length(ClassYear, "class_type", row.class_type)
            fields["class_type"] = row.class_type
        old = {"name": before, "grade": class_year.grade, "class_type": class_year.class_type}
        self.work.journal.change(class_year, **fields)
        shown = {field: value for field, value in fields.items() if field in old and value != old[field]}
        for field, value in shown.items():
            self.work.changed("class", label_of(class_year), str(old[field]), str(value), row.row)
        if not shown:
            self.work.unchanged += 1

    def _check_name(self, name: str, row: Row) -> None:
        check_length(ClassYear, "name", name)
        if ClassYear.objects.filter(academic_year=self.year, name=name).exists():
            raise ChangeRefused(
                "name_taken",
                gettext("本学年已有另一个班叫“%(name)s”。请核对第 %(row)s 行的班级名称。")
                % {"name": name, "row": row.row},
            )

    def _size(self, school_class: SchoolClass, class_year: ClassYear, row: Row) -> None:
        before = size_on(school_class, self.day)
        if not row.pupils or before == (row.pupils, row.boarders):
            return
        day = self.day if any(before) else max(school_class.opened, self.year.first)
        size = ClassSize.objects.filter(school_class=school_class, first=day).first()
        if size is None:
            self.work.journal.create(
                ClassSize, school_class=school_class, first=day, pupils=row.pupils, boarders=row.boarders
            )
        else:
            self.work.journal.change(size, pupils=row.pupils, boarders=row.boarders)
        old, new = (
            gettext("%(pupils)s人，住宿%(boarders)s人") % {"pupils": p, "boarders": b}
            for p, b in (before, (row.pupils, row.boarders))
        )
        if any(before):
            self.work.changed("size", label_of(class_year), old, new, row=row.row)
        else:
            self.work.new("size", label_of(class_year), new, row.row)

    def _postings(self, school_class: SchoolClass, class_year: ClassYear, rows: list[Row]) -> None:
        known = list(
            Posting.objects.filter(school_class=school_class).select_related("staff").order_by("first")
        )
        touched: list[tuple[Posting, Row]] = []
        running: dict[str, date] = {}
        label = label_of(class_year)
        for row in rows:
            self._check_first(row)
            staff = self._staff[code_of(row.teacher)]
            posting = _match(known, staff, row, self.day)
            if row.last is None or row.last >= self.day:
                running[row.role.value] = row.first or (posting.first if posting else self.day)
            begin = row.first or (posting.first if posting else max(self.day, school_class.opened))
            end = row.last or (posting.last if posting else None)
            if end is not None and end < begin:
                self._refuse_days(row, begin, end)
                continue
            if posting is None:
                touched.append((self._new_posting(school_class, staff, row), row))
                self.work.new("posting", label, _said(touched[-1][0]), row.row)
                continue
            known.remove(posting)
            before = _said(posting)
            # a cell that is empty states nothing: a date that is known already stays
            if self.work.journal.change(
                posting, first=row.first or posting.first, last=row.last or posting.last
            ):
                touched.append((posting, row))
                self.work.changed("posting", label, before, _said(posting), row.row)
            else:
                self.work.unchanged += 1
        replaced = [posting for posting in known if posting.last is None or posting.last >= self.day]
        for posting in replaced:
            self._leave(posting, running.get(posting.role), label)
        for posting, row in touched:
            try:
                check_days(posting)
                refuse_two_at_once(posting)
            except ChangeRefused as refusal:
                self.work.refuse(row.row, gettext("起始日期"), refusal)

    def _refuse_days(self, row: Row, begin: date, end: date) -> None:
        refusal = ChangeRefused(
            "out_of_order",
            gettext("结束日期 %(last)s 早于开始日期 %(first)s。请改正日期；起始日期留空时，请把它填上。")
            % {"first": begin.isoformat(), "last": end.isoformat()},
        )
        self.work.refuse(row.row, gettext("结束日期"), refusal)

    def _check_first(self, row: Row) -> None:
        if row.first and not self.year.first.year - MOST_YEARS <= row.first.year <= self.year.last.year:
            refusal = ChangeRefused(
                "implausible_date",
                gettext("起始日期 %(day)s 离本学年太远，多半是填错。请核对；不清楚时可以留空。")
                % {"day": row.first.isoformat()},
            )
            self.work.refuse(row.row, gettext("起始日期"), refusal)

    def _new_posting(self, school_class: SchoolClass, staff: Staff, row: Row) -> Posting:
        first = row.first or max(self.day, school_class.opened)
        return self.work.journal.create(
            Posting, school_class=school_class, staff=staff, role=row.role.value, first=first, last=row.last
        )

    def _leave(self, posting: Posting, successor: date | None, label: str) -> None:
        """Let somebody who is not in the file make room for who is; who never was in post disappears."""
        before = _said(posting)
        if successor is None and not self._close_vanished:
            self.work.vanished("posting", label, before)
            return
        last = min(successor or self.day, self.day) - timedelta(days=1)
        if last < posting.first:
            self.work.journal.delete(posting)
            self.work.vanished("posting", label, before)
        else:
            self.work.journal.change(posting, last=last)
            self.work.changed("posting", label, before, _said(posting))


def _match(known: list[Posting], staff: Staff, row: Row, day: date) -> Posting | None:
    """Find the posting that a row states: of the same teacher and role, by its first day or by the days it covers."""
    same = [posting for posting in known if posting.staff_id == staff.pk and posting.role == row.role.value]
    if row.first is None:
        running = [posting for posting in same if posting.last is None or posting.last >= day]
        return running[0] if running else None
    for posting in same:
        if posting.first == row.first:
            return posting
    end = row.last or date.max
    overlapping = [each for each in same if each.first <= end and (each.last or date.max) >= row.first]
    return overlapping[0] if overlapping else None


def _said(posting: Posting) -> str:
    last = posting.last.isoformat() if posting.last else gettext("今后")
    name = f"{posting.staff.name}（{posting.staff.code}）"
    return f"{posting.get_role_display()} {name} {posting.first.isoformat()}–{last}"

"""Write a school's academic year as OneRoster 1.2 CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.schools.models import ClassYear, Enrolment, Grade, Posting, Staff, Term
from banheng.schools.oneroster.tables import ABSENT, COLUMNS, FIRST_GRADE, ROLES, VERSION
from banheng.schools.opening import academic_year_of, size_on
from banheng.schools.rosters import full_years
from banheng.spreadsheets.result_table import no_formula

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from banheng.schools.models import AcademicYear, School

    Row = dict[str, object]


_ORDER = ("school_class__code", "first", "pk")


def oneroster_archive(school: School, day: date) -> bytes:
    """Write the academic year of a day: classes, staff, pupils, and who is where from when to when.

    Raises:
        ChangeRefused: the day lies in no academic year.
    """
    year = academic_year_of(school, day)
    writing = _Writing(school, year, day)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.csv", _table(("propertyName", "value"), _manifest()))
        for name, columns in COLUMNS.items():
            rows = getattr(writing, name)()
            archive.writestr(f"{name}.csv", _table(columns, rows))
    return file.getvalue()


def _manifest() -> Iterator[Row]:
    said = {
        "manifest.version": "1.0",
        "oneroster.version": VERSION,
        **{f"file.{name}": "bulk" if name in COLUMNS else "absent" for name in sorted({*COLUMNS, *ABSENT})},
        "source.systemName": "Banheng",
        "source.systemCode": "banheng",
    }
    for name, value in said.items():
        yield {"propertyName": name, "value": value}


def _table(columns: tuple[str, ...], rows: Iterator[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    # the archive is for programs, but its tables open in a spreadsheet program as well
    writer.writerows({name: no_formula(str(cell)) for name, cell in row.items()} for row in rows)
    return text.getvalue()


class _Writing:
    """Yields the rows of each table. `status` and `dateLastModified` stay empty, as bulk files require."""

    def __init__(self, school: School, year: AcademicYear, day: date) -> None:
        self.school, self.year, self.day = school, year, day
        self.org = f"org-{school.code}"
        self.terms = list(Term.objects.filter(academic_year=year))
        self.class_years = list(
            ClassYear.objects.filter(academic_year=year).select_related("school_class", "grade")
        )
        within = Q(first__lte=year.last) & (Q(last__isnull=True) | Q(last__gte=year.first))
        of_classes = Q(school_class__in=[each.school_class_id for each in self.class_years])
        self.postings = list(
            Posting.objects.filter(within, of_classes)
            .select_related("staff", "school_class")
            .order_by(*_ORDER)
        )
        self.enrolments = list(
            Enrolment.objects.filter(within, of_classes)
            .select_related("pupil", "school_class")
            .order_by(*_ORDER)
        )
        self.pupils = {each.pupil.code: each.pupil for each in self.enrolments}

    def orgs(self) -> Iterator[Row]:
        yield {
            "sourcedId": self.org,
            "name": self.school.name,
            "type": "school",
            "identifier": self.school.code,
        }

    def academicSessions(self) -> Iterator[Row]:  # noqa: N802 - named as the table
        year = self.year
        yield self._session(year.code, year.first, year.last, "schoolYear", "")
        for term in self.terms:
            yield self._session(term.code, term.first, term.last, "semester", f"session-{year.code}")

    def courses(self) -> Iterator[Row]:
        for grade in Grade.objects.filter(pk__in={each.grade_id for each in self.class_years}):
            yield {
                "sourcedId": _course(grade),
                "schoolYearSourcedId": f"session-{self.year.code}",
                "title": grade.name,
                "courseCode": f"{grade.stage}-{grade.level}",
                "grades": _grade(grade),
                "orgSourcedId": self.org,
            }

    def classes(self) -> Iterator[Row]:
        for class_year in self.class_years:
            pupils, boarders = size_on(class_year.school_class, self.day)
            yield {
                "sourcedId": f"class-{class_year.school_class.code}",
                "title": class_year.name,
                "grades": _grade(class_year.grade),
                "courseSourcedId": _course(class_year.grade),
                "classCode": class_year.school_class.code,
                "classType": "homeroom",
                "schoolSourcedId": self.org,
                "termSourcedIds": ",".join(f"session-{term.code}" for term in self.terms),
                "metadata.grade": class_year.grade.name,
                "metadata.stage": class_year.grade.stage,
                "metadata.classType": class_year.class_type,
                "metadata.pupils": pupils or "",
                "metadata.boarders": boarders or "",
            }

    def users(self) -> Iterator[Row]:
        for staff in Staff.objects.filter(school=self.school):
            is_here = "false" if staff.left and staff.left < self.day else "true"
            yield {
                **self._person(f"staff-{staff.code}", staff.code, staff.name),
                "enabledUser": is_here,
                "metadata.years": full_years(staff.homeroom_since, self.day) or "",
            }
        for code, pupil in self.pupils.items():
            yield {
                **self._person(f"pupil-{code}", code, pupil.name),
                "enabledUser": "true",
                "metadata.boarder": "true" if pupil.boarder else "false",
            }

    def roles(self) -> Iterator[Row]:
        people = [(f"staff-{staff.code}", "teacher") for staff in Staff.objects.filter(school=self.school)]
        for user, role in [*people, *((f"pupil-{code}", "student") for code in self.pupils)]:
            yield {
                "sourcedId": f"role-{user}",
                "userSourcedId": user,
                "roleType": "primary",
                "role": role,
                "orgSourcedId": self.org,
            }

    def enrollments(self) -> Iterator[Row]:
        for posting in self.postings:
            role, primary = ROLES[Posting.Role(posting.role)]
            user = f"staff-{posting.staff.code}"
            yield {**self._enrollment(posting, user, role, primary), "metadata.role": posting.role}
        for enrolment in self.enrolments:
            yield self._enrollment(enrolment, f"pupil-{enrolment.pupil.code}", "student", "false")

    def _session(self, code: str, first: date, last: date, kind: str, parent: str) -> Row:
        return {
            "sourcedId": f"session-{code}",
            "title": code,
            "type": kind,
            "startDate": first.isoformat(),
            "endDate": last.isoformat(),
            "parentSourcedId": parent,
            # the standard names a school year by the calendar year in which it ends
            "schoolYear": self.year.last.year,
        }

    def _person(self, sourced_id: str, code: str, name: str) -> Row:
        return {
            "sourcedId": sourced_id,
            "username": code,
            "familyName": name[:1],
            "givenName": name[1:] or name,
            "identifier": code,
            "primaryOrgSourcedId": self.org,
            "metadata.name": name,
        }

    def _enrollment(self, span: Posting | Enrolment, user: str, role: str, primary: str) -> Row:
        code = span.school_class.code
        return {
            "sourcedId": f"enrollment-{code}-{user}-{role}-{span.first.isoformat()}",
            "classSourcedId": f"class-{code}",
            "schoolSourcedId": self.org,
            "userSourcedId": user,
            "role": role,
            "primary": primary,
            "beginDate": span.first.isoformat(),
            "endDate": span.last.isoformat() if span.last else "",
        }


def _course(grade: Grade) -> str:
    return f"course-{grade.stage}-{grade.level}"


def _grade(grade: Grade) -> str:
    return f"{FIRST_GRADE.get(grade.stage, 1) + grade.level - 1:02d}"

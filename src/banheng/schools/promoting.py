"""Year-end promotion: every class moves up with its teacher and pupils, the last grades leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.schools.calendar_changes import save_year
from banheng.schools.errors import ChangeRefused
from banheng.schools.journal import Journal
from banheng.schools.models import AcademicYear, ClassYear, Grade
from banheng.schools.opening import close_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banheng.schools.models import School


@dataclass(frozen=True, slots=True)
class NextYear:
    """The academic year to come; terms as (first, last)."""

    code: str
    first: date
    last: date
    terms: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a class; without a grade it leaves."""

    class_year: ClassYear
    grade: Grade | None
    name: str = ""
    class_type: str = ""


def next_year(year: AcademicYear) -> NextYear:
    """Propose the year after this one: entered already, or the same days a year later."""
    entered = AcademicYear.objects.filter(school=year.school, first__gt=year.last).order_by("first").first()
    if entered is not None:
        terms = tuple((term.first, term.last) for term in entered.terms.order_by("number"))
        return NextYear(entered.code, entered.first, entered.last, terms)
    start = int(year.code[:4]) + 1
    terms = tuple((_later(term.first), _later(term.last)) for term in year.terms.order_by("number"))
    return NextYear(f"{start}-{start + 1}", _later(year.first), _later(year.last), terms)


def propose(year: AcademicYear) -> list[Move]:
    """Say what becomes of each class that is still open at the end of the year."""
    class_years = list(
        ClassYear.objects.filter(academic_year=year)
        .exclude(school_class__closed__lt=year.last)
        .select_related("grade", "school_class")
        .order_by("grade__stage_order", "grade__level", "number")
    )
    grades = {(grade.stage, grade.level): grade for grade in Grade.objects.filter(school=year.school)}
    types = {
        grade: {each.class_type for each in class_years if each.grade == grade} for grade in grades.values()
    }
    return [_move(each, grades.get((each.grade.stage, each.grade.level + 1)), types) for each in class_years]


def promote(
    year: AcademicYear, coming: NextYear, names: Mapping[str, str], *, journal: Journal | None = None
) -> Journal:
    """Make the next academic year, move the classes into it, close those that leave.

    Args:
        names: names for the new year by class code, where the proposed ones are not wanted.

    Raises:
        ChangeRefused: classes were moved already, two would have one name, or the days do not fit.
    """
    journal = journal or Journal()
    with transaction.atomic():
        school = year.school
        moves = propose(year)
        if ClassYear.objects.filter(
            academic_year__school=school, academic_year__first__gt=year.last
        ).exists():
            raise ChangeRefused("promoted_already", gettext("下一学年已经有班级，不能再次升级。"))
        _refuse_same_names(moves, names)
        made = _make_year(school, coming, journal)
        for move in moves:
            school_class = move.class_year.school_class
            if move.grade is None:
                if school_class.closed is None:
                    close_class(school_class, year.last, journal)
                continue
            journal.create(
                ClassYear,
                school_class=school_class,
                academic_year=made,
                grade=move.grade,
                campus=move.class_year.campus,
                name=names.get(school_class.code, move.name),
                number=move.class_year.number,
                class_type=move.class_type,
            )
    return journal


def _make_year(school: School, coming: NextYear, journal: Journal) -> AcademicYear:
    known = AcademicYear.objects.filter(school=school, code=coming.code).exists()
    made = save_year(school, coming.code, coming.first, coming.last, coming.terms)
    if not known:
        journal.steps.append({"made": "schools.AcademicYear", "row": made.pk})
        journal.steps += [{"made": "schools.Term", "row": term.pk} for term in made.terms.all()]
    return made


def _move(class_year: ClassYear, grade: Grade | None, types: Mapping[Grade, set[str]]) -> Move:
    if grade is None:
        return Move(class_year, None)
    rest = class_year.name.removeprefix(class_year.grade.name)
    name = f"{grade.name}{rest}" if rest != class_year.name else f"{grade.name}{class_year.number}班"
    return Move(class_year, grade, name, _class_type(class_year, grade, types))


def _class_type(class_year: ClassYear, grade: Grade, types: Mapping[Grade, set[str]]) -> str:
    """Keep a class's own type; a type that a whole grade has (a graduating class) stays with the grade."""
    if len(types[grade]) == 1:
        return next(iter(types[grade]))
    return "" if len(types[class_year.grade]) == 1 else class_year.class_type


def _refuse_same_names(moves: Sequence[Move], names: Mapping[str, str]) -> None:
    seen: set[str] = set()
    for move in moves:
        if move.grade is None:
            continue
        name = names.get(move.class_year.school_class.code, move.name)
        if not name or name in seen:
            raise ChangeRefused(
                "name_taken", gettext("班级名称“%(name)s”为空或重复。请逐个核对新名称。") % {"name": name}
            )
        seen.add(name)


def _later(day: date) -> date:
    """Give the same day a year later; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + 1)

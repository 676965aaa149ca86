"""Open a class, close it, merge it into another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from banheng.schools.errors import ChangeRefused
from banheng.schools.journal import Journal
from banheng.schools.models import (
    AcademicYear,
    ClassSize,
    ClassYear,
    Enrolment,
    Posting,
    SchoolClass,
)

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import Grade, School


def open_class(
    school: School, code: str, grade: Grade, name: str, number: int, day: date, *, pupils: int = 0
) -> SchoolClass:
    """Open a class on a day, in the academic year of that day.

    Raises:
        ChangeRefused: code or name are taken, or the day lies in no academic year.
    """
    with transaction.atomic():
        year = academic_year_of(school, day)
        if SchoolClass.objects.filter(school=school, code=code).exists():
            raise ChangeRefused(
                "code_taken", gettext("班级代码“%(code)s”已经用过，不能再用。请换一个代码。") % {"code": code}
            )
        if ClassYear.objects.filter(academic_year=year, name=name).exists():
            raise ChangeRefused(
                "name_taken", gettext("本学年已有“%(name)s”。请换一个名称。") % {"name": name}
            )
        school_class = SchoolClass.objects.create(school=school, code=code, opened=day)
        ClassYear.objects.create(
            school_class=school_class, academic_year=year, grade=grade, name=name, number=number
        )
        if pupils:
            ClassSize.objects.create(school_class=school_class, first=day, pupils=pupils)
    return school_class


def close_class(school_class: SchoolClass, last: date, journal: Journal | None = None) -> None:
    """Close a class; postings and enrolments end with it.

    Raises:
        ChangeRefused: it is closed already, or was not open yet, or somebody is posted to it only after that day.
    """
    journal = journal or Journal()
    with transaction.atomic():
        if school_class.closed is not None:
            raise ChangeRefused(
                "closed_already",
                gettext("这个班已于 %(day)s 停办。") % {"day": school_class.closed.isoformat()},
            )
        if last < school_class.opened:
            raise ChangeRefused(
                "not_open_yet",
                gettext("这个班 %(day)s 才开班，不能在此之前停办。请核对日期。")
                % {"day": school_class.opened.isoformat()},
            )
        for model in (Posting, Enrolment):
            running = model.objects.filter(Q(last__isnull=True) | Q(last__gt=last), school_class=school_class)
            for row in running:
                if row.first > last:
                    raise ChangeRefused(
                        "later_days",
                        gettext("“%(row)s”从 %(day)s 才开始，晚于停办日期。请先更正那一项。")
                        % {"row": row, "day": row.first.isoformat()},
                    )
                journal.change(row, last=last)
        journal.change(school_class, closed=last)


def merge_classes(leaving: SchoolClass, into: SchoolClass, day: date) -> None:
    """Let the pupils of a class join another from a day on; the first closes on the day before.

    The evidence of both stays where it was recorded.

    Raises:
        ChangeRefused: it is one class, or one of them is not open on the day.
    """
    if leaving.pk == into.pk:
        raise ChangeRefused("same_class", gettext("不能把一个班并入它自己。请选另一个班。"))
    with transaction.atomic():
        if into.opened > day or (into.closed and into.closed < day):
            raise ChangeRefused(
                "class_not_open",
                gettext("%(day)s 这个班还没有开班或已经停办。请核对日期。") % {"day": day.isoformat()},
            )
        yesterday = day - timedelta(days=1)
        joining = Enrolment.objects.filter(
            Q(last__isnull=True) | Q(last__gte=day), school_class=leaving, first__lte=day
        )
        pupils = [enrolment.pupil for enrolment in joining.select_related("pupil")]
        sizes = [size_on(school_class, day) for school_class in (leaving, into)]
        close_class(leaving, yesterday)
        for pupil in pupils:
            Enrolment.objects.create(pupil=pupil, school_class=into, first=day)
        total = {"pupils": sum(size[0] for size in sizes), "boarders": sum(size[1] for size in sizes)}
        ClassSize.objects.update_or_create(school_class=into, first=day, defaults=total)


def size_on(school_class: SchoolClass, day: date) -> tuple[int, int]:
    """Give the numbers of pupils and of boarders on a day; 0 where none was ever stated."""
    size = ClassSize.objects.filter(school_class=school_class, first__lte=day).order_by("-first").first()
    return (size.pupils, size.boarders) if size else (0, 0)


def academic_year_of(school: School, day: date) -> AcademicYear:
    """Give the academic year in which a day lies.

    Raises:
        ChangeRefused: none does.
    """
    year = AcademicYear.objects.filter(school=school, first__lte=day, last__gte=day).first()
    if year is None:
        raise ChangeRefused(
            "no_academic_year",
            gettext("日期 %(day)s 不在学校的任何学年内。请核对日期，或先在校历中添加学年。")
            % {"day": day.isoformat()},
        )
    return year


def state_size(school_class: SchoolClass, day: date, pupils: int, boarders: int) -> None:
    """State how many pupils a class has from a day on.

    Raises:
        ChangeRefused: more boarders than pupils, or a day before the class opened.
    """
    if boarders > pupils:
        raise ChangeRefused("more_boarders", gettext("住宿生不能多于学生总数。请改正人数。"))
    if day < school_class.opened:
        raise ChangeRefused(
            "class_not_open",
            gettext("%(day)s 这个班还没有开班或已经停办。请核对日期。") % {"day": day.isoformat()},
        )
    ClassSize.objects.update_or_create(
        school_class=school_class, first=day, defaults={"pupils": pupils, "boarders": boarders}
    )

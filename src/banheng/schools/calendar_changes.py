"""The school's own changes of its calendar: days, terms, academic years.

Public holidays and the working days swapped for them are no changes: `calendars` knows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from banheng.schools.errors import ChangeRefused
from banheng.schools.models import AcademicYear, CalendarDay, Term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.schools.models import School

LONGEST_YEAR = 400
"""An academic year has so many days at most; a longer one is a slip of the pen."""


def set_day(school: School, day: date, *, is_school_day: bool, reason: str) -> CalendarDay:
    """State that a day is a school day, or is none, whatever the public calendar says.

    Raises:
        ChangeRefused: no reason, or a day outside all academic years.
    """
    if not reason.strip():
        raise ChangeRefused("no_reason", gettext("请写明原因，例如“运动会”“台风停课”。"))
    if not AcademicYear.objects.filter(school=school, first__lte=day, last__gte=day).exists():
        raise ChangeRefused(
            "no_academic_year",
            gettext("日期 %(day)s 不在学校的任何学年内。请核对日期，或先在校历中添加学年。")
            % {"day": day.isoformat()},
        )
    changed, _ = CalendarDay.objects.update_or_create(
        school=school, day=day, defaults={"is_school_day": is_school_day, "reason": reason.strip()[:100]}
    )
    return changed


def clear_day(school: School, day: date) -> None:
    """Let the public calendar decide about a day again."""
    CalendarDay.objects.filter(school=school, day=day).delete()


def save_year(
    school: School, code: str, first: date, last: date, terms: Sequence[tuple[date, date]]
) -> AcademicYear:
    """Add an academic year with its terms, or set their days.

    Args:
        code: as in `2026-2027`.
        terms: first and last day of each, in order.

    Raises:
        ChangeRefused: days out of order, terms outside the year, or years that overlap.
    """
    _check_year(school, code, first, last)
    _check_terms(first, last, terms)
    with transaction.atomic():
        year, _ = AcademicYear.objects.update_or_create(
            school=school, code=code, defaults={"first": first, "last": last}
        )
        for number, (term_first, term_last) in enumerate(terms, start=1):
            Term.objects.update_or_create(
                academic_year=year, number=number, defaults={"first": term_first, "last": term_last}
            )
        Term.objects.filter(academic_year=year, number__gt=len(terms)).delete()
    return year


def _check_year(school: School, code: str, first: date, last: date) -> None:
    match = re.fullmatch(r"(\d{4})-(\d{4})", code)
    if match is None or int(match[2]) != int(match[1]) + 1:
        raise ChangeRefused("bad_code", gettext("学年要写成“2026-2027”这样的两个年份。"))
    if first >= last or (last - first).days > LONGEST_YEAR or first.year != int(match[1]):
        raise ChangeRefused(
            "out_of_order",
            gettext("学年“%(code)s”应从 %(year)s 年开始，最多一年。请核对起止日期。")
            % {"code": code, "year": match[1]},
        )
    other = (
        AcademicYear.objects.filter(Q(first__lte=last, last__gte=first), school=school)
        .exclude(code=code)
        .first()
    )
    if other is not None:
        raise ChangeRefused(
            "years_overlap",
            gettext("与学年“%(code)s”（%(first)s 至 %(last)s）的日期重叠。请改正起止日期。")
            % {"code": other.code, "first": other.first.isoformat(), "last": other.last.isoformat()},
        )


def _check_terms(first: date, last: date, terms: Sequence[tuple[date, date]]) -> None:
    before = first
    for term_first, term_last in terms:
        if not before <= term_first <= term_last <= last:
            raise ChangeRefused(
                "terms_out_of_order",
                gettext("学期 %(first)s 至 %(last)s 不在学年之内，或与前一学期重叠。请改正日期。")
                % {"first": term_first.isoformat(), "last": term_last.isoformat()},
            )
        before = term_last

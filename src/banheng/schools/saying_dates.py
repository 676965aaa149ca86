"""Days and periods as schools say them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from banheng.core.periods import PeriodKind
from banheng.schools.calendars import teaching_week

if TYPE_CHECKING:
    from datetime import date

    from banheng.core.periods import Period
    from banheng.schools.models import Term


def short_day(day: date) -> str:
    """Write a day without its year: 10月21日."""
    return date_format(day, pgettext("格式", "n月j日"))


def week_day(day: date) -> str:
    """Write a day with its day of the week: 周三 10月21日."""
    return _week_day(day, get_language() or "")


@lru_cache(maxsize=2000)
def _week_day(day: date, _language: str) -> str:
    """Write it once for each language: a list of records says the same days again and again."""
    names = (gettext("周一"), gettext("周二"), gettext("周三"), gettext("周四"), gettext("周五"))
    weekday = (*names, gettext("周六"), gettext("周日"))[day.weekday()]
    return f"{weekday} {short_day(day)}"


def school_day(day: date, term: Term | None = None) -> str:
    """Write a day as schools say it, with the teaching week if it lies in the term: 第8周 周三 10月21日."""
    if term is None or not term.first <= day <= term.last:
        return week_day(day)
    week = gettext("第%(week)d周") % {"week": teaching_week(term, day)}
    return f"{week} {week_day(day)}"


def period_name(period: Period, term: Term | None = None) -> str:
    """Name a period: 2026年10月, 第8周（10月19日至10月25日）, 2026-2027 学年第一学期."""
    if period.kind is PeriodKind.DAY:
        return school_day(period.first, term)
    if period.kind is PeriodKind.MONTH:
        return date_format(period.first, pgettext("格式", "Y年n月"))
    if period.kind is PeriodKind.WEEK:
        return _week_name(period, term)
    if period.kind is PeriodKind.TERM:
        year, _, number = period.code.rpartition("-")
        names = {"1": gettext("%(year)s 学年第一学期"), "2": gettext("%(year)s 学年第二学期")}
        return names[number] % {"year": year}
    if period.kind is PeriodKind.HALF_YEAR:
        first_half, second_half = gettext("%(year)s 年上半年"), gettext("%(year)s 年下半年")
        return (first_half if period.code.endswith("1") else second_half) % {"year": period.first.year}
    return gettext("%(year)s 年度") % {"year": period.code}


def _week_name(period: Period, term: Term | None) -> str:
    days = gettext("%(first)s至%(last)s") % {
        "first": short_day(period.first),
        "last": short_day(period.last),
    }
    if term is None or not term.first <= period.last <= term.last:
        return days
    return gettext("第%(week)d周（%(days)s）") % {"week": teaching_week(term, period.last), "days": days}

"""Dates as people write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banheng.core.periods import Period

_TIME = r"(?:[T\s]\s*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"
_FULL = re.compile(rf"(\d{{4}})(?:[-/.](\d{{1,2}})[-/.](\d{{1,2}})|年(\d{{1,2}})月(\d{{1,2}})[日号]?){_TIME}")
_WITHOUT_YEAR = re.compile(r"(?:(\d{1,2})[-/](\d{1,2})|(\d{1,2})月(\d{1,2})[日号]?)")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")

SPREADSHEET_EPOCH = date(1899, 12, 30)
"""Day 0 of the serial numbers that spreadsheets keep dates as."""


def read_day(text: str, period: Period | None = None) -> date | None:
    """Read a date; None if it is none.

    A date without a year (`10月8日`, `10/8`) is taken into the period, over the turn of the year as well; without
    a period it cannot be read.

    Examples:
        >>> read_day("２０２６年10月8日"), read_day("20261008"), read_day("46303")
        (datetime.date(2026, 10, 8), datetime.date(2026, 10, 8), datetime.date(2026, 10, 8))
    """
    text = re.sub(r"\s*([年月日号/.-])\s*", r"\1", unicodedata.normalize("NFKC", text).strip())
    if match := _FULL.fullmatch(text) or _DIGITS.fullmatch(text):
        year, month, day = (int(part) for part in match.groups() if part)
        return _date(year, month, day)
    if match := _SERIAL.fullmatch(text):
        return SPREADSHEET_EPOCH + timedelta(days=int(match[1]))
    if period is not None and (match := _WITHOUT_YEAR.fullmatch(text)):
        month, day = (int(part) for part in match.groups() if part)
        return _in_period(month, day, period)
    return None


def _in_period(month: int, day: int, period: Period) -> date | None:
    """Choose the year in which the day lies in the period, or comes nearest to it."""
    years = range(period.first.year - 1, period.last.year + 2)
    days = [found for year in years if (found := _date(year, month, day))]
    return min(
        days, key=lambda each: max((period.first - each).days, (each - period.last).days, 0), default=None
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

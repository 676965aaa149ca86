"""`calendar.json` of a bundle."""

from __future__ import annotations

import json
from dataclasses import asdict

from pydantic import TypeAdapter, ValidationError

from banheng.bundles.bundle import CALENDAR
from banheng.bundles.faults import NO_TABLE
from banheng.core.calendar import SchoolCalendar
from banheng.spreadsheets.faults import refused

_CALENDAR = TypeAdapter(SchoolCalendar)


def write_calendar(calendar: SchoolCalendar) -> bytes:
    """Write a calendar; days stand in order."""
    plain = {
        "days_off": sorted(day.isoformat() for day in calendar.days_off),
        "working_days": sorted(day.isoformat() for day in calendar.working_days),
        "terms": [{name: str(value) for name, value in asdict(term).items()} for term in calendar.terms],
    }
    return f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n".encode()


def read_calendar(content: bytes) -> SchoolCalendar:
    """Read a calendar back.

    Raises:
        InputRefused: the content is no calendar.
    """
    try:
        return _CALENDAR.validate_json(content)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or CALENDAR
        raise refused(CALENDAR, [NO_TABLE.fault(place=place).finding(CALENDAR)]) from error

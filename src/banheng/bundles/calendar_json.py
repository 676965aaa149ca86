"""`calendar.json` of a bundle: the calendar as plain data, which is what the digest of an edition covers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from banheng.bundles.bundle import CALENDAR
from banheng.bundles.faults import NO_TABLE
from banheng.core.calendar import SchoolCalendar
from banheng.spreadsheets.faults import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

_CALENDAR = TypeAdapter(SchoolCalendar)


def write_calendar(data: Mapping[str, Any]) -> bytes:
    """Write a calendar."""
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def read_calendar(content: bytes) -> tuple[SchoolCalendar, dict[str, Any]]:
    """Read a calendar back, and the data that it stands in.

    Raises:
        InputRefused: the content is no calendar.
    """
    try:
        return _CALENDAR.validate_json(content), json.loads(content)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or CALENDAR
        raise refused(CALENDAR, [NO_TABLE.fault(place=place).finding(CALENDAR)]) from error

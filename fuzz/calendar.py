"""A school calendar as YAML."""

from __future__ import annotations

from banheng.core.errors import InputRefused
from banheng.spreadsheets.calendar_file import read_calendar
from fuzz.reader import Reader, from_file

GOOD = """years:
  - {code: 2026-2027, first: 2026-08-01, last: 2027-07-31}
terms:
  - {code: 2026-2027-1, first: 2026-09-01, last: 2027-01-22}
days_off: [2026-10-01, 2026-10-02]
working_days:
  - 2026-10-10
"""

READER = Reader(from_file(read_calendar, ".yaml"), (InputRefused,), (GOOD.encode(), GOOD[:70].encode()))

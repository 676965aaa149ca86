"""A roster as CSV or XLSX."""

from __future__ import annotations

from banheng.core.errors import InputRefused
from banheng.spreadsheets.roster_file import read_roster
from fuzz.evidence import EXAMPLE, workbook
from fuzz.reader import Reader, from_file, in_archive, members_of

CSV = (EXAMPLE / "example/roster.csv").read_bytes()
BOOK = workbook(CSV.decode("utf-8-sig"))
_from_file = from_file(read_roster, ".csv")


def _any_form(content: bytes) -> object:
    return _from_file(in_archive(BOOK, content[1:]) if content.startswith(b"#") else content)


READER = Reader(_any_form, (InputRefused,), (CSV, CSV[:300], *(b"#" + one for one in members_of(BOOK))))

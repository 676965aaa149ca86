"""A county's schools as CSV or XLSX."""

from __future__ import annotations

from pathlib import Path

from banheng.core.errors import InputRefused
from banheng.spreadsheets.balance_file import Wanted, read_pairs, read_schools
from fuzz.evidence import workbook
from fuzz.reader import Reader, from_file, in_archive, members_of

CSV = "学校,学校类型,students,desks\r\n一小,小学,400,3200.5\r\n二小,小学,620,4100\r\n"
BOOK = workbook(CSV)


def _read(path: Path) -> None:
    read_pairs(path, "students", "desks")
    read_schools(path, Wanted(stocks=(), values=(("desks", "课桌"),)))


_from_file = from_file(_read, ".csv")


def _any_form(content: bytes) -> object:
    return _from_file(in_archive(BOOK, content[1:]) if content.startswith(b"#") else content)


READER = Reader(_any_form, (InputRefused,), (CSV.encode(), *(b"#" + one for one in members_of(BOOK))))

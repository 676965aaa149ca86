"""Evidence as CSV or XLSX."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from banheng.core.calendar import SchoolCalendar
from banheng.core.errors import InputRefused
from banheng.core.periods import parse_period
from banheng.schemes.library import library_path
from banheng.schemes.loading import load_scheme
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.roster_file import read_roster
from fuzz.reader import Reader, from_file, in_archive, members_of

EXAMPLE = library_path("primary-month")
CSV = (EXAMPLE / "example/evidence.csv").read_bytes()


def workbook(text: str) -> bytes:
    """Write CSV as XLSX."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(text.splitlines()[:8]):
            sheet.write_row(row, 0, line.split(","))
    return out.getvalue()


BOOK = workbook(CSV.decode("utf-8-sig"))


@cache
def _known() -> tuple[Any, ...]:
    scheme = load_scheme(EXAMPLE / "scheme.yaml").scheme
    return scheme, read_roster(EXAMPLE / "example/roster.csv"), parse_period("2026-10"), SchoolCalendar()


def _read(path: Path) -> object:
    return read_evidence([path], *_known())


_from_file = from_file(_read, ".csv")


def _any_form(content: bytes) -> object:
    return _from_file(in_archive(BOOK, content[1:]) if content.startswith(b"#") else content)


READER = Reader(
    _any_form,
    (InputRefused,),
    (
        CSV,
        CSV[:400],
        CSV.decode().encode("gb18030"),
        CSV[:600].decode().encode("utf-16"),
        *(b"#" + one for one in members_of(BOOK)),
    ),
)

"""`roster.csv` of a bundle: the roster as scoring took it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from banheng.bundles.bundle import ROSTER
from banheng.bundles.faults import NO_TABLE, NOT_READ
from banheng.scoring.roster import Posting
from banheng.spreadsheets.faults import refused

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = {
    "school": "school", "stage": "stage", "grade": "grade", "class": "school_class", "class_name": "class_name",
    "class_type": "class_type", "teacher": "teacher", "teacher_name": "teacher_name", "role": "role",
    "from": "first", "to": "last", "pupils": "pupils", "boarders": "boarders", "years": "years", "row": "row",
}  # fmt: skip
"""The columns of the file, and what of a posting they hold."""

_POSTING = TypeAdapter(Posting)


def write_roster(postings: Sequence[Posting]) -> bytes:
    """Write the roster, in its order; a day or side that is open is empty."""
    out = io.StringIO()
    # texts in quotes, for a name may hold a line end of any kind
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for posting in postings:
        plain = _POSTING.dump_python(posting, mode="json")
        writer.writerow("" if plain[name] is None else plain[name] for name in COLUMNS.values())
    return out.getvalue().encode()


def read_roster(content: bytes) -> list[Posting]:
    """Read the roster back.

    Raises:
        InputRefused: the content is no such table; carries the first fault.
    """
    try:
        header, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    except (ValueError, csv.Error):
        header, rows = [], []
    if header != [*COLUMNS]:
        raise refused(ROSTER, [NO_TABLE.fault(place=ROSTER).finding(ROSTER, 1)])
    return [_posting(row, number) for number, row in enumerate(rows, start=2)]


def _posting(row: Sequence[str], number: int) -> Posting:
    if len(row) != len(COLUMNS):
        raise refused(ROSTER, [NO_TABLE.fault(place=",".join(row)).finding(ROSTER, number)])
    cells = dict(zip(COLUMNS.values(), row, strict=True))
    try:
        return _POSTING.validate_python(cells | {day: cells[day] or None for day in ("first", "last")})
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        column = next(theirs for theirs, ours in COLUMNS.items() if ours == name)
        fault = NOT_READ.fault(column, name=column, found=cells[name])
        raise refused(ROSTER, [fault.finding(ROSTER, number)]) from error

"""Take one table with all schools: which column is which, then every row into the filing of its school."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext, override

from banheng.bureau.collecting.checking import name_of, surroundings_of
from banheng.bureau.collecting.figures import all_columns
from banheng.bureau.collecting.filling import fill_in
from banheng.bureau.collecting.models import Collection, Filing, StatisticsFile
from banheng.bureau.collecting.opening import add_schools
from banheng.bureau.collecting.reviewing import submit
from banheng.bureau.errors import BureauRefused
from banheng.core.errors import InputRefused
from banheng.core.wording import Language
from banheng.ledger.language import request_language
from banheng.schools.models import School
from banheng.spreadsheets.balance_columns import SCHOOL_COLUMNS
from banheng.spreadsheets.headers import plain
from banheng.spreadsheets.text_rows import text_rows
from banheng.spreadsheets.workbook_rows import workbook_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Bureau

SCHOOL, CODE = "school", "code"
HEADER_ROWS = 10
MOST_ROWS = 5_000
MOST_COLUMNS = 200


class Taken(NamedTuple):
    """What came of a table.

    Attributes:
        filled: schools whose figures were taken over.
        submitted: those of them that were handed in at once.
        skipped: rows that were not taken, and why.
    """

    filled: int
    submitted: int
    skipped: list[str]


def hand_in(
    collection: Collection, path: Path, name: str, *, by: User | None, at: datetime
) -> StatisticsFile:
    """Keep a table, with a first guess at its columns.

    Raises:
        BureauRefused: the year is locked, or there is no table in the file.
    """
    _refuse_locked(collection)
    header, rows, first = read_rows(path)
    earlier = StatisticsFile.objects.filter(
        collection__bureau=collection.bureau_id, taken_at__isnull=False
    ).first()
    return StatisticsFile.objects.create(
        collection=collection,
        name=name[:200],
        header=header,
        rows=rows,
        first_row=first,
        mapping=guess(collection, header, earlier.mapping if earlier else {}),
        by=by,
        at=at,
    )


def read_rows(path: Path) -> tuple[list[str], list[list[str]], int]:
    """Read the first sheet: the fullest of its first rows is the header; give the row number below it too.

    Raises:
        BureauRefused: no table, or more than a province would have.
    """
    try:
        is_text = path.read_bytes()[:2] != b"PK"
        sheet = text_rows(path) if is_text else next(iter(workbook_sheets(path)), iter(()))
        rows = [[cell.strip() for cell in row] for row in islice(sheet, MOST_ROWS + HEADER_ROWS + 1)]
    except InputRefused as refused:
        raise BureauRefused("file", refused.findings[0].say(request_language())) from refused
    filled = [sum(map(bool, row)) for row in rows[:HEADER_ROWS]]
    place = filled.index(max(filled)) if filled else 0
    below = [row for row in rows[place + 1 :] if any(row)]
    if not below or max(filled) < 2:
        raise BureauRefused("file", gettext("文件里没有表格：第一个工作表要有一行表头，下面每所学校一行。"))
    if len(below) > MOST_ROWS or len(rows[place]) > MOST_COLUMNS:
        raise BureauRefused("file", gettext("表格太大。一次最多 5000 所学校、200 列。"))
    return rows[place], below, place + 2


def targets(collection: Collection) -> dict[str, str]:
    """List what a column of a table may be, with the name of each."""
    found = {SCHOOL: gettext("学校名称"), CODE: gettext("学校代码")}
    return found | {column: name_of(collection, column) for column in all_columns(collection.stocks)}


def guess(collection: Collection, header: Sequence[str], earlier: Mapping[str, str]) -> dict[str, str]:
    """Guess the columns: as in the last file, by the usual headers, and by name."""
    known = {plain(text): column.name for column in SCHOOL_COLUMNS for text in (column.name, *column.zh)}
    offered = targets(collection)
    for language in Language:  # a table may have headers in the language that the reader does not use
        with override(language.value):
            known |= {plain(name): column for column, name in targets(collection).items()}
    known |= {plain(column): column for column in offered}
    found: dict[str, str] = {}
    for text in filter(None, header):
        column = earlier.get(text) or known.get(plain(text), "")
        if column in offered and column not in found.values():
            found[text] = column
    return found


@transaction.atomic
def take(
    file: StatisticsFile,
    mapping: Mapping[str, str],
    *,
    adds_schools: bool,
    submits: bool,
    by: User | None,
    at: datetime,
) -> Taken:
    """Take the rows over into the filings of their schools.

    Args:
        file: with the rows.
        mapping: column by header.
        adds_schools: schools that the bureau does not have yet are added to it.
        submits: hand in at once what has no errors and no doubts.

    Raises:
        BureauRefused: the year is locked, no column names the school, or two name the same.
    """
    collection = Collection.objects.select_for_update().select_related("bureau").get(pk=file.collection_id)
    _refuse_locked(collection)
    offered = targets(collection)
    chosen = {text: column for text, column in mapping.items() if column in offered}
    if not {SCHOOL, CODE} & set(chosen.values()):
        raise BureauRefused("school", gettext("还没有指定哪一列是学校名称或学校代码。"))
    if len(set(chosen.values())) < len(chosen):
        raise BureauRefused("twice", gettext("有两列对应同一个栏目。请改正一列。"))
    places = {column: file.header.index(text) for text, column in chosen.items()}
    rows = [
        {column: row[place] if place < len(row) else "" for column, place in places.items()}
        for row in file.rows
    ]
    if adds_schools:
        _add_schools(collection.bureau, rows)
    add_schools(collection)
    taken = _take_rows(collection, rows, file.first_row, by=by, at=at)
    submitted = _submit_all(collection, taken[0], by=by, at=at) if submits else 0
    file.mapping, file.taken_at = chosen, at
    file.save(update_fields=["mapping", "taken_at"])
    return Taken(len(taken[0]), submitted, taken[1])


def _take_rows(
    collection: Collection,
    rows: Sequence[Mapping[str, str]],
    first_row: int,
    *,
    by: User | None,
    at: datetime,
) -> tuple[list[Filing], list[str]]:
    filings = list(collection.filings.select_related("school"))
    by_name = {each.school.name: each for each in filings} | {each.school.code: each for each in filings}
    filled: dict[int, Filing] = {}
    skipped: list[str] = []
    for number, row in enumerate(rows, start=first_row):
        filing = by_name.get(row.get(CODE, "")) or by_name.get(row.get(SCHOOL, ""))
        where = {"row": number, "school": row.get(SCHOOL) or row.get(CODE, "")}
        if filing is None:
            skipped.append(gettext("第 %(row)s 行：本局没有学校“%(school)s”。") % where)
        elif filing.pk in filled:
            skipped.append(gettext("第 %(row)s 行：“%(school)s”前面已经有一行。") % where)
        elif not filing.is_open:
            skipped.append(gettext("第 %(row)s 行：“%(school)s”已经报送，没有改动。") % where)
        else:
            given = {column: text for column, text in row.items() if column not in {SCHOOL, CODE}}
            fill_in(filing, given, by=by, at=at)
            filled[filing.pk] = filing
    return list(filled.values()), skipped


def _submit_all(collection: Collection, filings: Sequence[Filing], *, by: User | None, at: datetime) -> int:
    around = surroundings_of(collection)
    submitted = 0
    for filing in filings:
        try:
            submit(filing, by=by, at=at, around=around)
        except BureauRefused:
            continue
        submitted += 1
    return submitted


def _add_schools(bureau: Bureau, rows: Sequence[Mapping[str, str]]) -> None:
    """Add the schools that the bureau lacks; without a code they are numbered under that of the bureau."""
    own = set(bureau.schools.values_list("name", flat=True)) | set(
        bureau.schools.values_list("code", flat=True)
    )
    taken = set(School.objects.values_list("code", flat=True))
    number = 0
    made: list[School] = []
    for row in rows:
        name, code = row.get(SCHOOL, ""), row.get(CODE, "")
        if not name or name in own or code in own:
            continue
        while not code or code in taken:
            number += 1
            code = f"{bureau.code}-{number:03d}"[-50:]
        taken.add(code)
        own.add(name)
        made.append(School(bureau=bureau, code=code, name=name[:100]))
    School.objects.bulk_create(made)


def _refuse_locked(collection: Collection) -> None:
    if collection.is_locked:
        raise BureauRefused("locked", gettext("本年度已经锁定，不能再导入。"))

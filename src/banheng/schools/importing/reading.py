"""What cells of roster files stand for in the site."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext

from banheng.core.wording import Wording
from banheng.schools.errors import ChangeRefused
from banheng.spreadsheets.faults import Check, refused
from banheng.spreadsheets.headers import ROSTER_COLUMNS
from banheng.spreadsheets.names import key
from banheng.spreadsheets.roster_file import read_roster
from banheng.spreadsheets.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from django.db.models import Field, Model

    from banheng.schools.models import School
    from banheng.scoring.roster import Posting
    from banheng.spreadsheets.headers import Column

_CLASS_CODE = re.compile(r"\w[\w.（）()-]*")
MOST_ROWS = 20_000
MOST_ROWS_OF_A_CLASS = 50

TOO_MANY_ROWS = Check(
    "import.E001",
    Wording(
        "文件超过 {most} 行。请删去无关的行，或分成几个文件。",
        "the file has more than {most} rows. Remove what does not belong, or cut it into several files.",
    ),
)
CLASS_TOO_OFTEN = Check(
    "import.E002",
    Wording(
        "班级“{found}”有 {number} 行，最多 {most} 行。这一列填班级代码，一位教师任一个班填一行。",
        "the class '{found}' has {number} rows, more than {most}. One row is one teacher with one class.",
    ),
)


def read_postings(path: Path) -> list[Posting]:
    """Read a roster of one school; a file that cannot be one is refused before its rows are compared.

    Raises:
        InputRefused: with all findings.
    """
    classes: Counter[str] = Counter()
    rows = 0
    table = read_table(path, ROSTER_COLUMNS)
    for batch in table.batches:
        rows += batch.frame.height
        classes.update(batch.frame["class"].to_list())
    findings = []
    if rows > MOST_ROWS:
        findings.append(TOO_MANY_ROWS.fault(most=MOST_ROWS).finding(table.file))
    for code, number in classes.items():
        if code and number > MOST_ROWS_OF_A_CLASS:
            fault = CLASS_TOO_OFTEN.fault("class", found=code, number=number, most=MOST_ROWS_OF_A_CLASS)
            findings.append(fault.finding(table.file, 0, table.header.texts))
    if findings:
        raise refused(table.file, findings)
    return read_roster(path)


def read_cells(path: Path, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Read the rows of a file as texts by column, with `row`.

    Raises:
        InputRefused: with all findings.
    """
    table = read_table(path, columns)
    cells: list[dict[str, Any]] = []
    findings = []
    for batch in table.batches:
        cells += batch.frame.to_dicts()
        findings += batch.findings
        if len(cells) > MOST_ROWS:
            findings = [TOO_MANY_ROWS.fault(most=MOST_ROWS).finding(table.file)]
            break
    if findings:
        raise refused(table.file, findings)
    return cells


def code_of(text: str) -> str:
    """Write a code as it is kept: full-width digits and letters are the same as narrow ones."""
    return unicodedata.normalize("NFKC", text).strip()


def check_class_code(code: str) -> None:
    """Refuse a code that cannot stand in the address of a page.

    Raises:
        ChangeRefused: with what stands there.
    """
    if not _CLASS_CODE.fullmatch(code):
        raise ChangeRefused(
            "bad_class_code",
            gettext("班级代码“%(code)s”里有不能用的符号。请只用文字、数字、“-”和“.”，例如 302、2026-3-2。")
            % {"code": code},
        )


def check_school(school: School, text: str) -> None:
    """Refuse a row of another school.

    Raises:
        ChangeRefused: with what stands there.
    """
    if text and key(text) not in (key(school.code), key(school.name)):
        raise ChangeRefused(
            "other_school",
            gettext("“%(found)s”不是本校（%(name)s，代码 %(code)s）。请核对，或删去学校一列。")
            % {"found": text, "name": school.name, "code": school.code},
        )


def check_length(model: type[Model], field: str, text: str) -> None:
    """Refuse a text that is longer than its column.

    Raises:
        ChangeRefused: with the bound.
    """
    found = cast("Field[str, str]", model._meta.get_field(field))  # noqa: SLF001 - documented by Django
    if len(text) > (found.max_length or 0):
        raise ChangeRefused(
            "too_long",
            gettext("“%(start)s……”有 %(length)s 个字，%(name)s最多 %(most)s 个字。请缩短。")
            % {"start": text[:10], "length": len(text), "name": found.verbose_name, "most": found.max_length},
        )

"""A workbook in which a school records under its scheme: choices in lists, and instructions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from banheng.rules.tally import Tally
from banheng.scoring.roster import Role
from banheng.spreadsheets.dictionary import headings_of, innermost
from banheng.spreadsheets.headers import EVIDENCE_COLUMNS, ROSTER_COLUMNS
from banheng.spreadsheets.instructions import HOW_TO_FILL, Line, instructions
from banheng.spreadsheets.roster_file import ROLES, STAGES
from banheng.spreadsheets.writing import replace_when_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from banheng.schemes.scheme import Scheme
    from banheng.scoring.roster import Posting
    from banheng.spreadsheets.dictionary import Heading

RECORDS, ROSTER, DICTIONARY, INSTRUCTIONS = "考核记录", "花名册", "字典", "填写说明"

RECORD_ORDER = (
    "date", "class", "item", "event", "level", "project", "quantity", "value", "recorder", "note", "teacher", "id", "voids",
)  # fmt: skip
WIDTHS = {"item": 22, "event": 28, "note": 30, "project": 18, "class_name": 14}
WHOLE_UNITS = ("place", "time", "person_time", "case")
LAST_ROW = 20_000
"""So many rows have drop-down lists; rows below can be filled in as well."""

ROLE_NAMES = dict(zip(Role, ROLES.words, strict=False))
"""What is written for each role; further names of a role stand behind."""


def write_template(scheme: Scheme, postings: Sequence[Posting] | None, path: Path | str) -> None:
    """Write the template of a scheme; with a roster, its classes can be chosen and its sheet is filled in.

    Raises:
        BanhengError: the file cannot be written.
    """
    with (
        replace_when_done(path) as partial,
        xlsxwriter.Workbook(partial, {"strings_to_formulas": False}) as book,
    ):
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}),
            "text": book.add_format({"num_format": "@"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "number": book.add_format({"num_format": "0.00##"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        schools = {posting.school for posting in postings or ()}
        names = RECORD_ORDER if len(schools) < 2 else ("school", *RECORD_ORDER)
        records = _sheet(book, RECORDS, names, formats)
        roster = _sheet(book, ROSTER, [column.name for column in ROSTER_COLUMNS], formats)
        _fill_roster(roster, postings or (), formats["date"])
        _write_dictionary(book, records, names, headings_of(scheme), classes_of(postings or ()), formats)
        _write_instructions(book.add_worksheet(INSTRUCTIONS), scheme, formats)


def _sheet(book: Workbook, name: str, columns: Sequence[str], formats: dict[str, Format]) -> Worksheet:
    """Add a sheet with its header; required columns are marked with a star."""
    known = {column.name: column for column in (*EVIDENCE_COLUMNS, *ROSTER_COLUMNS)}
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    required = {"date", "class", "item"} if name == RECORDS else {"class", "teacher"}
    for position, column in enumerate(columns):
        text = known[column].zh[0] + ("*" if column in required else "")
        kind = {"date": "date", "from": "date", "to": "date", "value": "number"}.get(column, "text")
        is_count = column in ("quantity", "pupils", "boarders", "years")
        sheet.set_column(position, position, WIDTHS.get(column, 12), None if is_count else formats[kind])
        sheet.write_string(0, position, text, formats["head"])
    return sheet


def _fill_roster(sheet: Worksheet, postings: Sequence[Posting], date_format: Format) -> None:
    columns = [column.name for column in ROSTER_COLUMNS]
    _choose(sheet, columns.index("stage"), STAGES.words)
    _choose(sheet, columns.index("role"), list(ROLE_NAMES.values()))
    stages = {stage: name for name in STAGES.words for stage in STAGES.find(name)}
    for row, posting in enumerate(postings, start=1):
        cells: dict[str, Any] = {
            "class": posting.school_class,
            "class_name": posting.class_name,
            "teacher": posting.teacher,
            "teacher_name": posting.teacher_name,
            "school": posting.school,
            "stage": stages.get(posting.stage, posting.stage),
            "grade": posting.grade,
            "class_type": posting.class_type,
            "role": ROLE_NAMES[posting.role],
            "from": posting.first,
            "to": posting.last,
            "pupils": posting.pupils,
            "boarders": posting.boarders,
            "years": posting.years,
        }
        for position, name in enumerate(columns):
            cell = cells[name]
            if isinstance(cell, date):
                sheet.write_datetime(row, position, cell, date_format)
            elif isinstance(cell, int):
                sheet.write_number(row, position, cell)
            elif cell:
                sheet.write_string(row, position, cell)


def classes_of(postings: Iterable[Posting]) -> list[str]:
    """List what classes are called in the list: the name, or the code where the name is shared."""
    names = {(p.school, p.school_class): p.class_name for p in postings}
    return list(dict.fromkeys(_words([(code, name) for (_, code), name in names.items()])))


def _words(named: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Give the name of each (code, name), or the code where there is no name or several have it."""
    names = [name for _, name in named]
    for code, name in named:
        yield name if name and names.count(name) == 1 else code


def _write_dictionary(
    book: Workbook,
    records: Worksheet,
    names: Sequence[str],
    headings: Sequence[Heading],
    classes: Sequence[str],
    formats: dict[str, Format],
) -> None:
    """Write the lists, and let the record sheet choose from them."""
    items = list(_words([(heading.code, heading.name) for heading in headings]))
    pairs: dict[str, list[tuple[str, str]]] = {"事件": [], "等级": []}
    whole: list[tuple[str, str]] = []
    for item, heading in zip(items, headings, strict=True):
        events = dict.fromkeys((entry.event, entry.event_name) for entry in heading.entries if entry.event)
        levels = dict.fromkeys((entry.level, entry.level_name) for entry in heading.entries if entry.level)
        pairs["事件"] += [(item, word) for word in _words(list(events))]
        counted = zip(events, _words(list(events)), strict=True)
        whole += [(item, word) for (code, _), word in counted if counts_whole(heading, code)]
        pairs["等级"] += [(item, word) for word in _words(list(levels))]
    sheet = book.add_worksheet(DICTIONARY)
    columns = {
        "全部班级": classes,
        "全部考核项": items,
        "事件所属考核项": [item for item, _ in pairs["事件"]],
        "可选事件": [word for _, word in pairs["事件"]],
        "等级所属考核项": [item for item, _ in pairs["等级"]],
        "可选等级": [word for _, word in pairs["等级"]],
        "按整数计的考核项": [item for item, _ in whole],
        "按整数计的事件": [word for _, word in whole],
    }
    for position, (title, words) in enumerate(columns.items()):
        sheet.set_column(position, position, 22, formats["text"])
        sheet.write_string(0, position, title, formats["head"])
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, position, word)
    if classes:
        _choose(records, names.index("class"), f"='{DICTIONARY}'!$A$2:$A${len(classes) + 1}")
    _choose(records, names.index("item"), f"='{DICTIONARY}'!$B$2:$B${len(items) + 1}")
    item_cell = f"${xl_col_to_name(names.index('item'))}2"
    for name, first in (("event", 2), ("level", 4)):
        _choose(
            records,
            names.index(name),
            _depending_on(item_cell, xl_col_to_name(first), xl_col_to_name(first + 1)),
        )
    _check_quantity(records, names)


def counts_whole(heading: Heading, event: str) -> bool:
    """Tell whether an event is counted in places, times or the like."""
    rule = innermost(heading.item.rule) if heading.item else None
    return isinstance(rule, Tally) and rule.events[event].per.value in WHOLE_UNITS


def _check_quantity(records: Worksheet, names: Sequence[str]) -> None:
    """Refuse negative quantities, and fractions of what is counted in whole numbers."""
    quantity = names.index("quantity")
    cell, item, event = (f"${xl_col_to_name(names.index(name))}2" for name in ("quantity", "item", "event"))
    sheet = f"'{DICTIONARY}'!"
    is_whole = f"COUNTIFS({sheet}$G:$G,{item},{sheet}$H:$H,{event})"
    whole_or_free = {
        "validate": "custom",
        "value": f"=AND({cell}>=0,OR({cell}=INT({cell}),{is_whole}=0))",
        "error_message": "数量不能是负数；按处、次、人次、起计的，须是整数。",
    }
    records.data_validation(1, quantity, LAST_ROW, quantity, whole_or_free)


def _depending_on(item_cell: str, keys: str, words: str) -> str:
    """Refer to the words beside the item's rows; these stand together."""
    keys_column = f"'{DICTIONARY}'!${keys}:${keys}"
    start = f"'{DICTIONARY}'!${words}$1"
    return f"=OFFSET({start},MATCH({item_cell},{keys_column},0)-1,0,COUNTIF({keys_column},{item_cell}),1)"


def _choose(sheet: Worksheet, column: int, words: list[str] | str) -> None:
    """Offer a list; other text is warned of only, since codes are accepted too."""
    choice = {
        "validate": "list",
        "source": words,
        "error_type": "warning",
        "error_title": "不在列表里",
        "error_message": "请从列表中选择，或填写代码。",
    }
    sheet.data_validation(1, column, LAST_ROW, column, choice)


def _write_instructions(sheet: Worksheet, scheme: Scheme, formats: dict[str, Format]) -> None:
    sheet.write_string(0, 0, scheme.title, formats["head"])
    for row, sentence in enumerate(HOW_TO_FILL, start=1):
        sheet.write_string(row, 0, f"{row}. {sentence}")
    first = len(HOW_TO_FILL) + 2
    titles = Line("考核项名称", "满分", "事件名称", "等级名称", "分值或填法", "没有记录时")
    for position, (title, width) in enumerate(zip(titles, (24, 8, 30, 16, 36, 36), strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(first, position, title, formats["head"])
    for row, line in enumerate(instructions(scheme), start=first + 1):
        for position, text in enumerate(line):
            sheet.write_string(row, position, text, formats["wrap"])
    sheet.ignore_errors({"number_stored_as_text": f"A1:F{LAST_ROW}"})

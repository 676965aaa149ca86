"""`banheng duty`: commands about duty packs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from banheng.cli.command import Group, Member, argument, command, option, text_or_json
from banheng.cli.leaving import FINE, REFUSED
from banheng.cli.printing import give, say
from banheng.core.calendar import SchoolCalendar
from banheng.core.wording import Language, Wording
from banheng.routines.due import dues
from banheng.routines.loading import list_packs, load_pack, pack_path
from banheng.spreadsheets.calendar_file import read_calendar
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.routines.due import Due
    from banheng.routines.loading import PackFile

MEMBERS = {
    "list": Member("banheng.cli.duty:list_of_packs", "列出常规库", "List the duty packs of the library"),
    "lint": Member(
        "banheng.cli.duty:lint_pack", "检查常规文件", "Check a duty pack and list what it leaves open"
    ),
    "due": Member("banheng.cli.duty:due_days", "按校历列出到期日", "List the due days by a school calendar"),
}
WORDING = Wording(
    "检查班主任常规，按校历列出每项常规的到期日。",
    "Check duty packs, and list on which days duties are due by a school calendar.",
)
EXAMPLES = (
    "banheng duty list",
    "banheng duty lint pack.yaml",
    "banheng duty due default --calendar calendar.yaml --from 2026-09-01 --to 2026-09-30",
)
CODE, DUTIES, BLANKS, TITLE = (
    Wording("代码", "Code"),
    Wording("常规数", "Duties"),
    Wording("待填", "Blanks"),
    Wording("名称", "Title"),
)
DAY, OPENS, UNTIL, NUMBER, DUTY = (
    Wording("到期日", "Due"),
    Wording("可办起始日", "Opens"),
    Wording("截止日", "Until"),
    Wording("第几次", "Number"),
    Wording("常规", "Duty"),
)
BLANK = Wording(
    "{path}：文件没有写明，请学校填写。", "{path}: the policy leaves it open; the school fills it in."
)
GOOD = Wording("{duties} 项常规，没有发现问题。", "{duties} duties, nothing found.")
OPEN = Wording("{duties} 项常规，{blanks} 处待填。", "{duties} duties, {blanks} figure(s) left open.")
NONE = Wording("这段时间没有到期的常规。", "Nothing is due in this time.")
WEEKDAYS = "一二三四五六日"

pack_argument = argument(
    "pack", "常规文件，或常规库里的代码", "a duty pack, or its code in the library", metavar="PACK"
)


@click.group(cls=Group, wording=WORDING, examples=EXAMPLES, members=MEMBERS)
def duty() -> None:
    """Run a command about duty packs."""


@command(
    "列出常规库：代码、常规数、待填的空白数、名称。",
    "List the duty packs: code, duties, blanks, title.",
    examples=("banheng duty list",),
)
@click.pass_obj
def list_of_packs(language: Language) -> int:
    """List the library."""
    header = [wording.say(language) for wording in (CODE, DUTIES, BLANKS, TITLE)]
    rows: list[list[Cell]] = []
    for code in list_packs():
        file = load_pack(pack_path(code))
        rows.append([code, len(file.pack.duties), len(file.blanks()), file.pack.title])
    give(columns_text(Table("", header, rows)))
    return FINE


@command(
    "检查常规文件：写法有没有错，哪些数值还空着。\n\n退出码：0 可以启用；1 有错误或空白。",
    "Check a duty pack: what is wrong in it, and which figures are left open.\n\n"
    "Exit codes: 0 ready to be put in force, 1 errors or blanks.",
    examples=("banheng duty lint pack.yaml", "banheng duty lint 002-I"),
)
@pack_argument
@click.pass_obj
def lint_pack(language: Language, pack: str) -> int:
    """Check a pack."""
    file = _find(pack)
    blanks = file.blanks()
    number = len(file.pack.duties)
    if not blanks:
        say(GOOD.say(language, duties=number))
        return FINE
    give("\n".join(BLANK.say(language, path=file.place_of(path)) for path in blanks))
    say(OPEN.say(language, duties=number, blanks=len(blanks)))
    return REFUSED


@command(
    "按校历列出每项常规的到期日；遇节假日的，按常规文件写的办法移动。\n"
    "随事件发生的、“适时”的常规没有到期日，不列出。",
    "List on which days the duties of a pack are due, moved by holidays as the pack says.\n"
    "Duties on events and as needed have no day and are left out.",
    examples=("banheng duty due default --calendar calendar.yaml --from 2026-09-01 --to 2026-09-30",),
)
@pack_argument
@option(
    "--calendar",
    zh="校历（YAML）：放假日、调休上课日、学期。",
    en="School calendar (YAML): days off, working days, terms.",
    metavar="FILE",
    type=click.Path(path_type=Path),
)
@option(
    "--from", "first", zh="从哪天起。", en="The first day.", required=True, type=click.DateTime(["%Y-%m-%d"])
)
@option("--to", "last", zh="到哪天止。", en="The last day.", required=True, type=click.DateTime(["%Y-%m-%d"]))
@text_or_json
@click.pass_obj
def due_days(
    language: Language, pack: str, calendar: Path | None, first: datetime, last: datetime, form: str
) -> int:
    """List due days."""
    days = read_calendar(calendar) if calendar else SchoolCalendar()
    found = dues(_find(pack).pack.duties, days, first.date(), last.date())
    if form == "json":
        give(
            json.dumps(
                {"version": "banheng-dues/1", "dues": [_data(due) for due in found]}, ensure_ascii=False
            )
        )
        return FINE
    if not found:
        say(NONE.say(language))
        return FINE
    header = [wording.say(language) for wording in (DAY, OPENS, UNTIL, NUMBER, DUTY)]
    rows: list[list[Cell]] = [
        [_said(due.day, language), str(due.opens), str(due.until), due.number, due.duty.name] for due in found
    ]
    give(columns_text(Table("", header, rows)))
    return FINE


def _find(pack: str) -> PackFile:
    """Load a file, or a pack of the library if there is no such file."""
    path = Path(pack)
    return load_pack(path if path.is_file() or path.suffix else pack_path(pack))


def _data(due: Due) -> dict[str, object]:
    return {
        "duty": due.duty.code,
        "name": due.duty.name,
        "number": due.number,
        "opens": str(due.opens),
        "day": str(due.day),
        "until": str(due.until),
        "by": due.by,
        "clause": list(due.duty.clause),
    }


def _said(day: date, language: Language) -> str:
    return f"{day} 周{WEEKDAYS[day.weekday()]}" if language is Language.ZH_HANS else f"{day} {day:%a}"

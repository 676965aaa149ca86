"""`banheng scheme template`."""

from __future__ import annotations

from pathlib import Path

import click

from banheng.cli.command import command, option
from banheng.cli.inputs import read_scheme, scheme_argument
from banheng.cli.leaving import FINE
from banheng.cli.output import WRITTEN
from banheng.cli.printing import say
from banheng.cli.refusing import FILE_EXISTS, refuse
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.roster_file import read_roster
from banheng.spreadsheets.template import write_template

NOT_XLSX = Wording(
    "--output “{found}”不以 .xlsx 结尾。模板是 XLSX 文件，请改文件名。",
    "--output '{found}' does not end in .xlsx. A template is an XLSX file; choose such a name.",
)


@command(
    "生成填报考核记录的 XLSX 模板，考核项、事件、等级都可以从下拉列表里选。\n给了名册，班级也可以选。",
    "Write an XLSX template for evidence: items, events and levels are chosen from lists,\n"
    "and with a roster the classes too.",
    examples=(
        "banheng scheme template primary-month",
        "banheng scheme template scheme.yaml --roster 名册.xlsx --output 十月记录.xlsx",
    ),
)
@scheme_argument
@option(
    "--roster",
    zh="班主任名册，CSV 或 XLSX。",
    en="Who has which class, CSV or XLSX.",
    metavar="FILE",
    type=click.Path(path_type=Path),
)
@option(
    "--output",
    zh="写到哪个文件；不写则为“方案代码.xlsx”。",
    en="Where to write it; <code of the scheme>.xlsx if not given.",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.pass_obj
def write_scheme_template(language: Language, scheme: str, roster: Path | None, output: Path | None) -> int:
    """Write the template of a scheme; a file that exists stays."""
    file = read_scheme(scheme)
    path = output or Path(f"{file.scheme.scheme}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise click.UsageError(NOT_XLSX.say(language, found=path), click.get_current_context())
    if path.exists():
        raise refuse("E004", str(path), FILE_EXISTS)
    write_template(file.scheme, read_roster(roster) if roster else None, path)
    say(WRITTEN.say(language, files=str(path)))
    return FINE

"""`banheng scheme list` and `banheng scheme copy`."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from banheng.cli.command import argument, command
from banheng.cli.inputs import PERIOD_NAMES
from banheng.cli.leaving import FINE
from banheng.cli.printing import give, say
from banheng.cli.refusing import FILE_EXISTS, refuse
from banheng.core.wording import Language, Wording
from banheng.schemes.library import library_path, list_library
from banheng.schemes.loading import load_scheme
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text
from banheng.spreadsheets.writing import replace_when_done

CODE, TITLE, PERIOD = Wording("代码", "Code"), Wording("名称", "Title"), Wording("周期", "Period")
BLANKS = Wording("待填", "Blanks")
NOT_IN_LIBRARY = Wording(
    "方案库里没有“{found}”。用 banheng scheme list 可列出全部代码。",
    "the library has no '{found}'. See `banheng scheme list`.",
)
COPIED = Wording(
    "已复制到 {file}。修改后用 banheng scheme lint 检查。",
    "Copied to {file}. Edit it, then run banheng scheme lint.",
)


@command(
    "列出方案库：代码、名称、周期、需要学校填写的空白数。",
    "List the library: code, title, period, and how many figures a school still has to fill in.",
    examples=("banheng scheme list",),
)
@click.pass_obj
def list_schemes(language: Language) -> int:
    """List the library."""
    header = [wording.say(language) for wording in (CODE, PERIOD, BLANKS, TITLE)]
    rows: list[list[Cell]] = []
    for code in list_library():
        file = load_scheme(library_path(code) / "scheme.yaml")
        rows.append(
            [code, PERIOD_NAMES[file.scheme.period].say(language), len(file.blanks()), file.scheme.title]
        )
    give(columns_text(Table("", header, rows)))
    return FINE


@command(
    "从方案库复制一份方案，学校在此基础上修改。注释一并复制。",
    "Copy a scheme of the library, with its comments, for a school to start from.",
    examples=("banheng scheme copy primary-month scheme.yaml",),
)
@argument("code", "方案库里的代码", "a code of the library", metavar="CODE")
@argument("file", "写到哪个文件", "where to write it", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def copy_scheme(language: Language, code: str, file: Path) -> int:
    """Copy a scheme of the library; a file that exists stays."""
    codes = list_library()
    if code not in codes:
        near = difflib.get_close_matches(code, codes, n=1)
        raise refuse("E001", "CODE", NOT_IN_LIBRARY, near=near, found=code)
    if file.exists():
        raise refuse("E004", str(file), FILE_EXISTS)
    with replace_when_done(file) as partial:
        partial.write_bytes((library_path(code) / "scheme.yaml").read_bytes())
    say(COPIED.say(language, file=str(file)))
    return FINE

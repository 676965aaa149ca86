"""`banheng score`: the results of a period."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from banheng.cli.command import command, option
from banheng.cli.inputs import input_options, read_inputs, scheme_argument
from banheng.cli.leaving import FINE, say_findings
from banheng.cli.output import WRITTEN, make_report, workbook_bytes, write_results
from banheng.cli.printing import give, give_findings_json, give_json, say
from banheng.cli.refusing import refuse
from banheng.cli.remarks import say_days, say_scheme_faults, say_skipped
from banheng.core.errors import FaultsFound
from banheng.core.wording import Language, Wording
from banheng.scoring.run import Engine
from banheng.spreadsheets.result_table import as_csv, as_json, league_text

if TYPE_CHECKING:
    from banheng.spreadsheets.result_report import Report

NO_FILE = Wording(
    "XLSX 不能显示在屏幕上。请重定向到文件，或用 --output 指定目录。",
    "XLSX cannot be shown on a terminal. Redirect it to a file, or give a folder with --output.",
)


@command(
    "按方案计算一个周期的考核结果。\n\n"
    "名册和记录可以是 CSV 或 XLSX，表头用中文、英文均可；\n"
    "有错的行逐行列出，改正之前不计算。\n"
    "写了 --output，目录里会有成绩表、分项表和发放表（XLSX）、\n"
    "可打印的网页（HTML）、CSV 和 JSON。",
    "Score a period by a scheme.\n\n"
    "Roster and evidence may be CSV or XLSX, with Chinese or English headers. Every bad row is\n"
    "listed, and nothing is scored until it is mended. With --output the folder receives league\n"
    "table, item tables and pay sheet as XLSX, a page to print (HTML), CSV and JSON.",
    examples=(
        "banheng score scheme.yaml --evidence 检查.xlsx --evidence 值周.csv --roster 名册.xlsx --period 2026-10",
        "banheng score primary-month --evidence e.csv --roster r.csv --period 2026-10 --output 十月",
        "banheng score scheme.yaml --evidence e.csv --roster r.csv --period 2026-10 --format json",
    ),
)
@scheme_argument
@input_options
@option(
    "--output",
    zh="把结果写到这个目录。",
    en="Write all results into this folder.",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
)
@option(
    "--format",
    "form",
    zh="标准输出的格式；不写为 table。",
    en="What goes to stdout; table if not given.",
    type=click.Choice(["table", "json", "csv", "xlsx"]),
    default="table",
)
@option(
    "--engine",
    zh="计算引擎，结果相同；只有 reference 写得出理由。",
    en="Which engine computes; both agree, only reference gives reasons.",
    type=click.Choice([engine.value for engine in Engine]),
)
@click.pass_obj
def score(language: Language, /, output: Path | None, form: str, engine: str | None, **named: Any) -> int:
    """Score a period and give the results."""
    if form == "xlsx" and sys.stdout.isatty():
        raise refuse("E008", "--format", NO_FILE)
    try:
        inputs = read_inputs(language, **named)
        with_reasons = output is not None or form == "xlsx"
        chosen = Engine(engine or (Engine.REFERENCE if with_reasons else Engine.COLUMNAR))
        report = make_report(inputs, chosen, with_reasons=with_reasons)
    except FaultsFound as refused:
        if form == "json":
            give_findings_json(refused.findings)
        raise
    say_days(inputs, named["calendar"], language)
    say_scheme_faults(inputs.scheme_file, language)
    say_findings(report.findings, language)
    if output is not None:
        files = write_results(report, output, language)
        say(WRITTEN.say(language, files="、".join(map(str, files))))
    _give(report, form, language)
    say_skipped(inputs, language)
    return FINE


def _give(report: Report, form: str, language: Language) -> None:
    if form == "json":
        give_json(as_json(report))
    elif form == "csv":
        click.echo(as_csv(report), nl=False)
    elif form == "xlsx":
        sys.stdout.buffer.write(workbook_bytes(report, language))
    else:
        give(league_text(report, language))

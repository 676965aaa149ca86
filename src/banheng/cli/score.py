"""`banheng score`: the results of a period."""

from __future__ import annotations

import sys
from functools import partial
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
from banheng.scoring.storage import is_url
from banheng.spreadsheets.result_table import as_csv, as_json, league_text

if TYPE_CHECKING:
    from banheng.spreadsheets.result_report import Report

NO_FILE = Wording(
    "XLSX 不能显示在屏幕上。请重定向到文件，或用 --output 指定目录。",
    "XLSX cannot be shown on a terminal. Redirect it to a file, or give a folder with --output.",
)

FOR_EXPORT = Wording(
    "只用于 banheng ledger export 导出的数据，这里给的是一个方案。请去掉，或把导出的目录写在方案的位置。",
    "is for what `banheng ledger export` wrote, and this is a scheme. Leave it out, or give the folder of the export.",
)
NOT_FOR_EXPORT = Wording(
    "不用于导出的数据：记录、名册、校历和方案都在导出的目录里。请去掉。",
    "is not for an export, which has evidence, roster, calendars and schemes in it. Leave it out.",
)


@command(
    "按方案计算一个周期的考核结果。\n\n"
    "名册和记录可以是 CSV 或 XLSX，表头用中文、英文均可；\n"
    "有错的行逐行列出，改正之前不计算。\n"
    "写了 --output，目录里会有成绩表、分项表和发放表（XLSX）、\n"
    "可打印的网页（HTML）、CSV 和 JSON。\n\n"
    "SCHEME 也可以是 banheng ledger export 导出的目录或对象存储地址：\n"
    "各县各校按各自的方案计算，另有县内名次和各县汇总。",
    "Score a period by a scheme.\n\n"
    "Roster and evidence may be CSV or XLSX, with Chinese or English headers. Every bad row is\n"
    "listed, and nothing is scored until it is mended. With --output the folder receives league\n"
    "table, item tables and pay sheet as XLSX, a page to print (HTML), CSV and JSON.\n\n"
    "SCHEME may also be what `banheng ledger export` wrote, a folder or an address of an object\n"
    "store: each school is scored by its own scheme, ranked in its county, and counties are summed up.",
    examples=(
        "banheng score scheme.yaml --evidence 检查.xlsx --evidence 值周.csv --roster 名册.xlsx --period 2026-10",
        "banheng score primary-month --evidence e.csv --roster r.csv --period 2026-10 --output 十月",
        "banheng score scheme.yaml --evidence e.csv --roster r.csv --period 2026-10 --format json",
        "banheng score /data/export --period 2026-10 --output 十月 --cluster spark://10.0.0.1:7077",
    ),
)
@scheme_argument
@partial(input_options, files=False)
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
@option(
    "--cluster",
    zh="在这个 Spark 集群上计算导出的数据。",
    en="Score an export on this Spark cluster.",
    metavar="spark://HOST:PORT",
)
@option(
    "--pools",
    zh="各县按得分率分配的奖金（CSV：县的代码,元）。",
    en="Sums that counties share out by points (CSV: county,yuan).",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.pass_context
def score(context: click.Context, /, output: Path | None, form: str, engine: str | None, **named: Any) -> int:
    """Score a period and give the results."""
    language: Language = context.obj
    of_export = {name: named.pop(name) for name in ("cluster", "pools")}
    if is_url(named["scheme"]) or Path(named["scheme"]).is_dir():
        _refuse_given(context, "evidence", "roster", "calendar", "skip_bad_rows", "engine")
        if form == "xlsx":
            raise refuse("E046", "--format", NOT_FOR_EXPORT)
        from banheng.cli.score_counties import score_export  # noqa: PLC0415 - one school starts faster without

        asked = named["scheme"], named["period"]
        return score_export(language, *asked, output=output, form=form, **of_export)
    _refuse_given(context, *of_export)
    _need_files(context)
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


def _refuse_given(context: click.Context, *names: str) -> None:
    """Refuse options that say nothing about what is scored."""
    for param in context.command.params:
        if param.name in names and context.params[param.name]:
            wording = FOR_EXPORT if param.name in {"cluster", "pools"} else NOT_FOR_EXPORT
            raise refuse("E046", param.opts[0], wording)


def _need_files(context: click.Context) -> None:
    for param in context.command.params:
        if param.name in {"evidence", "roster"} and not context.params[param.name]:
            raise click.MissingParameter(ctx=context, param=param)


def _give(report: Report, form: str, language: Language) -> None:
    if form == "json":
        give_json(as_json(report))
    elif form == "csv":
        click.echo(as_csv(report), nl=False)
    elif form == "xlsx":
        sys.stdout.buffer.write(workbook_bytes(report, language))
    else:
        give(league_text(report, language))

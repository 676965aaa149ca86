"""`banheng example`: a month of the example school."""

from __future__ import annotations

from pathlib import Path

import click

from banheng.cli.command import command, option
from banheng.cli.inputs import read_inputs
from banheng.cli.leaving import FINE
from banheng.cli.output import make_report, write_results
from banheng.cli.printing import give
from banheng.cli.subject import find_subject
from banheng.core.money import format_yuan
from banheng.core.wording import Language, Wording
from banheng.example import files
from banheng.scoring.run import Engine
from banheng.spreadsheets.result_report import Table
from banheng.spreadsheets.result_table import PAY_TOTAL, columns_text, league_text

LEAGUE = Wording("一、成绩表", "1. League table")
EXPLANATION = Wording("二、{name}：每一分从哪里来", "2. {name}: where every point comes from")
PAY_SHEET = Wording("三、发放表（前 {number} 行）", "3. Pay sheet (first {number} lines)")
WRITTEN = Wording("完整结果已写到：", "The complete results are in:")
NEXT = Wording(
    "下一步：banheng scheme show primary-month 查看方案；banheng scheme copy primary-month scheme.yaml 改成自己学校的。",
    "Next: banheng scheme show primary-month to read the scheme; banheng scheme copy primary-month scheme.yaml to "
    "make it your school's own.",
)
PAY_LINES = 8


@command(
    "用示例学校（36 个班、一个月的记录）算一次：成绩表、\n一个班的计分说明、发放表，并写出 XLSX 和网页。",
    "Score a month of the example school (36 classes): league table, one explanation, pay sheet;\n"
    "writes XLSX and HTML.",
    examples=("banheng example", "banheng example --output /tmp/example --lang en"),
)
@option(
    "--output",
    zh="结果写到这个目录；不写为 banheng-example。",
    en="Folder of the results; banheng-example if not given.",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("banheng-example"),
)
@click.pass_obj
def example(language: Language, output: Path) -> int:
    """Score the example school and show the result."""
    school = files()
    inputs = read_inputs(
        language,
        str(school.scheme),
        [school.evidence],
        school.roster,
        school.period,
        school.calendar,
        skip_bad_rows=False,
    )
    report = make_report(inputs, Engine.REFERENCE, with_reasons=True)
    subject = find_subject([result.subject for result in report.sheet.results], school.subject)
    paths = write_results(report, output, language)
    pay_sheet = report.pay_sheet(language)
    number = sum(not result.subject.is_class_line for result in report.sheet.results)
    blocks = [
        LEAGUE.say(language),
        league_text(report, language),
        EXPLANATION.say(language, name=subject.name),
        report.explanations[subject.key].as_text(language),
        PAY_SHEET.say(language, number=PAY_LINES),
        columns_text(Table(pay_sheet.title, pay_sheet.header, pay_sheet.rows[:PAY_LINES])),
        PAY_TOTAL.say(language, yuan=format_yuan(report.paid_total()), number=number),
        WRITTEN.say(language) + "".join(f"\n  {path}" for path in paths),
        NEXT.say(language),
    ]
    give("\n\n".join(block.rstrip("\n") for block in blocks))
    return FINE

"""`banheng explain`: why one result is what it is."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from banheng.cli.command import command, option, text_or_json
from banheng.cli.inputs import input_options, read_inputs, scheme_argument
from banheng.cli.leaving import FINE
from banheng.cli.printing import give, give_json
from banheng.cli.refusing import refuse
from banheng.cli.remarks import say_days, say_scheme_faults, say_skipped
from banheng.cli.subject import find_subject
from banheng.core.wording import Language, Wording
from banheng.scoring.explanation import explain as explain_result
from banheng.scoring.run import Engine
from banheng.scoring.run import score as score_period

if TYPE_CHECKING:
    from banheng.schemes.scheme import Scheme

UNKNOWN_ITEM = Wording(
    "方案没有考核项“{found}”。可写：{codes}。", "the scheme has no item '{found}'. It has {codes}."
)


@command(
    "说明一个人的每一分从哪里来：总分、指标、考核项、规则和依据、\n"
    "每条记录、作废的记录、没有记录怎样算、名次、等次、津贴每一行。",
    "Show where every point of one person comes from: total, indicators, items, rules and clauses,\n"
    "the records, what was voided, what was missing, rank, rating and each line of pay.",
    examples=(
        "banheng explain scheme.yaml --evidence e.csv --roster r.csv --period 2026-10 --subject 三年级2班",
        "banheng explain scheme.yaml --evidence e.csv --roster r.csv --period 2026-10 --subject t12 --item hygiene",
    ),
)
@scheme_argument
@input_options
@option(
    "--subject",
    zh="班级名称、班级代码、教师姓名、教师工号，或“班级/工号”。",
    en="Class name or code, teacher name or code, or class/teacher.",
    metavar="NAME",
    required=True,
)
@option(
    "--item",
    zh="只说明这个考核项或指标（代码或名称）。",
    en="Only this item or indicator (code or name).",
    metavar="CODE",
)
@text_or_json
@click.pass_obj
def explain(language: Language, /, subject: str, item: str | None, form: str, **named: Any) -> int:
    """Explain one result."""
    inputs = read_inputs(language, **named)
    code = None if item is None else find_part(inputs.scheme, item)
    sheet = score_period(
        inputs.scheme, inputs.evidence, inputs.postings, inputs.period, inputs.calendar, Engine.REFERENCE
    )
    found = find_subject([result.subject for result in sheet.results], subject)
    say_days(inputs, named["calendar"], language)
    say_scheme_faults(inputs.scheme_file, language)
    explanation = explain_result(sheet, inputs.scheme_file, inputs.evidence, found.key)
    if form == "json":
        give_json(explanation.as_json(code))
    else:
        give(explanation.as_text(language, code))
    say_skipped(inputs, language)
    return FINE


def find_part(scheme: Scheme, text: str) -> str:
    """Find an item or indicator by its code, or by a name that only one has."""
    names = scheme.part_names()
    codes = list(names)
    if text in codes:
        return text
    named = [code for code, name in names.items() if name == text]
    if len(named) == 1:
        return named[0]
    containing = [code for code in codes if text and text in names[code]]
    near = get_close_matches(text, codes, n=1) or containing[:1]
    listed = "、".join(f"{names[code]} {code}" for code in named or containing or codes)
    raise refuse("E007", "--item", UNKNOWN_ITEM, near=near, found=text, codes=listed)

"""`banheng what-if`: the same evidence under another scheme."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import click

from banheng.cli.command import argument, command, option, text_or_json
from banheng.cli.inputs import Inputs, input_options, read_inputs, scheme_argument
from banheng.cli.leaving import FINE
from banheng.cli.printing import give, give_json, say
from banheng.cli.remarks import say_days, say_scheme_faults, say_skipped
from banheng.core.wording import Language, Wording
from banheng.scoring.outcome import ScoreSheet
from banheng.scoring.run import score as score_period
from banheng.scoring.what_if import WhatIf
from banheng.scoring.what_if import what_if as compare

LEFT_OUT = Wording(
    "另一个方案里没有的考核项、事件或等级：{rows} 行记录在试算中不计。",
    "{rows} row(s) name items, events or levels that the other scheme does not have; it does not count them.",
)
FILES = Wording("原方案：{before}\n改用：{after}", "Before: {before}\nAfter: {after}")
MOVED = Wording("有变动 {moved} 人，没有变动 {same} 人。", "{moved} change; {same} stay as they are.")


@command(
    "用另一个方案试算同一批记录：谁的名次、等次有变动，\n谁多得、谁少得多少津贴。原来的结果不受影响。",
    "Try another scheme on the same evidence: who moves in rank and rating, who gains or loses how\n"
    "much pay. The result so far stays as it is.",
    examples=(
        "banheng what-if 现行.yaml 修订稿.yaml --evidence e.csv --roster r.csv --period 2026-10",
        "banheng what-if 现行.yaml 修订稿.yaml --evidence e.csv --roster r.csv --period 2026-10 --format json",
    ),
)
@scheme_argument
@argument(
    "other", "要比较的方案：文件或代码", "the scheme to compare with: a file or a code", metavar="OTHER"
)
@input_options
@text_or_json
@option(
    "--all",
    "everyone",
    zh="没有变动的人也列出，排在后面。",
    en="List those as well who stay as they are, behind the others.",
    is_flag=True,
)
@click.pass_obj
def what_if(
    language: Language, /, scheme: str, other: str, form: str, *, everyone: bool, **named: Any
) -> int:
    """Compare the results of two schemes."""
    inputs = read_inputs(language, scheme, **named)
    # what the other scheme does not know is left out of it, and counted
    others = read_inputs(language, other, **(named | {"skip_bad_rows": True, "argument_name": "OTHER"}))
    say_days(inputs, named["calendar"], language)
    for each in (inputs, others):
        say_scheme_faults(each.scheme_file, language)
    if rows := inputs.evidence.height - others.evidence.height:
        say(LEFT_OUT.say(language, rows=rows))
    comparison = compare(_score(inputs), _score(others))
    if form == "json":
        give_json(comparison.as_json())
    else:
        moved = sum(change.moves for change in comparison.changes)
        give(
            "\n".join(
                [
                    FILES.say(language, before=inputs.scheme_file.name, after=others.scheme_file.name),
                    MOVED.say(language, moved=moved, same=len(comparison.changes) - moved),
                    _to_read(comparison).as_text(language, everyone=everyone),
                ]
            )
        )
    say_skipped(inputs, language)
    return FINE


def _score(inputs: Inputs) -> ScoreSheet:
    return score_period(inputs.scheme, inputs.evidence, inputs.postings, inputs.period, inputs.calendar)


def _to_read(comparison: WhatIf) -> WhatIf:
    """Put who changes first, and write the code behind names that several teachers have."""
    teachers = {
        result.subject.key: result.subject.posting
        for sheet in (comparison.before, comparison.after)
        for result in sheet.results
    }
    names = Counter(
        name for name, _ in {(each.teacher_name, each.teacher) for each in teachers.values()} if name
    )
    changes = [
        replace(change, name=f"{change.name}（{teachers[change.key].teacher}）")
        if names[teachers[change.key].teacher_name] > 1
        else change
        for change in comparison.changes
    ]
    return replace(comparison, changes=tuple(sorted(changes, key=lambda change: not change.moves)))

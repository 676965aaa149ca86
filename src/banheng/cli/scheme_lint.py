"""`banheng scheme lint`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from banheng.cli.command import argument, command, text_or_json
from banheng.cli.inputs import find_scheme
from banheng.cli.leaving import FINE, REFUSED, WRONG_USAGE, say_refusal
from banheng.cli.printing import give, give_findings_json, say
from banheng.core.errors import BanhengError, SchemeInvalid
from banheng.core.findings import Severity
from banheng.core.wording import Language, Wording
from banheng.schemes.linting import lint
from banheng.schemes.loading import load_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.findings import Finding

CLEAN = Wording("没有发现问题。", "Nothing found.")
COUNTS = Wording(
    "错误 {error} 处，警告 {warning} 处，提示 {note} 处。",
    "{error} error(s), {warning} warning(s), {note} note(s).",
)
UNFINISHED = Wording(
    "{files} 还不能读成方案，其他检查尚未进行。改正以上错误后请再检查一次。",
    "{files}: not read as a scheme yet, so the other checks could not be made. Mend these errors and check again.",
)


@command(
    "检查方案：合计与满分、权重、分段、空白、到不了的分、\n"
    "互相抵消的规则、缺少的约定等，一次全部列出。\n\n"
    "退出码：0 没有错误；1 有错误；2 文件无法读取。",
    "Check schemes: sums and weights, bands, blanks, points out of reach, rules that cancel each\n"
    "other, things left unsaid. All findings are listed at once.\n\n"
    "Exit codes: 0 no errors, 1 errors found, 2 a file cannot be read.",
    examples=(
        "banheng scheme lint scheme.yaml",
        "banheng scheme lint schemes/*.yaml --format json",
        "banheng scheme lint 000-E",
    ),
)
@argument(
    "files",
    "方案文件，或方案库里的代码",
    "scheme files, or codes of the library",
    nargs=-1,
    required=True,
    metavar="FILE...",
)
@text_or_json
@click.pass_obj
def lint_schemes(language: Language, files: Sequence[str], form: str) -> int:
    """Check schemes and give all findings."""
    findings: list[Finding] = []
    unfinished: list[str] = []
    all_readable = True
    for file in files:
        try:
            findings += lint(load_scheme(find_scheme(file)))
        except SchemeInvalid as invalid:
            findings += invalid.findings
            unfinished.append(file)
        except BanhengError as error:
            say_refusal(error, language)
            all_readable = False
    findings.sort(key=lambda finding: list(Severity).index(finding.severity))
    if form == "json":
        give_findings_json(findings)
    elif findings:
        give("\n".join(finding.line(language) for finding in findings))
    counts = Counter(finding.severity for finding in findings)
    if findings:
        say(COUNTS.say(language, **{level.value: counts[level] for level in Severity}))
    elif all_readable:
        say(CLEAN.say(language))
    if unfinished:
        say(UNFINISHED.say(language, files=("、" if language is Language.ZH_HANS else ", ").join(unfinished)))
    if not all_readable:
        return WRONG_USAGE
    return REFUSED if counts[Severity.ERROR] else FINE

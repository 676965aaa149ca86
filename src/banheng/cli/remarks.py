"""What a reader of results should know about how they came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.cli.printing import say
from banheng.core.findings import Severity
from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from banheng.schemes.loading import SchemeFile

MOST_FAULTS = 5
MORE_FAULTS = Wording("另有 {number} 处错误没有列出。", "{number} more error(s) are not listed.")
CONTRADICTION = Wording(
    "方案 {file} 自相矛盾，结果仍按所写的计算。请先用 banheng scheme lint 检查并改正。",
    "scheme {file} contradicts itself; results follow what it says all the same. Check it with banheng scheme lint "
    "and mend it.",
)


def say_scheme_faults(file: SchemeFile, language: Language) -> None:
    """Say what lint calls an error in a scheme that is scored by."""
    # not needed for help texts, nor where the input is refused
    from banheng.schemes.linting import lint  # noqa: PLC0415

    faults = [finding for finding in lint(file) if finding.severity is Severity.ERROR]
    for finding in faults[:MOST_FAULTS]:
        say(finding.line(language))
    if len(faults) > MOST_FAULTS:
        say(MORE_FAULTS.say(language, number=len(faults) - MOST_FAULTS))
    if faults:
        say(CONTRADICTION.say(language, file=file.name))

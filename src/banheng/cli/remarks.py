"""What a reader of results should know about how they came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.cli.printing import say
from banheng.core.periods import PeriodKind
from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from pathlib import Path

    from banheng.cli.inputs import Inputs
    from banheng.core.periods import Period
    from banheng.schemes.loading import SchemeFile

MOST_FAULTS = 5
MORE_FAULTS = Wording("另有 {number} 处错误没有列出。", "{number} more error(s) are not listed.")
CONTRADICTION = Wording(
    "方案 {file} 自相矛盾，结果仍按所写的计算。请先用 banheng scheme lint 检查并改正。",
    "scheme {file} contradicts itself; results follow what it says all the same. Check it with banheng scheme lint "
    "and mend it.",
)
NO_CALENDAR = Wording(
    "没有给校历（--calendar），周一至周五都按上课日计算。",
    "no calendar given (--calendar): Monday to Friday count as school days.",
)
ASSUMED_TERM = Wording(
    "校历中没有学期 {code}，起止日期按 {first} 至 {last} 计算。",
    "the calendar has no term {code}: it is taken to run from {first} to {last}.",
)
NO_RECORDS = Wording("没有记录的周期：{codes}。", "Periods without records: {codes}.")
SKIPPED = Wording(
    "跳过了 {number} 行有错的记录，结果不完整。请改正后重新计算。",
    "{number} bad row(s) were skipped, so the result is incomplete. Mend them and score again.",
)


def say_skipped(inputs: Inputs, language: Language) -> None:
    """Say that a result is incomplete because bad rows were left out."""
    if inputs.bad_rows:
        say(SKIPPED.say(language, number=inputs.bad_rows))


def say_days(inputs: Inputs, calendar: Path | None, language: Language) -> None:
    """Say which days are assumed, and which parts of a longer period nothing is known about."""
    if calendar is None:
        say(NO_CALENDAR.say(language))
    pieces = _pieces(inputs)
    for period in (inputs.period, *pieces):
        if period.kind is PeriodKind.TERM and inputs.calendar.term(period.code) is None:
            say(ASSUMED_TERM.say(language, code=period.code, first=period.first, last=period.last))
    days = inputs.evidence["day"].unique().to_list()
    empty = [piece.code for piece in pieces if not any(day in piece for day in days)]
    if empty:
        between = "、" if language is Language.ZH_HANS else ", "
        say(NO_RECORDS.say(language, codes=between.join(empty)))


def _pieces(inputs: Inputs) -> list[Period]:
    """List the periods of the scheme that a longer one consists of; none if it is no longer one."""
    kind = inputs.scheme.period
    return [] if inputs.period.kind is kind else inputs.period.split(kind, inputs.calendar)


def say_scheme_faults(file: SchemeFile, language: Language) -> None:
    """Say what lint calls an error in a scheme that is scored by."""
    # not needed for help texts, nor where the input is refused
    from banheng.schemes.linting import lint  # noqa: PLC0415

    faults = lint(file, errors_only=True)
    for finding in faults[:MOST_FAULTS]:
        say(finding.line(language))
    if len(faults) > MOST_FAULTS:
        say(MORE_FAULTS.say(language, number=len(faults) - MOST_FAULTS))
    if faults:
        say(CONTRADICTION.say(language, file=file.name))

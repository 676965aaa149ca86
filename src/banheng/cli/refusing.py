"""What the commands themselves refuse, and the words for refusals from further down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.errors import (
    BanhengError,
    FaultsFound,
    LimitExceeded,
    SchemeUnreadable,
)
from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNREADABLE_FINDINGS = {
    "input.E001",  # no such file, or no right to read it
    "input.E007",  # unknown encoding
    "input.E008",  # no spreadsheet, or damaged
    "input.E009",  # protected by a password
    "input.E011",  # a format of old
    "input.E081",  # a calendar that is no YAML
    "cli.E001",
    "cli.E002",
    "cli.E003",
    "cli.E008",
    "cli.E009",
    "cli.E010",
    "cli.E011",
    "cli.E032",
    "cli.E033",
    "cli.E034",
    "cli.E035",
    "cli.E036",
    "cli.E037",
    "cli.E020",
    "cli.E021",
    "cli.E040",
    "cli.E041",
    "cli.E042",
    "cli.E043",
    "cli.E044",
    "cli.E045",
    "cli.E046",
    "parts.E001",  # a file of a ledger export is damaged
    "parts.E002",  # or is not there
}
"""Findings that say a file cannot be read, or a command is not right; others refuse what was read."""

NEAREST = Wording("是否要用“{nearest}”？", " Did you mean '{nearest}'?")
UNKNOWN_SCHEME = Wording(
    "没有文件“{found}”，方案库里也没有这个代码。用 banheng scheme list 可列出方案库。",
    "there is no file '{found}', and no such code in the library. See `banheng scheme list`.",
)
MALFORMED_PERIOD = Wording(
    "“{found}”不是考核周期。月写作 2026-10，周写作 2026-W41，日写作 2026-10-14，学期写作 2026-2027-1，"
    "半年写作 2026-H2，年写作 2026 或 2026-2027。",
    "'{found}' is not a period. Write a month as 2026-10, a week as 2026-W41, a day as 2026-10-14, a term as "
    "2026-2027-1, a half year as 2026-H2, a year as 2026 or 2026-2027.",
)
OTHER_PERIOD = Wording(
    "方案 {scheme} 按{kinds}考核，不能算“{found}”（{kind}）。请改用相应的周期。",
    "scheme {scheme} is scored by {kinds}, not by {kind} as '{found}' is. Give such a period.",
)
FILE_EXISTS = Wording(
    "文件已经存在，没有覆盖。请换一个文件名，或先移走它。",
    "the file exists and was not overwritten. Choose another name, or move it away first.",
)


class CommandRefused(FaultsFound):
    """A command that cannot be carried out as it was given."""


def refuse(
    number: str, where: str, wording: Wording, *, near: Sequence[str] = (), **figures: str
) -> CommandRefused:
    """Make the refusal of something on the command line.

    Args:
        number: of the finding.
        where: the option or argument.
        wording: what is wrong.
        near: right words near the wrong one; the first is offered.
        figures: fill in the wording.
    """
    if near:
        wording = Wording(wording.zh + NEAREST.zh, wording.en + NEAREST.en)
        figures["nearest"] = near[0]
    finding = Finding(f"cli.{number}", Severity.ERROR, Place(where), wording, dict(figures))
    return CommandRefused(finding.say(Language.EN), [finding])


CAUSES: Mapping[type[Exception], Wording] = {
    UnicodeDecodeError: Wording("文件不是 UTF-8 编码，请另存为 UTF-8 再试", ""),
    FileNotFoundError: Wording("找不到文件或目录，请核对名称和位置", ""),
    IsADirectoryError: Wording("这是目录，不是文件，请核对名称", ""),
    PermissionError: Wording("没有权限，或文件正在其他程序中打开，请关闭后再试，或换一个位置", ""),
    OSError: Wording("无法读写文件，请核对位置和剩余空间，或换一个位置", ""),
}
KINDS: Mapping[type[Exception], Wording] = {
    SchemeUnreadable: Wording("方案文件无法读取", ""),
    LimitExceeded: Wording("数值过大，无法保证精确，请核对数量和分值", ""),
}


def word_error(error: BanhengError, language: Language) -> str:
    """Word an error that carries no findings; where it has only English text, that stands behind the Chinese one."""
    if language is Language.EN:
        return str(error)
    if isinstance(error, SchemeUnreadable) and error.chinese:
        return translate_reasons(error.chinese, language)
    known = [*CAUSES.items(), *KINDS.items()]
    for kind, wording in known:
        if isinstance(error, kind) or isinstance(error.__cause__, kind):
            return translate_reasons(f"{wording.zh}（{error}）。", language)
    return str(error)


REASONS = {
    "No such file or directory": "没有这个文件或目录",
    "Permission denied": "没有权限",
    "Is a directory": "这是目录，不是文件",
    "Not a directory": "路径中有一段不是目录",
}


def translate_reasons(text: str, language: Language) -> str:
    """Put the reasons of the operating system into Chinese."""
    for english, chinese in REASONS.items() if language is Language.ZH_HANS else ():
        text = text.replace(english, chinese)
    return text

"""How a command ends: an exit code, and words for people where something was refused."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from banheng.cli.printing import say
from banheng.cli.refusing import UNREADABLE_FINDINGS, translate_reasons, word_error
from banheng.cli.usage import word_usage_error
from banheng.core.errors import BanhengError, BundleUnreadable, FaultsFound, MalformedPeriod, SchemeUnreadable
from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banheng.core.findings import Finding

FINE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

MOST_LINES = 50
INTERRUPTION = Wording("已中断，没有留下未写完的文件。", "Interrupted. No half-written file is left.")
MORE_LINES = Wording(
    "另有 {number} 条没有列出；加上 --format json 可以看到全部。",
    "{number} more are not listed; --format json gives all of them.",
)


def leave_with(run: Callable[[], object], language: Language) -> int:
    """Run a command and give its exit code."""
    prepare_streams()
    try:
        code = run()
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        say(INTERRUPTION.say(language))
        return INTERRUPTED
    except BrokenPipeError:
        # nobody reads on, as in `banheng score ... | head`; click ends the same way if it notices first
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except click.ClickException as error:
        word_usage_error(error, language)
        return WRONG_USAGE
    except BanhengError as error:
        say_refusal(error, language)
        return exit_code_of(error)
    return code if isinstance(code, int) else FINE


def say_refusal(error: BanhengError, language: Language) -> None:
    """Say why something was refused: one finding a line, a limited number of them."""
    if not isinstance(error, FaultsFound):
        say(word_error(error, language))
        return
    say_findings(error.findings, language)


def say_findings(findings: Sequence[Finding], language: Language) -> None:
    """Say findings, one a line, a limited number of them."""
    for finding in findings[:MOST_LINES]:
        say(translate_reasons(finding.line(language), language))
    if len(findings) > MOST_LINES:
        say(MORE_LINES.say(language, number=len(findings) - MOST_LINES))


def exit_code_of(error: BanhengError) -> int:
    """Tell a file that cannot be read, or wrong usage, from content that is refused."""
    if isinstance(error, SchemeUnreadable | MalformedPeriod | BundleUnreadable):
        return WRONG_USAGE
    ids = {finding.id for finding in error.findings} if isinstance(error, FaultsFound) else set()
    return WRONG_USAGE if ids & UNREADABLE_FINDINGS else REFUSED


def prepare_streams() -> None:
    """Write UTF-8 into files and pipes on every system, and never fail over an odd file name."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]

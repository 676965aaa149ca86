"""Words for a command line that cannot be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from banheng.cli.printing import say
from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Callable

NO_OPTION = Wording("没有选项“{name}”。{nearest}", "there is no option '{name}'.{nearest}")
NEAREST = Wording("是否要用“{nearest}”？", " Did you mean '{nearest}'?")
MISSING = Wording("缺少 {name}。", "{name} is missing.")
NOT_A_CHOICE = Wording(
    "{name} 不能是这个值，可用：{choices}。", "{name} cannot have this value; it can be {choices}."
)
NO_VALUE = Wording("{name} 后面要写一个值。", "{name} needs a value.")
WANTS_FOLDER = Wording(
    "{name} 要的是目录，这里已有同名文件。", "{name} is a folder, but there is a file of that name."
)
WANTS_FILE = Wording(
    "{name} 要的是文件，这里已有同名目录。", "{name} is a file, but there is a folder of that name."
)
BAD_VALUE = Wording("{name} 的值不对：{message}", "{name}: {message}")
OTHERWISE = Wording("命令写法不对：{message}", "{message}")
SEE_HELP = Wording("用 {command} --help 查看用法。", "See {command} --help.")


def word_usage_error(error: click.ClickException, language: Language) -> None:
    """Say what is wrong with a command line, and where to read how it should be."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.message)
        return
    wording = next((word for kind, word in WORDS.items() if isinstance(error, kind)), _otherwise)
    say(wording(error, language))
    context = getattr(error, "ctx", None)
    if context is not None:
        say(SEE_HELP.say(language, command=context.command_path))


def _no_option(error: click.NoSuchOption, language: Language) -> str:
    near = error.possibilities
    nearest = NEAREST.say(language, nearest=near[0]) if near else ""
    return NO_OPTION.say(language, name=error.option_name, nearest=nearest)


def _missing(error: click.MissingParameter, language: Language) -> str:
    return MISSING.say(language, name=_name(error))


def _bad_value(error: click.BadParameter, language: Language) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return NOT_A_CHOICE.say(language, name=_name(error), choices="、".join(map(str, kind.choices)))
    if isinstance(kind, click.Path):
        return (WANTS_FILE if kind.file_okay else WANTS_FOLDER).say(language, name=_name(error))
    return BAD_VALUE.say(language, name=_name(error), message=error.message)


def _no_value(error: click.BadOptionUsage, language: Language) -> str:
    return NO_VALUE.say(language, name=error.option_name)


def _otherwise(error: click.ClickException, language: Language) -> str:
    if isinstance(error, click.UsageError) and error.message.endswith("。"):
        return error.message
    return OTHERWISE.say(language, message=error.message)


def _name(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx).replace("'", "") if error.param else ""


WORDS: dict[type[click.ClickException], Callable[..., str]] = {
    click.NoSuchOption: _no_option,
    click.MissingParameter: _missing,
    click.BadParameter: _bad_value,
    click.BadOptionUsage: _no_value,
}

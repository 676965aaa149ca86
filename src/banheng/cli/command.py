"""Commands, options and groups with help in both languages; a group imports a command only when it is called."""

from __future__ import annotations

import difflib
import gc
import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from banheng.cli.language import CHOICES, language_of
from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

USAGE = Wording("用法", "Usage")
ARGUMENTS = Wording("参数", "Arguments")
OPTIONS = Wording("选项", "Options")
COMMANDS = Wording("命令", "Commands")
EXAMPLES = Wording("示例", "Examples")
HELP = Wording("显示本说明。", "Show this text and exit.")
LANG = Wording(
    "文字用中文还是英文；不写则依次看环境变量 BANHENG_LANG、LANG。",
    "Language of all words; else BANHENG_LANG, else LANG, else Chinese.",
)
UNKNOWN_COMMAND = Wording("没有命令“{found}”。{nearest}", "there is no command '{found}'.{nearest}")
NEAREST = Wording("是否要用“{nearest}”？", " Did you mean '{nearest}'?")
PIECES = {
    "[OPTIONS]": Wording("[选项]", "[OPTIONS]"),
    "COMMAND [ARGS]...": Wording("命令 [参数]...", "COMMAND [ARGS]..."),
}


class Argument(click.Argument):
    """A positional argument with its help."""

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording


class Option(click.Option):
    """An option with its help."""

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = self.wording.say(language_of(ctx))
        return super().get_help_record(ctx)


def argument(name: str, zh: str, en: str, **kwargs: Any) -> Callable[[Any], Any]:
    """Declare an argument."""
    return click.argument(name, cls=Argument, wording=Wording(zh, en), **kwargs)


def option(*names: str, zh: str, en: str, **kwargs: Any) -> Callable[[Any], Any]:
    """Declare an option."""
    return click.option(*names, cls=Option, wording=Wording(zh, en), **kwargs)


text_or_json = option(
    "--format",
    "form",
    zh="输出格式；不写为 text。",
    en="Form of the output; text if not given.",
    type=click.Choice(["text", "json"]),
    default="text",
)
"""The option of commands that write for people, and for programs on request."""


class Speaking(click.Command):
    """What commands and groups share: the language option, and help in its language.

    Attributes:
        wording: what the command does; lines stand as they are broken here, because a terminal counts a
            Chinese character as two.
        examples: command lines.
    """

    def __init__(self, *args: Any, wording: Wording, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording
        self.examples = examples
        choice = click.Choice(list(CHOICES))
        self.params.append(Option(["--lang"], type=choice, expose_value=False, wording=LANG))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP.say(language_of(ctx))
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = language_of(ctx)
        pieces = [
            PIECES[piece].say(language) if piece in PIECES else piece
            for piece in self.collect_usage_pieces(ctx)
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{USAGE.say(language)}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write("\n")
        for line in self.wording.say(language_of(ctx)).splitlines():
            formatter.write(f"  {line}".rstrip() + "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = language_of(ctx)
        arguments = [p for p in self.get_params(ctx) if isinstance(p, Argument)]
        if arguments:
            with formatter.section(ARGUMENTS.say(language)):
                formatter.write_dl([(p.make_metavar(ctx), p.wording.say(language)) for p in arguments])
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        with formatter.section(OPTIONS.say(language)):
            formatter.write_dl([record for p in options if (record := p.get_help_record(ctx))])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section(EXAMPLES.say(language_of(ctx))):
                for example in self.examples:
                    formatter.write(f"  {example}\n")


class Command(Speaking):
    """A command that does something."""


def command(
    zh: str, en: str, *, examples: tuple[str, ...], **extra: Any
) -> Callable[[Callable[..., int]], click.Command]:
    """Make a command of a function that gives the exit code."""
    return click.command(cls=Command, wording=Wording(zh, en), examples=examples, **extra)


class Member(NamedTuple):
    """A command that is imported when it is called: `module:name`, and what it does in one line."""

    target: str
    zh: str
    en: str

    def fetch(self) -> click.Command:
        """Import the command."""
        module, _, name = self.target.partition(":")
        # NumPy starts threads for products of matrices, of which there are none here
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        # what is imported stays, so looking through it for garbage, then and later, is time lost
        gc.disable()
        try:
            found: click.Command = getattr(import_module(module), name)
        finally:
            gc.freeze()
            gc.enable()
        return found


class Group(Speaking, click.Group):
    """Commands under one name."""

    def __init__(self, *args: Any, members: Mapping[str, Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.members)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        language = language_of(ctx)
        if cmd_name not in self.members:
            near = difflib.get_close_matches(cmd_name, self.members, n=1)
            nearest = NEAREST.say(language, nearest=near[0]) if near else ""
            raise click.UsageError(UNKNOWN_COMMAND.say(language, found=cmd_name, nearest=nearest), ctx)
        return self.members[cmd_name].fetch()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = language_of(ctx)
        super().format_options(ctx, formatter)
        with formatter.section(COMMANDS.say(language)):
            rows = [(name, Wording(m.zh, m.en).say(language)) for name, m in self.members.items()]
            formatter.write_dl(rows)

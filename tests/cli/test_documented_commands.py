import re
import shlex
from pathlib import Path

import click
import pytest

from banheng.cli.main import main
from banheng.core.wording import Language

PROJECT = Path(__file__).parents[2]
TEXTS = [
    *PROJECT.glob("README*.md"),
    *(PROJECT / "docs/tutorials").glob("*.md"),
    *(PROJECT / "docs/guides").glob("*.md"),
]
LINE = re.compile(r"^(?:\.venv/bin/)?banheng (.+)$", re.MULTILINE)
COMMANDS = sorted(
    {
        (text.name, line)
        for text in TEXTS
        for line in LINE.findall(text.read_text(encoding="utf-8").replace("\\\n", " "))
    }
)


def parse(command, arguments):
    """Parse a command line down to the innermost command, without running it."""
    while isinstance(command, click.Group):
        context = click.Context(command, obj=Language.EN)
        name, *arguments = arguments
        command = command.get_command(context, name)
    return command.make_context(name, list(arguments), obj=Language.EN)


@pytest.mark.parametrize(("text", "line"), COMMANDS)
def test_a_command_in_the_texts_is_written_as_the_command_line_wants_it(text, line):
    assert parse(main, shlex.split(line)).params is not None


def test_there_are_commands_in_the_texts():
    assert len(COMMANDS) > 10


def walk(command, path=()):
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, obj=Language.EN)
        for name in command.list_commands(context):
            yield from walk(command.get_command(context, name), (*path, name))


EXAMPLES = [
    example for _, command in walk(main) for example in command.examples if not example.endswith("--help")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_a_help_text_is_written_rightly(example):
    assert parse(main, shlex.split(example.removeprefix("banheng "))).params is not None

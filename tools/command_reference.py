"""Write docs/reference/commands.md to standard output, from the help texts of the commands themselves."""

from collections.abc import Iterator

import click

from banheng.cli.main import main

INTRODUCTION = """\
# Commands

Machine output goes to stdout, words to stderr.
This page is written by `make docs` from the help texts; change those.
"""


def help_texts(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the full name and help text of a command and of all commands under it."""
    context = click.Context(command, info_name=" ".join(path), terminal_width=100, max_content_width=100)
    yield " ".join(path), command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                yield from help_texts(inner, (*path, name))


def page() -> str:
    """Write the whole page."""
    sections = [f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in help_texts(main, ("banheng",))]
    return INTRODUCTION + "".join(sections)


if __name__ == "__main__":
    print(page(), end="")

"""Write docs/reference/commands.md to standard output, from the help texts of the commands themselves."""

from collections.abc import Iterator

import click

from banheng.cli.main import main
from banheng.core.wording import Language

INTRODUCTION = """\
# Commands

Machine output goes to stdout, words to stderr.
Words are Chinese, or English with `--lang en`, `BANHENG_LANG=en` or an English `LANG`.
The help texts below stand in both languages.
This page is written by `make docs` from them; change those.

| Exit code | Meaning |
|---|---|
| 0 | fine |
| 1 | something was read and refused, or errors were found; nothing was computed |
| 2 | the command is not right, or a file cannot be read at all |
| 130 | interrupted (Ctrl-C); no half-written file is left |

What is refused is listed one finding a line: place, id, severity, sentence.
At most 50 lines are said; with `--format json` all of them go to stdout as `{"version": "banheng-findings/1", "findings": [...]}`.
[Findings](findings.md) and [findings about input files](input-findings.md) explain the ids; those of the commands themselves are:

| Finding | Found |
|---|---|
| `cli.E001` | no such scheme file, and no such code in the library |
| `cli.E002` | `--period` is not a period |
| `cli.E003` | the scheme is not scored by periods of that length |
| `cli.E004` | the file to be written exists |
| `cli.E005` | `--subject` names nobody |
| `cli.E006` | `--subject` names several; the choices are listed |
| `cli.E007` | `--item` names no item or indicator |
| `cli.E008` | a workbook was asked for on a terminal |
| `cli.E009` | `--key` names no key |
| `cli.E030` | no school of the file is in the scope of the regime |
| `cli.E031` | no students, or nothing to compare, so that a coefficient is not defined |
| `cli.E032` | `--indicator` names no indicator |
| `cli.E033` | a trend needs years |
| `cli.E034` | the planner needs a solver that is not installed |
| `cli.E035` | `--budget` is no amount |
| `cli.E036` | `--compare` names no plan |
| `cli.E037` | `--part` names no document of the file |
"""


def help_texts(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the full name and the help texts, in English and Chinese, of a command and of all commands under it."""
    texts = []
    for language in (Language.EN, Language.ZH_HANS):
        name = " ".join(path)
        context = click.Context(
            command, info_name=name, terminal_width=100, max_content_width=100, obj=language
        )
        texts.append(command.get_help(context))
    yield " ".join(path), "\n\n\n".join(texts)
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

"""Write docs/reference/scheme-language.md or duty-packs.md to standard output, from the models: `[duties]`."""

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from types import ModuleType

from pydantic_core import PydanticUndefined

import banheng.routines
import banheng.rules
import banheng.schemes
from banheng.core.points import format_units
from banheng.rules.node import Node
from banheng.rules.rule import Rule

INTRODUCTION = """\
# Scheme language

Every key that a scheme may hold, with its type and what it is if left out.
A key that is not listed is refused, with its line and the nearest right key.
This page is written by `make docs` from the models; change their docstrings.

A `Figure` is a decimal number with at most four decimals (`Positive` above 0, `NotNegative` from 0 on), a `Count` a whole number from 0 on (`PositiveCount` from 1 on), `Fen` a whole number of fen.
`null` in the place of any of them is a blank: the scheme loads, and cannot be put in force.
Every part may also carry `clause`, `note` and `assumption`.
"""


DUTIES = """\
# Duty packs

Every key that a duty pack (常规) may hold, with its type and what it is if left out.
This page is written by `make docs` from the models; change their docstrings.

A `Count` is a whole number from 0 on; `null` in its place is a blank that the school fills in before the pack is put in force.
Every part may also carry `clause`, `note` and `assumption`.
A kind of timing is chosen by `kind`; a day that is no school day is moved inside its week, month or term, never out of it.

```yaml
pack: own
title: 本校班主任常规
duties:
  - {code: morning_check, group: 每日, name: 晨检和清点人数, when: {kind: daily, by: "08:30"}, proof: count, clause: 002-I-04}
  - {code: class_meeting, group: 每周, name: 开好班会, when: {kind: weekly}, proof: note, fields: [主题, 小结]}
  - {code: month_summary, group: 每月, name: 写好月总结, when: {kind: monthly, on: last}, grace_days: 2}
  - {code: term_plan, group: 学期, name: 交班主任工作计划, when: {kind: termly, week: 2}, remind_days: 3}
```

`banheng duty lint` checks a pack, `banheng duty due` lists its due days.
"""


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Import and yield all modules of a package."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def parts(kind: type, package: ModuleType) -> list[type]:
    """List the subclasses of a kind that a package defines, in the order of its modules and lines."""
    return [
        member
        for module in modules(package)
        for member in vars(module).values()
        if inspect.isclass(member) and issubclass(member, kind) and member.__module__ == module.__name__
    ]


def key_meanings(part: type) -> dict[str, str]:
    """Read the `Attributes` of a docstring; one line may explain several keys."""
    _, _, attributes = (inspect.cleandoc(part.__doc__ or "")).partition("Attributes:\n")
    entries = re.findall(r"^ {4}(\w[\w, ]*): (.*(?:\n {5,}.*)*)", attributes, re.MULTILINE)
    return {key: " ".join(meaning.split()) for keys, meaning in entries for key in keys.split(", ")}


def node_section(part: type[Node]) -> str:
    """Write one part: what it is, and a table of its keys."""
    summary = inspect.cleandoc(part.__doc__ or "").partition("Attributes:\n")[0].strip()
    meanings = {
        key: meaning for base in reversed(part.__mro__) for key, meaning in key_meanings(base).items()
    }
    rows = []
    for key, field in part.model_fields.items():
        if key in Node.model_fields:
            continue
        written = next(str(base.__annotations__[key]) for base in part.__mro__ if key in base.__annotations__)
        default = "required" if field.is_required() else default_text(field.default, written)
        kind = written.replace("|", "\\|")
        rows.append(f"| `{field.alias or key}` | {kind} | {default} | {meanings.get(key, '')} |\n")
    table = "| Key | Type | If left out | Meaning |\n|---|---|---|---|\n" + "".join(rows) if rows else ""
    return f"\n### {part.__name__}\n\n{summary}\n\n{table}"


def default_text(default: object, written: str) -> str:
    """Write a default as a scheme would; figures are kept in units."""
    if default is PydanticUndefined or default in (None, (), {}) or isinstance(default, Node):
        return "—"
    if isinstance(default, int) and re.match(r"(Figure|Positive|NotNegative)\b", written):
        return f"`{format_units(default)}`"
    return str(default).lower() if isinstance(default, bool) else f"`{default}`"


def enum_section(choice: type[StrEnum]) -> str:
    """Write one choice with its words."""
    summary = inspect.cleandoc(choice.__doc__ or "").strip() if "__doc__" in vars(choice) else ""
    return f"\n### {choice.__name__}\n\n{summary}\n\n{', '.join(f'`{word}`' for word in choice)}\n"


def page() -> str:
    """Write the whole page."""
    rules = [part for part in parts(Rule, banheng.rules) if "kind" in part.model_fields]
    shared = [part for part in parts(Node, banheng.rules) if not issubclass(part, Rule) and part is not Node]
    sections = [
        ("The tree and what follows from it", parts(Node, banheng.schemes)),
        ("Rule kinds", rules),
        ("Parts of rules", shared),
    ]
    text = INTRODUCTION
    for title, found in sections:
        text += f"\n## {title}\n" + "".join(node_section(part) for part in found)
    choices = {
        choice.__name__: choice
        for owner in (banheng.schemes, banheng.rules)
        for choice in parts(StrEnum, owner)
    }
    return text + "\n## Choices\n" + "".join(enum_section(choice) for choice in choices.values())


def duties_page() -> str:
    """Write the page of duty packs."""
    text = DUTIES + "\n## Parts\n" + "".join(map(node_section, parts(Node, banheng.routines)))
    return text + "\n## Choices\n" + "".join(map(enum_section, parts(StrEnum, banheng.routines)))


if __name__ == "__main__":
    print(duties_page() if "duties" in sys.argv else page(), end="")

"""Write docs/reference/input-findings.md to standard output, from the checks of input files."""

import importlib
import pkgutil
from collections.abc import Iterator

import banheng.spreadsheets
from banheng.spreadsheets.faults import Check

INTRODUCTION = """\
# Findings about input files

What reading evidence, a roster or a calendar can report, by id. `E` refuses the row or file, `W` is a warning.
Words in braces stand for what was found.
Where a name is wrong, the nearest right one, or a list of right ones, follows the sentence.
This page is written by `make docs` from the checks; change those.

| Id | Message | 中文 |
|---|---|---|
"""


def checks() -> Iterator[Check]:
    """Yield all checks of the package."""
    for module in pkgutil.iter_modules(banheng.spreadsheets.__path__, "banheng.spreadsheets."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Check):
                yield value


def page() -> str:
    """Write the whole page."""
    by_id = {check.id: check for check in checks()}
    rows = [by_id[each] for each in sorted(by_id, key=lambda each: each[-3:])]
    return INTRODUCTION + "".join(f"| `{c.id}` | {c.wording.en} | {c.wording.zh} |\n" for c in rows)


if __name__ == "__main__":
    print(page(), end="")

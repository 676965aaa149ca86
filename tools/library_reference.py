"""Write docs/reference/library.md to standard output, from the schemes of the library."""

from collections.abc import Iterator

from banheng.rules.node import Node
from banheng.schemes.library import library_path, list_library
from banheng.schemes.loading import SchemeFile, load_scheme

INTRODUCTION = """\
# Library

The schemes that come with Banheng, with the rule and pay kinds they show.
A code like `000-F` names the article of the catalogue that a scheme is written after; the others are put together from several articles and ready to use.
*Blanks* are figures that the article leaves open: they are filled in before a scheme can be put in force.
*Assumptions* are decisions taken where the article is silent, listed below and shown by `banheng scheme lint`.
Every scheme has an example, `example/roster.csv` and `example/evidence.csv`, and in `worked.yaml` its result worked out by hand.
This page is written by `make docs`; change the schemes.
"""


def summary(code: str) -> str:
    """Read the first comment of a scheme: what it is about."""
    first, *_ = (library_path(code) / "scheme.yaml").read_text(encoding="utf-8").splitlines()
    return first.removeprefix("#").strip().removeprefix(f"{code}：")


def kinds(file: SchemeFile) -> str:
    """Name the kinds of rule and allowance, in alphabetical order."""
    rules = {item.rule.kind for item in file.scheme.items()}
    longer = [allowance for period in file.scheme.longer_periods for allowance in period.allowances]
    paid = {allowance.kind for allowance in (*file.scheme.allowances, *longer)}
    return ", ".join(f"`{kind}`" for kind in [*sorted(rules), *sorted(paid - rules)])


def assumptions(part: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Walk through a scheme and yield the assumptions with the name of the part they are made for."""
    if isinstance(part, Node):
        name = getattr(part, "name", "") or name
        if part.assumption:
            yield name, part.assumption
        for key in type(part).model_fields:
            yield from assumptions(getattr(part, key), name)
    elif isinstance(part, dict | tuple):
        for child in part.values() if isinstance(part, dict) else part:
            yield from assumptions(child, name)


def page() -> str:
    """Write the whole page."""
    files = {code: load_scheme(library_path(code) / "scheme.yaml") for code in list_library()}
    made = {code: list(dict.fromkeys(assumptions(file.scheme))) for code, file in files.items()}
    rows = "".join(
        f"| [{code}](#{code.lower()}) | {file.scheme.title} | {summary(code)} | {file.scheme.period} | {kinds(file)} "
        f"| {len(file.blanks())} | {len(made[code])} |\n"
        for code, file in files.items()
    )
    head = "| Code | Title | What it shows | Period | Kinds | Blanks | Assumptions |\n|---|---|---|---|---|---|---|\n"
    sections = "".join(
        f"\n### {code}\n\n"
        + (
            "".join(f"- {name}：{said}\n" if name else f"- {said}\n" for name, said in made[code])
            or "None.\n"
        )
        for code in files
    )
    return f"{INTRODUCTION}\n{head}{rows}\n## Assumptions\n{sections}"


if __name__ == "__main__":
    print(page(), end="")

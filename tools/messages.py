"""Collect the texts of the pages, which are Chinese, into the file of their English translations.

`make messages` writes the file: new texts come in without a translation, unused ones go. With `--check` nothing
is written; texts without a translation and a file that is not up to date are named, and the exit code is 1.
GNU gettext is not needed.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).parents[1]
SOURCES = Path("src/banheng")
ENGLISH = Path("src/banheng/web/locale/en/LC_MESSAGES/django.po")
TEMPLATES = (".html", ".txt")
LAZY = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in LAZY}
TRANSLATORS = "Translators"
# Written here, not by Babel, whose header holds the time and would change with every run.
HEADER = r"""# What the pages say, in English. The message ids are the Chinese texts; make messages keeps the list complete.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def collect(root: Path) -> Catalog:
    """Read every text marked for translation: in templates, and in Python files that import Django's marks."""
    catalog = Catalog(locale="en")
    for path in sorted((root / SOURCES).rglob("*")):
        name = path.relative_to(root).as_posix()
        for text, comments, context in marked_texts(path):
            catalog.add(text, "", [(name, None)], auto_comments=comments, context=context)
    return catalog


def marked_texts(path: Path) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    code = python_code(path)
    found = extract("python", io.BytesIO(code.encode()), KEYWORDS, [TRANSLATORS], {"encoding": "utf-8"})
    for _, text, comments, context in found:
        yield text, comments, context


def python_code(path: Path) -> str:
    """Give the Python code that marks the texts of a file; of a template, the calls that Django puts for its tags."""
    if path.suffix == ".py":
        code = path.read_text(encoding="utf-8")
        return code if "django.utils.translation" in code else ""
    if path.suffix in TEMPLATES and "templates" in path.parts:
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # The markup around the calls is masked but keeps its indentation, which would be none in Python.
        return "\n".join(line.lstrip() for line in calls.splitlines())
    return ""


def translated(found: Catalog, known: Catalog) -> Catalog:
    """Give the collected texts the translations known so far."""
    for message in found:
        before = known.get(message.id, message.context) if message.id else None
        if before is not None and before.pluralizable == message.pluralizable:
            message.string = before.string
            message.user_comments = before.user_comments
            message.flags |= before.flags & {"fuzzy"}
    return found


def po_text(catalog: Catalog) -> str:
    file = io.BytesIO()
    write_po(file, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER + file.getvalue().decode("utf-8")


def is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    return all(strings) and not message.fuzzy


def complaints(catalog: Catalog, current: str) -> Iterator[str]:
    """Yield a sentence for each text that stands in the way of complete English pages."""
    for message in catalog:
        if message.id and not is_translated(message):
            places = ", ".join(name for name, _ in message.locations)
            yield f"{ENGLISH}: {message.id!r} ({places}) has no English translation. Write its msgstr."
    for message, errors in catalog.check():
        for error in errors:
            yield f"{ENGLISH}: the translation of {message.id!r} does not fit it: {error}."
    if po_text(catalog) != current:
        yield f"{ENGLISH} is not up to date with the sources. Run 'make messages' and commit the file."


def main(arguments: list[str], root: Path = PROJECT) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if something is missing")
    options = parser.parse_args(arguments)
    path = root / ENGLISH
    current = path.read_text(encoding="utf-8") if path.exists() else HEADER
    catalog = translated(collect(root), read_po(io.StringIO(current), locale="en"))
    if options.check:
        found = list(complaints(catalog, current))
        print("\n".join(found), end="\n" if found else "", file=sys.stderr)
        return 1 if found else 0
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(po_text(catalog), encoding="utf-8")
    missing = sum(1 for message in catalog if message.id and not is_translated(message))
    print(f"{ENGLISH}: {len(catalog)} texts, {missing} without an English translation")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

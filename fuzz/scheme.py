"""A scheme as YAML, with what lint and the table for people make of it."""

from __future__ import annotations

from pathlib import Path

from banheng.core.errors import SchemeInvalid, SchemeUnreadable
from banheng.core.wording import Language
from banheng.schemes.library import library_path
from banheng.schemes.linting import lint
from banheng.schemes.loading import load_scheme
from banheng.schemes.showing import show_text
from fuzz.reader import Reader, from_file

GOOD = (library_path("primary-month") / "scheme.yaml").read_bytes()


def _read(path: Path) -> None:
    file = load_scheme(path)
    lint(file)
    show_text(file, Language.EN)


READER = Reader(
    from_file(_read, ".yaml"),
    (SchemeUnreadable, SchemeInvalid),
    (GOOD[:200], GOOD[:900], GOOD),
)

"""The phrases of the field, kept as data in `phrases/`, made into regular expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from ruamel.yaml import YAML

from banheng.schemes.drafting.meaning.figures import FIGURE

_STAR = re.compile(r"\)[*+]")
_LIST = re.compile(r"<([a-z]+)\.([a-z_]+)>")


@cache
def phrases(name: str) -> Mapping[str, list[str]]:
    """Read one table: lists of phrases by what they mean."""
    text = files(__package__).joinpath(f"phrases/{name}.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, list[str]]", YAML(typ="safe", pure=True).load(text))


@cache
def one_of(table: str, *names: str) -> str:
    """Return the phrases of these lists as one group; the longest comes first, so that it wins."""
    words = [str(word) for name in names for word in phrases(table)[name]]
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


@cache
def patterns(table: str, name: str) -> tuple[re.Pattern[str], ...]:
    """Return the phrases of one list; `{word}` in them is a figure, a group of that name, `{_}` any figure."""
    return tuple(re.compile(_filled(phrase)) for phrase in phrases(table)[name])


def _filled(phrase: str) -> str:
    phrase = _STAR.sub(
        lambda match: ")" + ("{0,6}" if match[0] == ")*" else "{1,6}"), phrase
    )  # hostile texts repeat one word a thousand times
    phrase = _LIST.sub(lambda match: one_of(match[1], match[2]), phrase)
    phrase = re.sub(r"(\{[a-z_]+\}\)?)分", r"\1分(?!钟)", phrase)
    return re.sub(r"\{([a-z_]+)\}", _as_group, phrase)


def _as_group(match: re.Match[str]) -> str:
    return FIGURE if match[1] == "_" else f"(?P<{match[1]}>{FIGURE})"

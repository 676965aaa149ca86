"""Sentences for people, in both languages, beside the thing they word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that text for people exists in."""

    ZH_HANS = "zh-hans"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence with `{name}` places for figures."""

    zh: str
    en: str

    def say(self, language: Language, **figures: object) -> str:
        """Fill in the figures.

        Raises:
            KeyError: the sentence names a figure that is not given.
        """
        return (self.zh if language is Language.ZH_HANS else self.en).format(**figures)

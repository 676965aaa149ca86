"""The explanation of one subject's result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.core.wording import Language
from banheng.scoring.explanation.as_json import write_json
from banheng.scoring.explanation.as_text import write_text

if TYPE_CHECKING:
    from banheng.core.periods import Period
    from banheng.schemes.scheme import LongerPeriod, Scheme
    from banheng.scoring.explanation.parts import Besides, Part, PayExplained, Piece, Said
    from banheng.scoring.outcome import SubjectResult


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one subject's result is what it is.

    Attributes:
        ends: what says how the result is ranked, rated and paid: the scheme, or its longer period.
        fingerprint: of the scheme that was applied.
        rating: the rating's name; empty if not rated.
        pieces: totals of the shorter periods, where the result is of a longer one.
        besides: records of vetoes, decisions and pay.
    """

    scheme: Scheme
    ends: Scheme | LongerPeriod
    fingerprint: str
    period: Period
    result: SubjectResult
    total_steps: tuple[Said, ...]
    parts: tuple[Part, ...]
    rank_steps: tuple[Said, ...]
    rating: str
    rating_steps: tuple[Said, ...]
    pay_lines: tuple[PayExplained, ...]
    pieces: tuple[Piece, ...]
    besides: tuple[Besides, ...]

    def part(self, code: str) -> Part:
        """Find an indicator or item by its code.

        Raises:
            KeyError: the scheme has no such part.
        """
        for part in self.parts:
            if found := part.find(code):
                return found
        raise KeyError(code)

    def as_text(self, language: Language, item: str | None = None) -> str:
        """Tell the explanation in words, whole or of one indicator or item.

        Raises:
            KeyError: the scheme has no part with the code `item`.
        """
        return write_text(self, language, item)

    def as_json(self, item: str | None = None) -> dict[str, Any]:
        """Give the explanation as plain data, in the form of docs/reference/explanation-format.md.

        Raises:
            KeyError: the scheme has no part with the code `item`.
        """
        return write_json(self, item)

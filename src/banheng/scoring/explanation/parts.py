"""What an explanation is made of: steps in figures and words, records, the parts of the tree, lines of pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.wording import Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in both languages."""

    zh: str
    en: str

    def within(self, language: Language) -> str:
        """Give the text in one language."""
        return self.zh if language is Language.ZH_HANS else self.en


@dataclass(frozen=True, slots=True)
class Said:
    """One step of a calculation.

    Attributes:
        what: the kind of step, stable for programs.
        figures: decimals as text, or names.
        records: ids of the records it rests on.
        inner: the steps below it, for a week of several weeks and the like.
    """

    what: str
    figures: Mapping[str, str]
    text: Text
    records: tuple[str, ...] = ()
    inner: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One effective record, named for people.

    Attributes:
        event: name of the event; empty where the item has none.
        quantity, value: in units; the value is None if there is none.
        unit: what the quantity counts; empty if the rule does not say.
        in_yuan: the value is an amount of money.
    """

    id: str
    item: str
    day: date
    event_code: str
    event: Text
    level: Text
    project: str
    quantity: int
    unit: str
    value: int | None
    in_yuan: bool
    recorder: str
    note: str


@dataclass(frozen=True, slots=True)
class VoidedLine:
    """A record that does not count, and who voided it when and why."""

    record: RecordLine
    day: date
    recorder: str
    note: str


@dataclass(frozen=True, slots=True)
class Records:
    """What was recorded under one code: what counts, and what was voided."""

    effective: tuple[RecordLine, ...] = ()
    voided: tuple[VoidedLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.effective or self.voided)


@dataclass(frozen=True, slots=True)
class Part:
    """An indicator with its parts, or an item with its records.

    Attributes:
        points, full_points: in units; the full points are None where the scheme gives none.
        missing: an item without any record.
        outside: on top of the full score.
    """

    kind: str
    code: str
    name: str
    points: int
    full_points: int | None
    applies: bool
    missing: bool
    outside: bool
    clauses: tuple[str, ...]
    steps: tuple[Said, ...]
    parts: tuple[Part, ...] = ()
    records: Records = Records()

    def find(self, code: str) -> Part | None:
        """Find this part or one below by its code."""
        if self.code == code:
            return self
        return next((found for part in self.parts if (found := part.find(code))), None)


@dataclass(frozen=True, slots=True)
class Besides:
    """Records that belong to no item: of a veto, of an allowance, of decisions, or of nothing in the scheme."""

    code: str
    kind: str
    name: Text
    records: Records


@dataclass(frozen=True, slots=True)
class PayExplained:
    """One line of the pay, in fen."""

    code: str
    fen: int
    step: Said


@dataclass(frozen=True, slots=True)
class Piece:
    """The total of a shorter period, in units."""

    code: str
    total: int

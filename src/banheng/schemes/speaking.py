"""Write figures and short phrases of a scheme in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.money import format_yuan
from banheng.core.periods import PeriodKind
from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.rules.figures import Blank
from banheng.rules.measure import MEASURE_NAMES
from banheng.rules.rule import WhenMissing, Within
from banheng.rules.words import UNIT_NAMES

if TYPE_CHECKING:
    from banheng.rules.band import Bounds
    from banheng.rules.measure import Measure

BLANK = "____"

PERIODS: Mapping[PeriodKind, Wording] = {
    PeriodKind.DAY: Wording("日", "day"),
    PeriodKind.WEEK: Wording("周", "week"),
    PeriodKind.MONTH: Wording("月", "month"),
    PeriodKind.TERM: Wording("学期", "term"),
    PeriodKind.HALF_YEAR: Wording("半年", "half year"),
    PeriodKind.YEAR: Wording("年", "year"),
}
GROUPS: Mapping[Within, Wording] = {
    Within.SCHOOL: Wording("全校", "the school"),
    Within.STAGE: Wording("学段内", "the stage"),
    Within.GRADE: Wording("年级内", "the grade"),
    Within.CLASS_TYPE: Wording("同类班级内", "classes of one type"),
}
MISSING: Mapping[WhenMissing, Wording] = {
    WhenMissing.START: Wording("无记录：按起始分", "no record: the starting points"),
    WhenMissing.FULL: Wording("无记录：满分", "no record: full points"),
    WhenMissing.ZERO: Wording("无记录：0 分", "no record: 0"),
    WhenMissing.COUNTED_ZERO: Wording("无记录：按 0 次计", "no record: counted as 0"),
    WhenMissing.NOT_APPLICABLE: Wording("无记录：不计入满分", "no record: left out of the full score"),
}


def given(figure: int) -> bool:
    """Tell whether a figure is worth a word: it is not 0, or it is left open."""
    return figure != 0 or isinstance(figure, Blank)


@dataclass(frozen=True)
class Speaker:
    """Says things in one language; a figure that is left open is `____`."""

    language: Language

    def say(self, zh: str, en: str, **figures: object) -> str:
        """Fill in a sentence; integers among the figures are units."""
        written = {
            name: self.figure(figure) if isinstance(figure, int) else figure
            for name, figure in figures.items()
        }
        return Wording(zh, en).say(self.language, **written)

    def name(self, wording: Wording) -> str:
        """Say a fixed name."""
        return wording.say(self.language)

    def figure(self, units: int | None) -> str:
        """Write points, quantities and percentages."""
        if units is None:
            return ""
        return BLANK if isinstance(units, Blank) else format_units(units)

    def signed(self, units: int) -> str:
        """Write points with their sign."""
        return f"+{self.figure(units)}" if units > 0 and not isinstance(units, Blank) else self.figure(units)

    def count(self, number: int) -> str:
        """Write a plain whole number."""
        return BLANK if isinstance(number, Blank) else str(number)

    def yuan(self, fen: int) -> str:
        """Write money."""
        return self.say(
            "{yuan} 元", "{yuan} yuan", yuan=BLANK if isinstance(fen, Blank) else format_yuan(fen)
        )

    def unit(self, unit: str) -> str:
        """Name what is counted."""
        return UNIT_NAMES[unit].say(self.language)

    def measure(self, how: Measure, of: str = "") -> str:
        """Name what is measured."""
        named = MEASURE_NAMES[how].say(self.language)
        return named if of in ("", "value", "count") else f"{of} ({named})"

    def bounds(self, bounds: Bounds) -> str:
        """Write a range as people read it: `90 ≤ … < 95`."""
        low = bounds.at_least if bounds.at_least is not None else bounds.above
        high = bounds.at_most if bounds.at_most is not None else bounds.below
        below, above = "≤" if bounds.at_most is not None else "<", "≥" if bounds.at_least is not None else ">"
        if low is None and high is None:
            return self.say("任何值", "any value")
        if high is None:
            return f"{above} {self.figure(low)}"
        if low is None:
            return f"{below} {self.figure(high)}"
        return (
            f"{self.figure(low)} {'≤' if bounds.at_least is not None else '<'} … {below} {self.figure(high)}"
        )

    def limits(self, floor: int | None, cap: int | None) -> list[str]:
        """Write floor and cap."""
        texts = []
        if floor is not None:
            texts.append(self.say("最低 {floor}", "at least {floor}", floor=floor))
        if cap is not None:
            texts.append(self.say("最高 {cap}", "at most {cap}", cap=cap))
        return texts

    def join(self, texts: Iterable[str]) -> str:
        """Join short phrases on one line."""
        return ("；" if self.language is Language.ZH_HANS else "; ").join(filter(None, texts))

    def commas(self, texts: Iterable[str]) -> str:
        """Join phrases of a list."""
        return ("，" if self.language is Language.ZH_HANS else ", ").join(texts)

    def names(self, texts: Iterable[str]) -> str:
        """Join names and figures of a list."""
        return ("、" if self.language is Language.ZH_HANS else ", ").join(texts)

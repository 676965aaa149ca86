"""What rules share that look at one measured value."""

from __future__ import annotations

from banheng.rules.measure import ORDERED, Measure
from banheng.rules.rule import Rule


class MeasuredRule(Rule):
    """A rule about one value that stands for all records of its item."""

    measure: Measure = Measure.LATEST

    def codes(self) -> list[tuple[str, str]]:
        """One measured thing."""
        return [("", "")]

    @property
    def measures_count(self) -> bool:
        """The count of records measures one."""
        return self.measure is Measure.COUNT

    @property
    def needs_listed(self) -> bool:
        """Some measures need the single records."""
        return self.measure in ORDERED

    @property
    def needs_value(self) -> bool:
        """All measures but the count look at values."""
        return self.measure is not Measure.COUNT

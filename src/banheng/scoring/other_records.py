"""Records of no item, kept one by one: vetoes, decisions, paid events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.core.rounding import Integers
    from banheng.scoring.packed import Columns


@dataclass(frozen=True, slots=True)
class Others:
    """The records of no item: vetoes, decisions, paid events; in order, arrays of shape (records,).

    Attributes:
        named: item, event and level for each number of `what`.
        subject: who answers for it.
        quantity, value: in units; 0 where there is no value.
    """

    named: Sequence[tuple[str, str, str]]
    what: Integers
    subject: Integers
    quantity: Integers
    value: Integers

    def of(self, item: str, event: str = "") -> Others:
        """Keep the records of an item, or of one of its events."""
        wanted = [code == item and event in ("", its_event) for code, its_event, _ in self.named]
        chosen = np.flatnonzero(np.array(wanted, dtype=bool)[self.what])
        columns = (column[chosen] for column in (self.what, self.subject, self.quantity, self.value))
        return Others(self.named, *columns)

    def each(self) -> Iterator[tuple[int, str, int]]:
        """Walk through subject, level and value."""
        for what, subject, value in zip(
            self.what.tolist(), self.subject.tolist(), self.value.tolist(), strict=True
        ):
            yield subject, self.named[what][2], value


def others_of(kept: Columns, named: Sequence[tuple[str, str, str]]) -> Others:
    """Take the kept records of no item; `named` says what their numbers of `what` stand for."""
    numbers, what = np.unique(kept["what"], return_inverse=True)
    return Others(
        named=[named[number] for number in numbers.tolist()],
        what=what,
        subject=kept["subject"],
        quantity=kept["quantity"],
        value=kept["value"],
    )

"""References of formulas, after rows were added to a sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openpyxl.formula.tokenizer import Token, Tokenizer

_REFERENCE = re.compile(
    r"^((?:'(?:[^']|'')+'|[^'!]+)!)?(\$?[A-Z]{1,3})?(\$?)(\d+)(?::(\$?[A-Z]{1,3})?(\$?)(\d+))?$"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a sheet that are repeated together."""

    first: int
    last: int

    def __contains__(self, row: int) -> bool:
        return self.first <= row <= self.last

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.last - self.first + 1

    def copies(self, times: int) -> list[int]:
        """Give the first row of each repetition."""
        return [self.first + self.height * number for number in range(times)]


@dataclass(frozen=True, slots=True)
class Growth:
    """That a block of a sheet got so many rows more below it."""

    sheet: str
    block: Block
    by: int

    def formula(self, formula: str, *, is_own: bool = True, is_inside: bool = False) -> str:
        """Rewrite a formula.

        Args:
            is_own: it stands on the sheet that grew.
            is_inside: it stands in the block.

        Examples:
            >>> Growth("表", Block(5, 5), 3).formula("=SUM(E5:E5)+$E$6")
            '=SUM(E5:E8)+$E$9'
        """
        tokens = Tokenizer(formula)
        for token in tokens.items:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                qualifier = token.value.rpartition("!")[0].strip("'").replace("''", "'")
                if qualifier == self.sheet or (not qualifier and is_own):
                    token.value = self.reference(token.value, is_inside=is_inside)
        return tokens.render()

    def reference(self, reference: str, *, is_inside: bool = False) -> str:
        """Move the rows of a reference that lie below the block, and stretch a range that ends with it.

        Inside the block a range means the row itself, unless its end is fixed.
        """
        match = _REFERENCE.match(reference)
        if match is None:
            return reference
        where, column, fixed, row, last_column, last_fixed, last = match.groups(default="")
        text = f"{where}{column}{fixed}{self._row(int(row))}"
        if not last:
            return text
        stretches = int(last) == self.block.last and (last_fixed or not is_inside)
        return f"{text}:{last_column}{last_fixed}{int(last) + self.by if stretches else self._row(int(last))}"

    def _row(self, row: int) -> int:
        return row + self.by if row > self.block.last else row

"""Money as integer fen."""

from __future__ import annotations

from banheng.core.errors import MalformedNumber
from banheng.core.points import LIMIT, UNITS, parse_units

FEN_PER_YUAN = 100
MOST_OF_BUDGETS = 10**12
"""In fen: ten thousand million yuan, more than a school or county spends on anything, and far from the end of a column."""


def parse_yuan(figure: str | int, *, most: int = LIMIT * FEN_PER_YUAN // UNITS) -> int:
    """Read an amount in yuan into fen.

    Raises:
        MalformedNumber: no number, a fraction of a fen, or beyond the most (in fen).

    Examples:
        >>> parse_yuan("12.50"), parse_yuan(-3)
        (1250, -300)
    """
    fen, rest = divmod(parse_units(figure, limit=most * UNITS // FEN_PER_YUAN) * FEN_PER_YUAN, UNITS)
    if rest:
        raise MalformedNumber(f"'{figure}' yuan has a fraction of a fen")
    return fen


def format_yuan(fen: int) -> str:
    """Write fen as yuan with two decimals.

    Examples:
        >>> format_yuan(1250), format_yuan(-5)
        ('12.50', '-0.05')
    """
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{yuan}.{rest:02d}"

"""Numbers as they are written in schemes, and where they stand."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from banheng.schemes.drafting.nodes import Span

_ARABIC = r"(?:(?<![0-9.∙·])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:[.∙·][0-9]{1,4})?(?![0-9]|[.∙·][0-9]))"
_HAN = r"(?:[零〇一二两三四五六七八九十百千]{1,7}(?:点[零〇一二三四五六七八九]{1,3})?|半)"
_LOST = r"(?:(?<!_)_{2,}+|(?<![A-Za-z])[xX]{1,4}(?![A-Za-z])|[○□]{1,4})"
NUMBER = f"(?:{_ARABIC}|{_HAN})"
FIGURE = f"(?:{_ARABIC}|{_HAN}|{_LOST})"
"""A number, or the blank that stands for one."""

DIGITS = f"(?:{_ARABIC}|{_LOST})"
"""As `FIGURE`, but not in Chinese digits: next to `一等` and `二等` those are names."""

ARABIC = re.compile(_ARABIC)
_BLANK = re.compile(_LOST)
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


class Figure(NamedTuple):
    """A number and its place; None is a blank."""

    value: int | Decimal | None
    span: Span


def figure(match: re.Match[str], group: str | int = "n") -> Figure:
    """Read the figure that a group of a match holds."""
    return Figure(number(match[group]), Span(*match.span(group)))


def number(text: str) -> int | Decimal | None:
    """Read a number in Arabic or Chinese digits; None when it is a blank.

    Examples:
        >>> number("0∙5"), number("十五"), number("半"), number("____")
        (Decimal('0.5'), 15, Decimal('0.5'), None)
    """
    if _BLANK.fullmatch(text):
        return None
    if ARABIC.fullmatch(text):
        return _exact(Decimal(text.replace(",", "").replace("∙", ".").replace("·", ".")))
    if text == "半":
        return Decimal("0.5")
    whole, _, decimals = text.partition("点")
    value = Decimal(_han_whole(whole))
    return _exact(
        value + Decimal("0." + "".join(str(_DIGITS[digit]) for digit in decimals)) if decimals else value
    )


def _han_whole(text: str) -> int:
    if not set(text) & set(_TENS):
        return int("".join(str(_DIGITS[digit]) for digit in text))
    total, digit = 0, 0
    for character in text:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def _exact(value: Decimal) -> int | Decimal:
    """Return a whole number as int, so that it is written without decimals."""
    return int(value) if value == value.to_integral_value() else value

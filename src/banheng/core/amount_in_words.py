"""An amount of money in the capital figures that Chinese bookkeeping writes beside it (人民币大写)."""

from __future__ import annotations

from banheng.core.money import FEN_PER_YUAN

DIGITS = "零壹贰叁肆伍陆柒捌玖"
TEN_THOUSAND = 10_000
HUNDRED_MILLION = 100_000_000


def amount_in_words(fen: int) -> str:
    """Write an amount in words, whole yuan and jiao with 整.

    Examples:
        >>> amount_in_words(10_030_05), amount_in_words(-1_50)
        ('壹万零叁拾元零伍分', '负壹元伍角整')
    """
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    jiao, cents = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan or not rest else ""
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif cents and yuan:
        words += "零"
    words += f"{DIGITS[cents]}分" if cents else "整"
    return f"负{words}" if fen < 0 else words


def _whole(number: int) -> str:
    """Write a whole number, myriad by myriad; one 零 for any run of noughts inside."""
    for unit, name in ((HUNDRED_MILLION, "亿"), (TEN_THOUSAND, "万"), (1000, "仟"), (100, "佰"), (10, "拾")):
        if number >= unit:
            above, below = divmod(number, unit)
            between = "零" if 0 < below < unit // 10 else ""
            return f"{_whole(above)}{name}{between}{_whole(below) if below else ''}"
    return DIGITS[number]

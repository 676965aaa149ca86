"""Pay by the stretch in which a score falls: `90分以上奖励500元`, `低于60分的不发`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from banheng.schemes.drafting.meaning.figures import DIGITS, Figure, figure
from banheng.schemes.drafting.meaning.intervals import Interval, complement, intervals
from banheng.schemes.drafting.meaning.phrases import one_of
from banheng.schemes.drafting.nodes import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.drafting.meaning.slate import Slate

_PAY = rf"(?:[的者,:]|则|班主任|考核|当[月年期]|每人|每[月年]|每学[期年]|一次性|全额|{one_of('allowance', 'pay')}){{0,8}}"
_AMOUNT = re.compile(
    rf"\)?{_PAY}(?:(?P<n>{DIGITS})元(?!/)|(?P<nothing>{one_of('allowance', 'pays_nothing')}))"
)


def read_pay_bands(slate: Slate) -> tuple[int, dict[str, Any]] | None:
    """Read amounts by score; gives where they begin as well.

    A rest (`其余`) counts only beside bands, and one band alone only if it is named in points.
    """
    found = list(_paid(slate))
    named = [interval for interval, _ in found if not interval.is_rest]
    if not named or not any(interval.unit == "分" for interval in named):
        return None
    bands = []
    for interval, amount in found:
        whole = complement(interval, named) if interval.is_rest else interval
        paid = figure(amount) if amount["n"] else Figure(0, Span(*amount.span("nothing")))
        bands.append(whole.as_params() | {"amount": paid})
        slate.wipe(Span(interval.span.start, amount.end()))
    return found[0][0].span.start, {"bands": bands}


def _paid(slate: Slate) -> Iterator[tuple[Interval, re.Match[str]]]:
    for interval in intervals(slate.open):
        if interval.unit != "分" and not (interval.unit == "" and (interval.is_marked or interval.is_rest)):
            continue
        if amount := _AMOUNT.match(slate.open, interval.span.end):
            yield interval, amount

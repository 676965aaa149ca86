"""How fast this machine is in this hour: virtual machines are not always the same."""

from __future__ import annotations

from time import perf_counter

RUNS, NUMBERS = 5, 10**7


def yardstick() -> str:
    """Time a fixed piece of work and say so in a sentence, so that pages of different days can be compared."""
    seconds = []
    for _ in range(RUNS):
        began = perf_counter()
        sum(range(NUMBERS))
        seconds.append(perf_counter() - began)
    return f"As a yardstick, `sum(range(10**7))` took {min(seconds):.2f} to {max(seconds):.2f} s when it was done."

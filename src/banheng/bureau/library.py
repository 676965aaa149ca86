"""Regimes and standards of the library, read once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from banheng.balance.loading import load_regime, load_standard

if TYPE_CHECKING:
    from banheng.balance.regime import Regime
    from banheng.balance.standard import Standard


@cache
def regime_of(code: str) -> Regime:
    """Give a regime by its code; raises as `load_regime` does."""
    return load_regime(code)


@cache
def standard_of(code: str) -> Standard:
    """Give a standard by its code; raises as `load_standard` does."""
    return load_standard(code)

"""Why a policy on accountability was not put in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from collections.abc import Sequence


class RulesRefused(BureauRefused):
    """A policy that cannot be read.

    Attributes:
        faults: what is wrong in it, line by line.
    """

    def __init__(self, code: str, reason: str, faults: Sequence[str] = ()) -> None:
        super().__init__(code, reason)
        self.faults = tuple(faults)

"""Why a duty pack is not put in force, or a duty not taken as done; each sentence says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence


class DutyRefused(Refused):
    """A step about duties that is not taken.

    Attributes:
        faults: what is wrong in a pack, line by line.
    """

    def __init__(self, code: str, reason: str, faults: Sequence[str] = ()) -> None:
        super().__init__(code, reason)
        self.faults = tuple(faults)

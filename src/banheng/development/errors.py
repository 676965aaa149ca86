"""Why something about the growth of a teacher was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence


class DevelopmentRefused(Refused):
    """A step that is not taken.

    Attributes:
        faults: what is wrong in a rule pack, line by line.
    """

    def __init__(self, code: str, reason: str, faults: Sequence[str] = ()) -> None:
        super().__init__(code, reason)
        self.faults = tuple(faults)

"""Why a duty pack is not put in force, a duty not taken as done, or a record of the work not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class DutyRefused(Refused):
    """A step about duties that is not taken.

    Attributes:
        faults: what is wrong in a pack, line by line.
    """

    def __init__(self, code: str, reason: str, faults: Sequence[str] = ()) -> None:
        super().__init__(code, reason)
        self.faults = tuple(faults)


class WorkRefused(Refused):
    """A record of the work that is not taken, or a step of it.

    Attributes:
        fields: what is wrong, by the code of the field.
    """

    def __init__(self, code: str, reason: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(code, reason)
        self.fields = dict(fields or {})

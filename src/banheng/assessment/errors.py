"""Why a step of a period is refused; each sentence says what to do."""

from __future__ import annotations

from banheng.core.errors import Refused


class SheetRefused(Refused):
    """A step that the state of a score sheet does not allow."""

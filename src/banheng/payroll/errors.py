"""Why a step of a pay sheet is refused; each sentence says what to do."""

from __future__ import annotations

from banheng.core.errors import Refused


class PayRefused(Refused):
    """A step that the state of a pay sheet does not allow."""

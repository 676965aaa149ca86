"""Why something about an honour or a follow-up is refused; each sentence says what to do."""

from __future__ import annotations

from banheng.core.errors import Refused


class HonourRefused(Refused):
    """A step that the state of an honour, a follow-up or a result does not allow."""

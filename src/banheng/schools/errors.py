"""Why a change of the roster or calendar is not made; each sentence says what to do."""

from __future__ import annotations

from banheng.core.errors import Refused


class ChangeRefused(Refused):
    """A change that would leave the school's records contradicting each other."""

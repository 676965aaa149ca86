"""Why a step at the desk of a bureau was not taken."""

from __future__ import annotations

from banheng.core.errors import Refused


class BureauRefused(Refused):
    """A step that is not taken."""

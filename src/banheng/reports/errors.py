"""Why a template of a school is not taken, or not filled; each sentence says what to do."""

from __future__ import annotations

from banheng.core.errors import Refused


class TemplateRefused(Refused):
    """A workbook that cannot be filled."""

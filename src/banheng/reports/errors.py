"""Why a template of a school is not taken, or not filled; each sentence says what to do."""

from __future__ import annotations


class TemplateRefused(Exception):
    """A workbook that cannot be filled.

    Attributes:
        code: stable name of the reason, for programs.
        reason: the sentence for people, in the language of the request.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

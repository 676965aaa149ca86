"""Why a step of a period is refused; each sentence says what to do."""

from __future__ import annotations


class SheetRefused(Exception):
    """A step that the state of a score sheet does not allow.

    Attributes:
        code: stable name of the reason, for programs.
        reason: the sentence for people, in the language of the request.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

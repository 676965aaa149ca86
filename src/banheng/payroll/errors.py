"""Why a step of a pay sheet is refused; each sentence says what to do."""

from __future__ import annotations


class PayRefused(Exception):
    """A step that the state of a pay sheet does not allow.

    Attributes:
        code: stable name of the reason, for programs.
        reason: the sentence for people, in the language of the request.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

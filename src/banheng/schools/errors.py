"""Why a change of the roster or calendar is not made; each sentence says what to do."""

from __future__ import annotations


class ChangeRefused(Exception):
    """A change that would leave the school's records contradicting each other.

    Attributes:
        code: stable name of the reason, for programs.
        reason: the sentence for people, in the language of the request.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

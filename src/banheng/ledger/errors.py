"""Why a record is not taken; each sentence says what to do."""

from __future__ import annotations


class RecordRefused(Exception):
    """A record that the ledger does not take.

    Attributes:
        code: stable name of the reason, for programs.
        reason: the sentence for people, in the language of the request.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class PhotoRefused(RecordRefused):
    """A photo that is not kept; the record it belongs to stays as it is."""

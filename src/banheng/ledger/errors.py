"""Why a record is not taken; each sentence says what to do."""

from __future__ import annotations

from banheng.core.errors import Refused


class RecordRefused(Refused):
    """A record that the ledger does not take."""


class PhotoRefused(RecordRefused):
    """A photo that is not kept; the record it belongs to stays as it is."""

"""What a phone sends when it has a network again: entries noted offline."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from pydantic import ValidationError

from banheng.web.inspect.sending import _read as read_entry
from banheng.web.inspect.sent import Sending
from fuzz.reader import Reader

AT = datetime(2026, 10, 21, 8, 30, tzinfo=UTC)
ENTRY = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "school_class": "101",
    "item": "hygiene",
    "event": "unswept",
    "quantity": "2",
    "note": "窗台",
    "day": "2026-10-21",
    "noted_at": "2026-10-21T16:20:00+08:00",
    "photos": ["0" * 64],
}
SENDING = {
    "sent_at": "2026-10-21T16:30:00+08:00",
    "account": 1,
    "entries": [ENTRY, {**ENTRY, "value": "1.5"}, 7],
}


def _read(content: bytes) -> None:
    """Read a queue as the view does; an entry that cannot be read is answered, never raised."""
    sending = Sending.model_validate(json.loads(content))
    for sent in sending.entries:
        read_entry(sent, sending, AT)


READER = Reader(
    _read, (ValidationError, ValueError, RecursionError), (json.dumps(SENDING).encode(), b'{"entries": []}')
)

# ruff: noqa: INP001, T201 - a script
"""Take webhooks of Banheng: check that they come from the school's site, then do something with them.

BANHENG_WEBHOOK_SECRET=whsec_... python receive_events.py 8000

It speaks plain HTTP on this machine; put the web server that has the certificate before it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer

OLDEST_SECONDS = 300
GREATEST_BYTES = 64 * 1024


def verified(secret: str, headers: Mapping[str, str], body: bytes, *, now: int) -> bool:
    """Tell whether a request was signed with the secret, lately, and arrived unchanged.

    Args:
        headers: by names in small letters.
        now: seconds since 1970.
    """
    message, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isascii() or not sent_at.isdigit() or abs(now - int(sent_at)) > OLDEST_SECONDS:
        return False  # an old request that somebody recorded and sends again
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{message}.{sent_at}.".encode() + body  # the bytes as they came, not JSON written anew
    expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected.encode(), each.encode()) for each in given)


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what is verified, once it is kept, and 401 to everything else."""

    known: set[str] = set()  # noqa: RUF012 - keep the ids in a database: an event may come twice

    def do_POST(self) -> None:
        """Take one event."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), GREATEST_BYTES))
        headers = {name.lower(): value for name, value in self.headers.items()}
        secret = os.environ["BANHENG_WEBHOOK_SECRET"]
        is_ours = verified(secret, headers, body, now=int(time.time()))
        if is_ours and headers["webhook-id"] not in self.known:
            event = json.loads(body)
            print(event["type"], event["data"], flush=True)
            self.known.add(headers["webhook-id"])
        self.send_response(204 if is_ours else 401)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()

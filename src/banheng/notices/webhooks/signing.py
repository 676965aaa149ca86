"""Sign what is sent, by Standard Webhooks (https://www.standardwebhooks.com): id, time and body, HMAC-SHA256."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

MARK = "whsec_"


def new_secret() -> str:
    """Make a secret of 32 random bytes."""
    return MARK + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(secret: str, message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Give the headers by which the receiver knows who sent it, when, and that nothing was changed.

    Args:
        timestamp: whole seconds since 1970.
    """
    key = base64.b64decode(secret.removeprefix(MARK))
    content = f"{message}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {
        "Webhook-Id": message,
        "Webhook-Timestamp": str(timestamp),
        "Webhook-Signature": f"v1,{signature}",
    }

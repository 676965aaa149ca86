"""Keep a secret so that who reads the database or a backup of it cannot use it."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from banheng.notices.errors import Fault, NotSent


def hide(text: str) -> str:
    """Encrypt a text with the key of the site."""
    return _cipher().encrypt(text.encode()).decode()


def reveal(hidden: str) -> str:
    """Give a hidden text.

    Raises:
        NotSent: the site has another key now.
    """
    try:
        return _cipher().decrypt(hidden.encode()).decode()
    except InvalidToken as invalid:
        raise NotSent(Fault.UNREADABLE) from invalid


def _cipher() -> Fernet:
    key = hashlib.sha256(f"banheng.notices.robots:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))

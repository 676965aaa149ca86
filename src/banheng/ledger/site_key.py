"""The key that this site signs with: results that it publishes, dossiers, and the digest of each day's ledgers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from banheng.bundles.signing import make_private_key, public_key_of, read_private_key

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def signing_key() -> Ed25519PrivateKey:
    """Give the key that this site signs with; the first who asks has it made.

    Raises:
        KeyUnreadable: it cannot be read.
    """
    return _key(settings.BUNDLE_KEY)


def public_key() -> str:
    """Give the key by which others know this site's signature, hexadecimal."""
    return public_key_of(signing_key())


@lru_cache(maxsize=4)
def _key(path: Path) -> Ed25519PrivateKey:
    if path.exists():
        return read_private_key(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return make_private_key(path)

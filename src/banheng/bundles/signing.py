"""Keys that sign bundles: Ed25519."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from banheng.core.errors import KeyUnreadable

PURPOSE = b"banheng-bundle/1\n"
"""Stands before the digest in what is signed, so that a signature means nothing elsewhere."""

FINGERPRINT = 32
"""Hexadecimal digits of a fingerprint."""


def read_private_key(path: Path) -> Ed25519PrivateKey:
    """Read a key from a PEM file.

    Raises:
        KeyUnreadable: there is no such file, or no such key in it.
    """
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise KeyUnreadable(error.strerror or str(error)) from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnreadable(str(path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnreadable(str(path))
    return key


def make_private_key(path: Path) -> Ed25519PrivateKey:
    """Make a key that only its owner can read; if somebody else makes it at the same moment, theirs is taken."""
    key = Ed25519PrivateKey.generate()
    partial = path.with_name(f".{os.getpid()}-{path.name}")
    file = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as out:
        out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        os.link(partial, path)
    except FileExistsError:
        return read_private_key(path)
    finally:
        partial.unlink()
    return key


def public_key_of(key: Ed25519PrivateKey) -> str:
    """Give the public key, hexadecimal."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def sign(digest: str, key: Ed25519PrivateKey) -> str:
    """Sign the digest of a bundle."""
    return key.sign(PURPOSE + digest.encode()).hex()


def is_signed(digest: str, signature: str, public_key: str) -> bool:
    """Tell whether a signature is that of a key on a digest."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), PURPOSE + digest.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint_of(public_key: str) -> str:
    """Give the fingerprint of a public key, in groups that can be compared by eye.

    Examples:
        >>> fingerprint_of("00" * 32)
        '6668 7aad f862 bd77 6c8f c18b 8e9f 8e20'
    """
    digits = hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:FINGERPRINT]
    return " ".join(digits[place : place + 4] for place in range(0, FINGERPRINT, 4))


def wanted_fingerprint(named: str) -> str:
    """Give the fingerprint of a key that is named by a file (PEM or hexadecimal), by itself or by its fingerprint.

    Raises:
        KeyUnreadable: it is none of these.
    """
    path = Path(named)
    try:
        text = path.read_text(encoding="ascii") if path.is_file() else named
        if "BEGIN" in text:
            key = load_pem_public_key(text.encode())
            if not isinstance(key, Ed25519PublicKey):
                raise KeyUnreadable(named)
            return fingerprint_of(key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise KeyUnreadable(named) from error
    digits = re.sub(r"\s", "", text).lower()
    if re.fullmatch(r"[0-9a-f]{64}", digits):
        return fingerprint_of(digits)
    if re.fullmatch(rf"[0-9a-f]{{{FINGERPRINT}}}", digits):
        return " ".join(digits[place : place + 4] for place in range(0, FINGERPRINT, 4))
    raise KeyUnreadable(named)

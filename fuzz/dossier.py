"""A teacher's dossier on its way to another school; the signature is made here, so that it keeps no fuzzer out."""

from __future__ import annotations

import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from banheng.bundles.signing import public_key_of, sign
from banheng.development.dossier.moving import FORMAT, _digest, read_moved
from banheng.development.errors import DevelopmentRefused
from fuzz.reader import Reader

KEY = Ed25519PrivateKey.from_private_bytes(b"d" * 32)
FACT = {
    "kind": "honour",
    "name": "优秀班主任",
    "since": "2025-09-01",
    "until": None,
    "content": {"level": "county"},
    "proof": "教育局 12 号",
}
DOSSIER = {
    "format": FORMAT,
    "school": ["yucai", "育才小学"],
    "teacher": ["t1", "王老师"],
    "at": "2026-10-21T16:30:00+08:00",
    "facts": [FACT],
}


def _signed(content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return json.dumps(
        {"dossier": text, "public_key": public_key_of(KEY), "signature": sign(_digest(text), KEY)}
    ).encode()


def _read(content: bytes) -> object:
    """Read a file as it is, or, after a first byte of `#`, what it signs."""
    return read_moved(_signed(content[1:]) if content.startswith(b"#") else content)


GOOD = json.dumps(DOSSIER, ensure_ascii=False).encode()
READER = Reader(_read, (DevelopmentRefused,), (b"#" + GOOD, _signed(GOOD)))

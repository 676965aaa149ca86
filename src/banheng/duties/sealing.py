"""Encrypt what is restricted, with a key that is kept outside the database.

The key is `BANHENG_NOTES_KEY`, or the file `notes-key` in the data folder, made when it is first needed. Several
keys may stand there, separated by commas: the first encrypts, all decrypt, so that a key can be replaced.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext

from banheng.duties.errors import WorkRefused

if TYPE_CHECKING:
    from pathlib import Path


def seal(content: object) -> bytes:
    """Encrypt what JSON can hold."""
    return seal_bytes(json.dumps(content, ensure_ascii=False).encode())


def unseal(sealed: bytes | memoryview) -> Any:
    """Give back what was sealed.

    Raises:
        WorkRefused: none of the keys fits.
    """
    return json.loads(unseal_bytes(sealed))


def seal_bytes(content: bytes) -> bytes:
    """Encrypt a file."""
    return _box().encrypt(content)


def unseal_bytes(sealed: bytes | memoryview) -> bytes:
    """Give back an encrypted file; raises as `unseal` does."""
    try:
        return _box().decrypt(bytes(sealed))
    except InvalidToken as error:
        raise WorkRefused(
            "no_key", gettext("打不开这条受限记录：密钥不对。请管理员核对数据目录里的 notes-key 文件。")
        ) from error


def reseal(sealed: bytes | memoryview) -> bytes:
    """Encrypt with the first key what any of them opens."""
    return _box().rotate(bytes(sealed))


def _box() -> MultiFernet:
    return _open(settings.NOTES_KEY or _kept(settings.NOTES_KEY_FILE))


@cache
def _open(keys: str) -> MultiFernet:
    return MultiFernet([Fernet(key.strip()) for key in keys.split(",")])


def _kept(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = file.with_suffix(f".{uuid4().hex}")
        made.touch(mode=0o600)
        made.write_bytes(Fernet.generate_key())
        try:
            file.hardlink_to(made)  # whoever is first stays
        except FileExistsError:
            pass
        finally:
            made.unlink(missing_ok=True)
    return file.read_text(encoding="ascii")

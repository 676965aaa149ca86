"""Keep photos and voice notes of records of the work."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.translation import gettext

from banheng.duties.errors import WorkRefused
from banheng.duties.models import WorkFile
from banheng.duties.sealing import seal_bytes, unseal_bytes
from banheng.ledger.errors import PhotoRefused
from banheng.ledger.photographing import re_encoded

if TYPE_CHECKING:
    from banheng.duties.models import WorkRecord

MOST_FILES = 9
MOST_VOICE_BYTES = 5 * 1024 * 1024
VOICES = {
    b"OggS": "audio/ogg",
    b"\x1aE\xdf\xa3": "audio/webm",
    b"ID3": "audio/mpeg",
    b"\xff\xfb": "audio/mpeg",
    b"#!AMR": "audio/amr",
}
"""How a recording begins, and what it is."""


def keep_file(record: WorkRecord, content: bytes) -> WorkFile:
    """Keep a photo, re-encoded, or a voice note; the file of a restricted record is encrypted.

    Raises:
        WorkRefused: neither a photo nor a voice note, too large, or one too many.
    """
    digest = hashlib.sha256(content).hexdigest()
    if known := record.files.filter(digest=digest).first():
        return known
    if record.files.count() >= MOST_FILES:
        raise WorkRefused(
            "too_many_files", gettext("一条记录最多 %(most)d 个照片和录音。") % {"most": MOST_FILES}
        )
    if content_type := _voice(content):
        kind, kept, ending = WorkFile.Kind.VOICE, content, "voice"
    else:
        kind, content_type, ending = WorkFile.Kind.PHOTO, "image/jpeg", "jpg"
        try:
            kept, _ = re_encoded(content)
        except PhotoRefused as refused:
            raise WorkRefused(refused.code, refused.reason) from refused
    is_sealed = record.sealed is not None
    file = WorkFile(record=record, kind=kind, content_type=content_type, is_sealed=is_sealed, digest=digest)
    file.file.save(
        f"{uuid4().hex}.{ending}", ContentFile(seal_bytes(kept) if is_sealed else kept), save=False
    )
    file.save(force_insert=True)
    return file


def content_of_file(file: WorkFile) -> bytes:
    """Give a photo or voice note as it is shown.

    Raises:
        WorkRefused: it cannot be decrypted, or is gone from the disk.
    """
    try:
        with file.file.open() as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise WorkRefused("no_file", gettext("文件已不在服务器上。")) from error
    return unseal_bytes(content) if file.is_sealed else content


def _voice(content: bytes) -> str | None:
    found = next((kind for begin, kind in VOICES.items() if content.startswith(begin)), None)
    if found is None and content[4:8] == b"ftyp" and content[8:11] not in {b"hei", b"mif", b"avi"}:
        found = "audio/mp4"
    if found and len(content) > MOST_VOICE_BYTES:
        raise WorkRefused(
            "voice_too_large",
            gettext("录音最大 %(most)d MB。请分段录。") % {"most": MOST_VOICE_BYTES // 1024**2},
        )
    return found

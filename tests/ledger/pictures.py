"""Photos for tests, small and hostile."""

from __future__ import annotations

import hashlib
import struct
import zlib
from io import BytesIO

from PIL import Image

PLACE = 0x8825  # GPS
MAKER = 0x010F
ORIENTATION = 0x0112


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (40, 30),
    *,
    colour: str = "red",
    exif: Image.Exif | None = None,
) -> bytes:
    content = BytesIO()
    more = {"exif": exif} if exif else {}
    Image.new("RGB", size, colour).save(content, kind, **more)
    return content.getvalue()


def with_place(*, orientation: int = 1) -> bytes:
    """Give a photo that says where, with which device, and how it was held."""
    exif = Image.Exif()
    exif[MAKER] = "Secret Phone"
    exif[ORIENTATION] = orientation
    exif.get_ifd(PLACE)[2] = (39.0, 54.0, 26.0)
    return picture(exif=exif)


def bomb(side: int) -> bytes:
    """Give a PNG of a few bytes that claims to be `side` pixels wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

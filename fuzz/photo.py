"""A photo of a record: what is kept is a plain JPEG, or nothing."""

from __future__ import annotations

import io

from PIL import Image

from banheng.ledger.errors import PhotoRefused
from banheng.ledger.photographing import LONGEST_SIDE, re_encoded
from fuzz.reader import Reader


def _picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(out, form)
    return out.getvalue()


def _read(content: bytes) -> None:
    jpeg, (width, height) = re_encoded(content)
    assert jpeg.startswith(b"\xff\xd8")  # noqa: S101 - what is served as image/jpeg must be one
    assert 0 < max(width, height) <= LONGEST_SIDE  # noqa: S101 - as above


READER = Reader(_read, (PhotoRefused,), tuple(map(_picture, ("JPEG", "PNG", "WEBP", "GIF", "BMP"))))

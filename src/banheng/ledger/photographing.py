"""Keep the photos of records: re-encoded without place and device, and deleted on schedule."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from PIL import Image, ImageOps

from banheng.ledger.errors import PhotoRefused
from banheng.ledger.models import Photo

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.ledger.models import Record, Reply

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
"""HEIF is read only where Pillow has been taught it (pillow-heif)."""


def keep_photo(record: Record, content: bytes, *, at: datetime, reply: Reply | None = None) -> Photo:
    """Keep a photo of a record or of a reply to it; sending it again changes nothing.

    Raises:
        PhotoRefused: the record does not name the photo, or it is no photo that can be kept.
    """
    digest = hashlib.sha256(content).hexdigest()
    if reply is None and digest not in record.photos:
        raise PhotoRefused("not_of_record", gettext("这张照片不属于这条记录（摘要不符）。请重新录入并拍照。"))
    known = Photo.objects.filter(record=record, digest=digest).first()
    if known is not None:
        return known
    jpeg, (width, height) = re_encoded(content)
    photo = Photo(record=record, reply=reply, digest=digest, width=width, height=height, received_at=at)
    photo.file.save(f"{uuid4().hex}.jpg", ContentFile(jpeg), save=False)
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
    except IntegrityError:  # the same photo arrived twice at once
        photo.file.delete(save=False)
        return Photo.objects.get(record=record, digest=digest)
    return photo


def refuse_too_large(size: int) -> None:
    """Refuse a photo by the number of its bytes, before it is read.

    Raises:
        PhotoRefused: with the way out.
    """
    if size > MOST_BYTES:
        raise PhotoRefused(
            "photo_too_large",
            gettext("照片有 %(size)s MB，最大 %(most)s MB。请在手机上缩小后再传。")
            % {"size": -(-size // 1024**2), "most": MOST_BYTES // 1024**2},
        )


def re_encoded(content: bytes) -> tuple[bytes, tuple[int, int]]:
    """Give a photo as a plain JPEG and its size: upright, not larger than needed, only pixels.

    What was hidden beside the picture (place, device, another file) is gone.

    Raises:
        PhotoRefused: too large, or not a picture.
    """
    refuse_too_large(len(content))
    try:
        with Image.open(BytesIO(content), formats=_readable()) as image:
            _refuse_bomb(image.size)
            image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except PhotoRefused:
        raise
    except Image.DecompressionBombError as error:
        raise _bomb() from error
    except Exception as error:  # a decoder may raise anything at a hostile file
        raise PhotoRefused(
            "not_a_photo", gettext("这个文件不是能读取的照片。请使用 JPEG、PNG 或 WebP 照片。")
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    encoded = BytesIO()
    plain.save(encoded, "JPEG", quality=QUALITY, optimize=True)
    return encoded.getvalue(), plain.size


def delete_photos(*, before: datetime, at: datetime) -> int:
    """Delete the files of photos received before a time and tell how many; record and digest stay."""
    old = Photo.objects.filter(received_at__lt=before, deleted_at__isnull=True)
    number = 0
    for photo in old.iterator():
        photo.file.delete(save=False)
        photo.file, photo.deleted_at = "", at
        photo.save(update_fields=["file", "deleted_at"])
        number += 1
    return number


def _readable() -> list[str]:
    Image.init()
    return [name for name in FORMATS if name in Image.OPEN]


def _refuse_bomb(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise _bomb()


def _bomb() -> PhotoRefused:
    return PhotoRefused(
        "too_many_pixels",
        gettext("照片超过 %(most)s 万像素。请在手机上缩小后再传。") % {"most": MOST_PIXELS // 10_000},
    )

"""Uploaded files: refused before they are opened if they are too large, swollen or carry macros."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.schools.errors import ChangeRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * _MEGABYTE
MOST_UNPACKED = 60 * _MEGABYTE
MOST_PARTS = 200
ZIP = b"PK"
_LOCAL_HEADER = 30
_ENCRYPTED = 1
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError)
"""What the library raises at archives that are damaged, or of a kind that it does not know."""


def refuse_dangerous(content: bytes, most: int = MOST_BYTES, most_unpacked: int = MOST_UNPACKED) -> None:
    """Look at a file as it was sent, before any parser does.

    Args:
        most, most_unpacked: in bytes.

    Raises:
        ChangeRefused: empty, too large, packed too tightly, damaged, or with macros.
    """
    if not content:
        raise ChangeRefused("empty_file", gettext("文件是空的。请重新选择文件。"))
    if len(content) > most:
        raise ChangeRefused(
            "file_too_large",
            gettext("文件有 %(size)s MB，最多 %(most)s MB。请删去图片和无关的工作表，或分成几个文件。")
            % {"size": -(-len(content) // _MEGABYTE), "most": most // _MEGABYTE},
        )
    if content.startswith(ZIP):
        _refuse_swollen(content, most_unpacked)


def _refuse_swollen(content: bytes, most: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except BROKEN_ARCHIVE as error:
        raise _damaged() from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ChangeRefused("has_password", gettext("文件设有打开密码。请去掉密码后再上传。"))
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise ChangeRefused("has_macros", gettext("文件里有宏，不予接收。请另存为不带宏的 .xlsx 后再上传。"))
    unpacked = 0
    for part in parts[: MOST_PARTS + 1]:
        unpacked += _size_of(content, part, most - unpacked)
        if unpacked > most or len(parts) > MOST_PARTS:
            raise ChangeRefused(
                "swollen_file",
                gettext("文件解压后过大，不像学校的表格，不予接收。请把表格复制到新文件里另存后再上传。"),
            )


def _size_of(content: bytes, part: zipfile.ZipInfo, most: int) -> int:
    """Unpack a part as far as allowed and count its bytes; what its header claims is not believed."""
    start = part.header_offset
    lengths = content[start + 26 : start + _LOCAL_HEADER]
    start += _LOCAL_HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise _damaged()
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    try:
        while packed and size <= most:
            size += len(unpacker.decompress(packed, 1 << 20))
            packed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise _damaged() from error
    return size


def _damaged() -> ChangeRefused:
    return ChangeRefused("damaged_file", gettext("文件已损坏，打不开。请用表格软件另存一次再上传。"))


@contextmanager
def as_file(content: bytes, name: str) -> Iterator[Path]:
    """Give the content as a file of its name, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="banheng-import-") as folder:
        file = Path(folder) / (re.sub(r"[^\w.（）()-]+", "_", Path(name).name)[-80:].lstrip(".") or "file")
        file.write_bytes(content)
        yield file

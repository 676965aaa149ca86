"""Files in a folder or in an object store, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from banheng.core.errors import ExtraMissing


def read(path: str) -> bytes:
    """Read a file.

    Raises:
        OSError: it is not there, or cannot be read.
        ExtraMissing: it lies in an object store, and fsspec is not installed.
    """
    if is_url(path):
        system, place = _file_system(path)
        return bytes(system.cat_file(place))
    return Path(path).read_bytes()


def write(path: str, content: bytes) -> None:
    """Write a file whole or not at all; what stood there is replaced, and missing folders are made.

    An object store shows an object only when all of it has arrived. On a disk the file is written beside its
    place, and moved there once the disk has it.
    """
    if is_url(path):
        system, place = _file_system(path)
        system.makedirs(system._parent(place), exist_ok=True)  # noqa: SLF001 - fsspec has no other name for it
        if "file" not in _protocols(system):
            system.pipe_file(place, content)
            return
        path = place
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{os.getpid()}-{target.name}")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink()


def remove(path: str) -> None:
    """Take a file away if it is there."""
    with suppress(FileNotFoundError):
        if is_url(path):
            system, place = _file_system(path)
            system.rm_file(place)
        else:
            Path(path).unlink()


def folders(path: str, pattern: str) -> list[str]:
    """List the names of folders in a folder, in order; none if there is no such folder."""
    try:
        if is_url(path):
            system, place = _file_system(path)
            found = [
                entry["name"].rstrip("/").rpartition("/")[2]
                for entry in system.ls(place, detail=True)
                if entry["type"] == "directory"
            ]
        else:
            found = [entry.name for entry in Path(path).iterdir() if entry.is_dir()]
    except FileNotFoundError:
        return []
    return sorted(name for name in found if fnmatch(name, pattern))


def is_url(path: str) -> bool:
    """Tell an address of an object store, such as `s3://bucket/folder`, from a path on the disk."""
    return "://" in path


def _file_system(path: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExtraMissing("fsspec is not installed") from error
    try:
        system, place = url_to_fs(path)
    except ImportError as error:  # the protocol needs a package of its own, such as s3fs
        raise ExtraMissing(str(error)) from error
    except ValueError as error:
        raise OSError(str(error)) from error
    return system, place


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)

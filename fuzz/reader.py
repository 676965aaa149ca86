from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp


@dataclass(frozen=True)
class Reader:
    """One way in.

    Attributes:
        read: is given what a stranger sends.
        documented: what it may raise; the caller turns it into a sentence.
        seeds: good and nearly good files to begin with.
    """

    read: Callable[[bytes], object]
    documented: tuple[type[Exception], ...]
    seeds: tuple[bytes, ...]

    def survives(self, content: bytes) -> bool:
        """Read once and tell whether it was taken; anything undocumented is raised."""
        try:
            self.read(content)
        except self.documented:
            return False
        return True


def from_file(read: Callable[[Path], object], ending: str) -> Callable[[bytes], object]:
    """Let a reader of files read bytes; the file is written over each time."""
    path = Path(mkdtemp(prefix="banheng-fuzz-")) / f"sent{ending}"

    def read_bytes(content: bytes) -> object:
        path.write_bytes(content)
        return read(path)

    return read_bytes


def in_archive(good: bytes, content: bytes) -> bytes:
    """Make an archive of what is tried: as it is if it looks like one, else a good one with one member replaced.

    The first byte chooses the member, so that the checksums of the archive do not keep a fuzzer out.
    """
    if content.startswith(b"PK") or not content:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as made:
        names = old.namelist()
        chosen = names[content[0] % len(names)]
        for name in names:
            made.writestr(name, content[1:] if name == chosen else old.read(name))
    return out.getvalue()


def members_of(good: bytes) -> tuple[bytes, ...]:
    """Give the archive and each of its members in the way `in_archive` takes them."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        names = archive.namelist()
        return (
            good,
            *(bytes([place]) + archive.read(name) for place, name in enumerate(names) if place < 256),
        )

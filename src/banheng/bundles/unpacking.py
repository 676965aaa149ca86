"""Read a bundle that a stranger may have made."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from typing import TYPE_CHECKING

from pydantic import ValidationError

from banheng.bundles.bundle import CALENDAR, EVIDENCE, FORMAT, MANIFEST, MEMBERS, SCHEME, Bundle, Manifest
from banheng.bundles.faults import (
    BAD_MANIFEST,
    MEMBER_TWICE,
    MISSING_MEMBER,
    NO_ZIP,
    ODD_MEMBER,
    OTHER_FORMAT,
    OUTSIDE,
    TOO_LARGE,
    UNKNOWN_MEMBER,
    UNREADABLE,
)
from banheng.core.errors import BundleUnreadable
from banheng.core.wording import Language

if TYPE_CHECKING:
    from pathlib import Path

    from banheng.spreadsheets.faults import Fault

MEGABYTE = 1 << 20
MOST_FILE = 64 * MEGABYTE
MOST_MEMBER = {MANIFEST: 16, EVIDENCE: 128, SCHEME: 2, CALENDAR: 2}
"""In megabytes. A school with a hundred classes that records twenty things of each a day has 45 in a year."""
MOST_OTHER = 32
MOST_ENTRIES = 100
ENTRY = b"PK\x01\x02"
"""Begins each entry of the directory of a ZIP file."""
ENCRYPTED = 1
KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(path: Path) -> Bundle:
    """Read a bundle.

    Raises:
        BundleUnreadable: it cannot be read as a bundle; says why.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_FILE + 1)
    except OSError as error:
        raise _refusal(path, UNREADABLE.fault(reason=error.strerror or type(error).__name__)) from error
    if len(content) > MOST_FILE:
        raise _refusal(path, TOO_LARGE.fault(member=path.name, limit=MOST_FILE // MEGABYTE))
    # the library reads the whole directory before it can be looked at
    if content.count(ENTRY) > MOST_ENTRIES:
        raise _refusal(path, NO_ZIP.fault())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            _check_entries(path, file.infolist())
            members = {name: file.read(name) for name in (MANIFEST, *MEMBERS)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise _refusal(path, NO_ZIP.fault()) from error
    return Bundle(_manifest(path, members.pop(MANIFEST)), members)


def _check_entries(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    for entry in entries:
        name, limit = entry.filename, MOST_MEMBER.get(entry.filename, MOST_OTHER)
        if "/" in name or "\\" in entry.orig_filename or ":" in name:
            raise _refusal(path, OUTSIDE.fault(member=name))
        if name not in (MANIFEST, *MEMBERS):
            raise _refusal(path, UNKNOWN_MEMBER.fault(member=name))
        if names.count(name) > 1:
            raise _refusal(path, MEMBER_TWICE.fault(member=name))
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in KNOWN_METHODS:
            raise _refusal(path, ODD_MEMBER.fault(member=name))
        if entry.file_size > limit * MEGABYTE:
            raise _refusal(path, TOO_LARGE.fault(member=name, limit=limit))
    for name in (MANIFEST, *MEMBERS):
        if name not in names:
            raise _refusal(path, MISSING_MEMBER.fault(member=name))


def _manifest(path: Path, content: bytes) -> Manifest:
    """Read the manifest, which has one way to be written."""
    place = MANIFEST
    try:
        plain = json.loads(content)
        found = plain.get("format") if isinstance(plain, dict) else None
        if isinstance(found, str) and found != FORMAT:
            raise _refusal(path, OTHER_FORMAT.fault(found=found, known=FORMAT))
        manifest = Manifest.model_validate(plain)
        if set(manifest.members) == set(MEMBERS) and manifest.text().encode() == content:
            return manifest
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
    except (ValueError, RecursionError):
        pass
    raise _refusal(path, BAD_MANIFEST.fault(place=place))


def _refusal(path: Path, fault: Fault) -> BundleUnreadable:
    finding = fault.finding(path.name)
    return BundleUnreadable(finding.say(Language.EN), [finding])

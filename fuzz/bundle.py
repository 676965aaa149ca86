"""A bundle of a published result, verified to the end."""

from __future__ import annotations

from pathlib import Path

from tests.bundles.packed import good

from banheng.bundles.packing import as_zip
from banheng.bundles.unpacking import unpack
from banheng.bundles.verifying import verify
from banheng.core.errors import BundleUnreadable
from fuzz.reader import Reader, from_file, in_archive, members_of

ZIP = as_zip(good())


def _read(path: Path) -> None:
    for check in verify(unpack(path)):
        for finding in check.findings:
            str(finding)


_from_file = from_file(_read, ".zip")

READER = Reader(lambda content: _from_file(in_archive(ZIP, content)), (BundleUnreadable,), members_of(ZIP))

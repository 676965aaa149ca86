"""Collections and filings by what stands in the address."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.http import Http404
from django.utils.translation import gettext

from banheng.bureau.collecting.models import Collection
from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.files.uploadedfile import UploadedFile

    from banheng.accounts.bureau_access import BureauAccess
    from banheng.bureau.collecting.models import Filing

MOST_BYTES = 5 * 1024 * 1024

T = TypeVar("T")


def load_collection(access: BureauAccess, year: int) -> Collection:
    """Find the collection of a year."""
    found = Collection.objects.filter(bureau=access.bureau, year=year).select_related("bureau").first()
    if found is None:
        raise Http404
    return found


def load_filing(access: BureauAccess, year: int, school: str) -> Filing:
    """Find the filing of a school."""
    collection = load_collection(access, year)
    found = collection.filings.filter(school__code=school).select_related("school").first()
    if found is None:
        raise Http404
    found.collection = collection
    return found


def with_file(file: UploadedFile, do: Callable[[Path], T]) -> T:
    """Put what was sent into a file, and do something with it.

    Raises:
        BureauRefused: it is too large.
    """
    if file.size > MOST_BYTES:
        raise BureauRefused("size", gettext("文件超过 5 MB。请删去图片和无关的工作表。"))
    with tempfile.TemporaryDirectory(prefix="banheng-filing-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(file.read())
        return do(path)

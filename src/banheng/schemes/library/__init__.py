"""Schemes that come with Banheng: one folder each, with an example and its result worked out by hand."""

from __future__ import annotations

from pathlib import Path

from banheng.core.wording import Wording
from banheng.schemes.loading import not_in_library

_FOLDER = Path(__file__).parent


def list_library() -> list[str]:
    """List the codes of all schemes of the library, in order."""
    return sorted(scheme.parent.name for scheme in _FOLDER.glob("*/scheme.yaml"))


def library_path(code: str) -> Path:
    """Find the folder of a scheme: `scheme.yaml`, `example/evidence.csv`, `example/roster.csv`, `worked.yaml`.

    Raises:
        SchemeUnreadable: the library has no such scheme.
    """
    codes = list_library()
    if code not in codes:
        raise not_in_library(code, codes, Wording("方案", "scheme"))
    return _FOLDER / code

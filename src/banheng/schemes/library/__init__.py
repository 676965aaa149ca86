"""Schemes that come with Banheng: one folder each, with an example and its result worked out by hand."""

from __future__ import annotations

import difflib
from pathlib import Path

from banheng.core.errors import SchemeUnreadable

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
        nearest = difflib.get_close_matches(code, codes, n=1)
        advice = f"Did you mean {nearest[0]}?" if nearest else f"It has {', '.join(codes)}."
        raise SchemeUnreadable(f"the library has no scheme '{code}'. {advice}")
    return _FOLDER / code

"""Which line of a member is not what was packed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from banheng.bundles.bundle import LINE_DIGEST, line_digests, member_of
from banheng.bundles.faults import LINE_ADDED, LINE_CHANGED, LINE_MISSING, LINES_MOVED, MEMBER_CHANGED

if TYPE_CHECKING:
    from banheng.bundles.bundle import Member
    from banheng.core.findings import Finding

MOST_SHOWN = 200


def first_difference(name: str, content: bytes, packed: Member) -> Finding | None:
    """Find the first line that differs from what was packed; None if the content is the same."""
    if member_of(content).sha256 == packed.sha256:
        return None
    lines = content.split(b"\n")
    found = list(line_digests(lines))
    size = LINE_DIGEST
    wanted = [packed.lines[place : place + size] for place in range(0, len(packed.lines), size)]
    pairs = zip(found, wanted, strict=False)
    place = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(found), len(wanted)))
    if found == wanted:
        return MEMBER_CHANGED.fault().finding(name)
    if len(found) == len(wanted):
        check = LINES_MOVED if Counter(found) == Counter(wanted) else LINE_CHANGED
    else:
        check = LINE_MISSING if len(found) < len(wanted) else LINE_ADDED
    says = lines[place].decode(errors="replace") if place < len(lines) else ""
    return check.fault(found=says.strip()[:MOST_SHOWN]).finding(name, place + 1)

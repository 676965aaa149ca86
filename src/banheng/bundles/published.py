"""Whether a bundle holds the edition that it names: the one whose digest was published."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from banheng.bundles.bundle import CALENDAR, MANIFEST, PIECES, RESULTS, ROSTER
from banheng.bundles.calendar_json import read_calendar
from banheng.bundles.edition import digest_of_edition, digests_of, roster_as_data
from banheng.bundles.faults import NO_TABLE, OTHER_EDITION
from banheng.bundles.pieces_json import read_pieces
from banheng.bundles.roster_csv import read_roster
from banheng.core.errors import InputRefused
from banheng.spreadsheets.faults import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.bundles.bundle import Bundle
    from banheng.core.findings import Finding


def other_edition(bundle: Bundle) -> Iterator[Finding]:
    """Compare the digest that was published with the edition with that of what the bundle holds.

    Members that cannot be read are told where the results are computed again.
    """
    manifest = bundle.manifest
    if manifest.edition is None:
        return
    try:
        _, calendar = read_calendar(bundle.members[CALENDAR])
        roster = roster_as_data(read_roster(bundle.members[ROSTER]))
        pieces = [piece.name() for piece in read_pieces(bundle.members[PIECES])]
        results = claimed_results(bundle) | {"inputs": {"roster": roster, **calendar, "pieces": pieces}}
    except InputRefused:
        return
    ledger = manifest.ledger.hash if manifest.ledger else ""
    found = digest_of_edition(
        digests_of(results, scheme=manifest.scheme.fingerprint, ledger=ledger),
        school=manifest.school.code,
        period=manifest.period,
        at=datetime.fromisoformat(manifest.made_at),
    )
    if found != manifest.edition.digest:
        yield OTHER_EDITION.fault(claimed=manifest.edition.digest, found=found).finding(MANIFEST)


def claimed_results(bundle: Bundle) -> dict[str, Any]:
    """Read the results that a bundle claims.

    Raises:
        InputRefused: they are no JSON object.
    """
    try:
        plain = json.loads(bundle.members[RESULTS])
        # half a character cannot be digested
        if isinstance(plain, dict) and json.dumps(plain, ensure_ascii=False).encode():
            return plain
    except (ValueError, RecursionError):
        pass
    raise refused(RESULTS, [NO_TABLE.fault(place=RESULTS).finding(RESULTS)])

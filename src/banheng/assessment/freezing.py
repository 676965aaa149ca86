"""Freeze a result as an edition that never changes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from banheng.assessment.models import FrozenSheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.models import ScoreSheet


def freeze(sheet: ScoreSheet, *, reason: str, by: User | None, at: datetime) -> FrozenSheet:
    """Make the next edition from what the sheet holds; the caller has locked the sheet."""
    digests = digests_of(sheet.results, scheme=sheet.version.digest, ledger=sheet.ledger_hash)
    last = standing(sheet)
    return FrozenSheet.objects.create(
        sheet=sheet,
        number=last.number + 1 if last else 1,
        version=sheet.version,
        results=sheet.results,
        digests=digests,
        digest=digest(digests | {"school": sheet.school.code, "period": sheet.period, "at": at.isoformat()}),
        ledger_sequence=sheet.ledger_sequence,
        ledger_hash=sheet.ledger_hash,
        engine_version=sheet.engine_version,
        reason=reason.strip(),
        by=by,
        at=at,
    )


def standing(sheet: ScoreSheet) -> FrozenSheet | None:
    """Give the edition that stands; None if the sheet was never published."""
    return sheet.editions.order_by("-number").first()


def digests_of(results: Mapping[str, Any], *, scheme: str, ledger: str) -> dict[str, str]:
    """Give the digest of each thing that a result depends on, and of the result."""
    inputs = results["inputs"]
    calendar = {name: value for name, value in inputs.items() if name != "roster"}
    return {
        "scheme": scheme,
        "ledger": ledger,
        "roster": digest(inputs["roster"]),
        "calendar": digest(calendar),
        "results": digest({name: value for name, value in results.items() if name != "inputs"}),
    }


def digest(data: object) -> str:
    """Give the SHA-256 of plain data, hexadecimal; the order of keys does not matter."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

"""Freeze a result as an edition that never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.assessment.models import FrozenSheet
from banheng.bundles.edition import digest_of_edition, digests_of

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.models import ScoreSheet


def freeze(sheet: ScoreSheet, *, reason: str, by: User | None, at: datetime) -> FrozenSheet:
    """Make the next edition from what the sheet holds; the caller has locked the sheet."""
    digests = digests_of(sheet.results, scheme=sheet.version.digest, ledger=sheet.ledger_hash)
    last = sheet.editions.order_by("-number").first()
    return FrozenSheet.objects.create(
        sheet=sheet,
        number=last.number + 1 if last else 1,
        version=sheet.version,
        results=sheet.results,
        digests=digests,
        digest=digest_of_edition(digests, school=sheet.school.code, period=sheet.period, at=at),
        ledger_sequence=sheet.ledger_sequence,
        ledger_hash=sheet.ledger_hash,
        engine_version=sheet.engine_version,
        reason=reason.strip(),
        by=by,
        at=at,
    )


def standing(sheet: ScoreSheet) -> FrozenSheet:
    """Give the edition that stands.

    Raises:
        FrozenSheet.DoesNotExist: the sheet was never published.
    """
    return sheet.editions.latest("number")

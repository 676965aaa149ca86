"""How much inspectors praise beside what they take off."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.ledger.language import request_language
from banheng.ledger.models import Record
from banheng.ledger.naming import Naming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.assessment.periods import ScoredPeriod

MANY = 10
"""Who took off so often had occasion to praise."""


@dataclass(frozen=True, slots=True)
class PraiseBalance:
    """Records of a period that are not voided.

    Attributes:
        praise: by code of the class, also praise that counts no points.
        never_praise: keys of inspectors who took off many times and praised nobody.
        beyond_control: records that count nowhere, since nobody could have prevented what they say.
    """

    praise: Mapping[str, int]
    deductions: Mapping[str, int]
    never_praise: frozenset[str]
    beyond_control: int


def praise_balance(scored: ScoredPeriod) -> PraiseBalance:
    """Count praise and deductions of a period."""
    period, naming = scored.period, Naming(scored.version.school, request_language())
    records = Record.objects.filter(
        school=scored.version.school,
        day__range=(period.first, period.last),
        source=Record.Source.INSPECTION,
        school_class__isnull=False,
        voids=None,
        voided_by=None,
    ).select_related("school_class")
    praise: Counter[str] = Counter()
    deductions: Counter[str] = Counter()
    praised_by: Counter[str] = Counter()
    taken_by: Counter[str] = Counter()
    beyond_control = 0
    for record in records:
        gain = naming.name(record).gain
        about, inspector = record.school_class.code, str(record.recorder_id)  # type: ignore[union-attr]
        beyond_control += bool(record.beyond_control)
        praise[about] += gain > 0
        deductions[about] += gain < 0
        praised_by[inspector] += gain > 0
        taken_by[inspector] += gain < 0
    never = {who for who, number in taken_by.items() if number >= MANY and not praised_by[who]}
    return PraiseBalance(praise, deductions, frozenset(never), beyond_control)

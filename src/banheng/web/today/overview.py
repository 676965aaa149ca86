"""Today's numbers for those who look after several classes: the office, the principal, a grade leader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.accounts.roles import Permission
from banheng.ledger.models import Record
from banheng.ledger.naming import Naming
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.access import Access
    from banheng.schools.models import ClassYear


@dataclass(frozen=True, slots=True)
class Overview:
    """The day in figures: how many records, of which kind, and which classes nobody looked at."""

    classes: int
    records: int
    praise: int
    deductions: int
    voided: int
    not_seen: Sequence[ClassYear]

    @property
    def seen(self) -> int:
        """How many classes were looked at."""
        return self.classes - len(self.not_seen)


def overview(access: Access, homeroom: Sequence[ClassYear]) -> Overview | None:
    """Count today's records of all classes that the account looks after; None if there are only its own."""
    own = {class_year.pk for class_year in homeroom}
    classes = list(access.classes(Permission.SEE_RECORDS))
    if not any(class_year.pk not in own for class_year in classes):
        return None
    naming = Naming(access.school, request_language())
    found = Record.objects.filter(
        school=access.school,
        day=access.day,
        voids=None,
        school_class__in=[class_year.school_class_id for class_year in classes],
    ).select_related("voided_by")
    effective = [record for record in found if not hasattr(record, "voided_by")]
    gains = [naming.name(record).gain for record in effective]
    seen = {record.school_class_id for record in effective if record.source == Record.Source.INSPECTION}
    return Overview(
        len(classes),
        len(effective),
        praise=sum(gain > 0 for gain in gains),
        deductions=sum(gain < 0 for gain in gains),
        voided=len(found) - len(effective),
        not_seen=[class_year for class_year in classes if class_year.school_class_id not in seen],
    )

"""Record what was found at a school, by an inspection or by the school itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.bureau.errors import BureauRefused
from banheng.bureau.findings.models import Finding

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.bureau.findings.models import Visit
    from banheng.schools.models import Bureau, School


def record_finding(
    bureau: Bureau,
    school: School,
    *,
    what: str,
    source: str,
    weight: str = Finding.Weight.MINOR,
    standard: str = "",
    found_on: date,
    due: date,
    visit: Visit | None = None,
    by: User,
    at: datetime,
) -> Finding:
    """Record a finding, by when it is to be put right.

    Raises:
        BureauRefused: it is due before it was found, or the visit was to another school.
    """
    if due < found_on:
        raise BureauRefused("days", gettext("整改期限早于发现日期。请核对。"))
    if visit is not None and visit.school_id != school.pk:
        raise BureauRefused("other_school", gettext("这次到校检查的不是这所学校。"))
    return Finding.objects.create(
        bureau=bureau,
        school=school,
        visit=visit,
        source=source,
        weight=weight,
        standard=standard.strip(),
        what=what.strip(),
        found_on=found_on,
        due=due,
        found_by=by,
        found_at=at,
    )

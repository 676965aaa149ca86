"""Days that take no more records, because their results are settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Closure
from banheng.schools.queries import Query

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from banheng.schools.models import School

CLOSURES = Query(
    Closure, "SELECT * FROM ledger_closure WHERE school_id = %s AND first <= %s AND last >= %s ORDER BY id"
)


def closures_between(school: School, first: date, last: date) -> list[Closure]:
    """List the closures that have one of the days."""
    return CLOSURES(school.pk, last, first)


def refuse_closed(school: School, day: date, scheme_codes: Collection[str]) -> None:
    """Refuse a day whose period is settled.

    Raises:
        RecordRefused: with the way out.
    """
    for closed in closures_between(school, day, day):
        if closed.scheme_code in scheme_codes:
            raise period_closed(closed, day)


def period_closed(closed: Closure, day: date) -> RecordRefused:
    """Say why a record is refused, and the way out."""
    return RecordRefused(
        "period_closed",
        gettext("%(period)s的考核结果已经确定，不再接收 %(day)s 的记录。请交德育处，在下一个周期登记为差额。")
        % {"period": closed.label, "day": day.isoformat()},
    )

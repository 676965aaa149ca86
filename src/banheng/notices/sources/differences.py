"""What a correction after the final result changes: told to whom it is owed, or who owes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.assessment.models import Difference
from banheng.notices.kinds import DIFFERENCE
from banheng.notices.recipients import accounts_of
from banheng.notices.sources.news import LONGEST_TRANSACTION, News, Source
from banheng.notices.sources.sheets import link_to, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School


def _rows(school: School) -> QuerySet[Difference]:
    differences = Difference.objects.filter(edition__sheet__school=school)
    related = differences.select_related("edition__sheet__school", "edition__sheet__version", "staff")
    return related.defer("edition__results", "edition__sheet__results")


def _news(difference: Difference, _look: Looking) -> Iterator[News]:
    sheet = difference.edition.sheet
    to = accounts_of(sheet.school, [difference.staff.code]).values()
    text = f"{difference.total_before or '—'} → {difference.total_after or '—'}\n{difference.edition.reason}"
    yield News(DIFFERENCE, str(difference.pk), link_to("board-notice", sheet), to, said_of(sheet), text)


DIFFERENCES = Source("difference", _rows, "pk", "edition.at", LONGEST_TRANSACTION, _news)

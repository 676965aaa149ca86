"""Appeals whose ruling is due or late: no row of a journal, but a day that comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.assessment.models import Appeal
from banheng.notices.kinds import APPEAL_DUE, APPEAL_OVERDUE
from banheng.notices.sources.appeals import hearers, link_to
from banheng.notices.sources.news import News
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.notices.sources.looking import Looking


def deadlines(look: Looking) -> Iterator[News]:
    """Tell of open appeals that are due on the next school day at the latest, and again of those that are late."""
    day = timezone.localdate(look.at)
    still_open = Appeal.objects.filter(school=look.school, ruling=None, withdrawn_at=None)
    if not still_open.exists():
        return
    soon = school_calendar(look.school).school_day_after(day, 1)
    for appeal in still_open.filter(due__lte=soon).select_related("school", "sheet").defer("sheet__results"):
        kind = APPEAL_OVERDUE if appeal.is_overdue(day) else APPEAL_DUE
        about = f"{kind.code}:{appeal.pk}"
        said = {"day": appeal.due.isoformat()}
        yield News(kind, about, link_to(appeal), hearers(appeal, day, look), said, appeal.number)

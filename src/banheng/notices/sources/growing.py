"""What homeroom teachers owe each other: measures of plans, pairs whose time is over, what was confided to somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.models import User
from banheng.accounts.roles import Permission
from banheng.development.care.confiding import counsellors
from banheng.development.care.models import CareNote
from banheng.development.plans.progress import owed
from banheng.notices.kinds import CARE_ANSWERED, CARE_WAITS, MEASURE_DUE, PAIR_OVER
from banheng.notices.sources.news import News

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banheng.notices.sources.looking import Looking

BEFORE = timedelta(days=7)
SHOWN_AS_NEW = timedelta(days=14)


def growth_news(look: Looking) -> Iterator[News]:
    """Tell each thing once: a week before a measure is due, when a pair's time is over, of a note and its answer.

    Of what is confided nothing is said but that there is something.
    """
    school, today = look.school, timezone.localdate(look.at)
    for measure in owed(school):
        if measure.owner_id and measure.due <= today + BEFORE:
            page = reverse("plans-measure", args=[school.code, measure.pk])
            said = {"day": measure.due.isoformat()}
            about = f"measure:{measure.pk}:{measure.due}"
            yield News(MEASURE_DUE, about, page, _accounts([measure.owner_id]), said)
    for pair in school.mentor_pairs.filter(ended_at=None, last__lte=today):
        page = reverse("mentoring-one", args=[school.code, pair.pk])
        yield News(PAIR_OVER, f"pair:{pair.pk}", page, look.holders(Permission.KEEP_TEAM, today), {})
    serving = counsellors(school, today).values("staff")
    fresh = CareNote.objects.filter(school=school)
    for note in fresh.filter(answer=None, counsellor__in=serving, at__gte=look.at - SHOWN_AS_NEW):
        page = reverse("care-one", args=[school.code, note.pk])
        yield News(CARE_WAITS, f"care:{note.pk}", page, _accounts([note.counsellor_id]), {})
    for note in fresh.filter(answered_at__gte=look.at - SHOWN_AS_NEW):
        page = reverse("care-one", args=[school.code, note.pk])
        yield News(CARE_ANSWERED, f"answered:{note.pk}", page, _accounts([note.staff_id]), {})


def _accounts(staff: Iterable[int | None]) -> list[User]:
    return list(User.objects.filter(is_active=True, staff__in=staff))

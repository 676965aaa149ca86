"""Move a pupil to another class, or let them leave the school."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from banheng.schools.errors import ChangeRefused
from banheng.schools.models import ClassSize, Enrolment
from banheng.schools.opening import size_on

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import Pupil, SchoolClass


def transfer(pupil: Pupil, into: SchoolClass | None, day: date) -> None:
    """Let a pupil be in a class from a day on, or in none; the sizes of both classes follow.

    Raises:
        ChangeRefused: the pupil is in that class already, came to the present one on that day or later, or
            the class is not open.
    """
    with transaction.atomic():
        current = (
            Enrolment.objects.filter(Q(last__isnull=True) | Q(last__gte=day), pupil=pupil)
            .select_related("school_class")
            .order_by("-first")
            .first()
        )
        if current is not None:
            _leave(current, into, day)
        if into is not None:
            if into.opened > day or (into.closed and into.closed < day):
                raise ChangeRefused(
                    "class_not_open",
                    gettext("%(day)s 这个班还没有开班或已经停办。请核对日期。") % {"day": day.isoformat()},
                )
            Enrolment.objects.create(pupil=pupil, school_class=into, first=day)
            _resize(into, day, 1, boarder=pupil.boarder)


def _leave(current: Enrolment, into: SchoolClass | None, day: date) -> None:
    if into is not None and current.school_class_id == into.pk:
        raise ChangeRefused("already_there", gettext("%(name)s已经在这个班。") % {"name": current.pupil})
    if current.first >= day:
        raise ChangeRefused(
            "later_enrolment",
            gettext("%(name)s从 %(day)s 才在现在的班。转班日期要晚于这一天。")
            % {"name": current.pupil, "day": current.first.isoformat()},
        )
    current.last = day - timedelta(days=1)
    current.save(update_fields=["last"])
    _resize(current.school_class, day, -1, boarder=current.pupil.boarder)


def _resize(school_class: SchoolClass, day: date, step: int, *, boarder: bool) -> None:
    """Change the size from a day on; a class whose size was never stated keeps none."""
    if not ClassSize.objects.filter(school_class=school_class, first__lte=day).exists():
        return
    pupils, boarders = size_on(school_class, day)
    size, _ = ClassSize.objects.get_or_create(
        school_class=school_class, first=day, defaults={"pupils": pupils, "boarders": boarders}
    )
    for later in [size, *ClassSize.objects.filter(school_class=school_class, first__gt=day)]:
        later.pupils = max(later.pupils + step, 0)
        later.boarders = max(later.boarders + (step if boarder else 0), 0)
        later.save(update_fields=["pupils", "boarders"])

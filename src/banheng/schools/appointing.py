"""Who has which class from when to when: appoint, hand over, end.

Homeroom teachers and substitutes never overlap among themselves; assistants may.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from banheng.schools.errors import ChangeRefused
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from banheng.schools.models import SchoolClass, Staff

ONE_AT_A_TIME = (Posting.Role.HOMEROOM_TEACHER, Posting.Role.SUBSTITUTE)


def appoint(
    school_class: SchoolClass,
    staff: Staff,
    role: str,
    first: date,
    last: date | None = None,
    reason: str = "",
) -> Posting:
    """Post a teacher to a class.

    Raises:
        ChangeRefused: the days lie outside the class's or the teacher's own, or somebody else is in the same role.
    """
    with transaction.atomic():
        posting = Posting(
            school_class=school_class, staff=staff, role=role, first=first, last=last, reason=reason.strip()
        )
        check_days(posting)
        refuse_two_at_once(posting)
        posting.save()
    return posting


def hand_over(school_class: SchoolClass, staff: Staff, day: date, reason: str = "") -> Posting:
    """Let a teacher take over a class as homeroom teacher from a day on; who had it ends the day before.

    Raises:
        ChangeRefused: the teacher has the class already, a later homeroom teacher is entered already, or the
            days do not fit.
    """
    with transaction.atomic():
        ended = _in_role(school_class, Posting.Role.HOMEROOM_TEACHER).filter(
            Q(last__isnull=True) | Q(last__gte=day)
        )
        for posting in ended:
            if posting.staff_id == staff.pk:
                raise ChangeRefused(
                    "already_posted", gettext("%(name)s已经是这个班的班主任。") % {"name": staff}
                )
            if posting.first >= day:
                raise ChangeRefused(
                    "later_posting",
                    gettext("%(name)s已定于 %(day)s 起任这个班的班主任。请先更正那一项任职。")
                    % {"name": posting.staff, "day": posting.first.isoformat()},
                )
            posting.last = day - timedelta(days=1)
            posting.save(update_fields=["last"])
        return appoint(school_class, staff, Posting.Role.HOMEROOM_TEACHER, day, reason=reason)


def end(posting: Posting, last: date) -> None:
    """Let a posting end on a day.

    Raises:
        ChangeRefused: the day lies before its beginning, or the new end runs into somebody else's days.
    """
    with transaction.atomic():
        posting.last = last
        check_days(posting)
        refuse_two_at_once(posting)
        posting.save(update_fields=["last"])


def check_days(posting: Posting) -> None:
    """Refuse days that are out of order, or outside the days of the class or of the teacher.

    Raises:
        ChangeRefused: as said.
    """
    school_class, staff = posting.school_class, posting.staff
    if posting.last is not None and posting.last < posting.first:
        raise ChangeRefused(
            "out_of_order",
            gettext("结束日期 %(last)s 早于开始日期 %(first)s。请改正日期。")
            % {"first": posting.first.isoformat(), "last": posting.last.isoformat()},
        )
    if posting.first < school_class.opened or (school_class.closed and posting.first > school_class.closed):
        raise ChangeRefused(
            "class_not_open",
            gettext("%(day)s 这个班还没有开班或已经停办。请核对日期。") % {"day": posting.first.isoformat()},
        )
    if staff.left and staff.left < (posting.last or posting.first):
        raise ChangeRefused(
            "staff_left",
            gettext("%(name)s已于 %(day)s 离校。请核对教师和日期。")
            % {"name": staff, "day": staff.left.isoformat()},
        )


def refuse_two_at_once(posting: Posting) -> None:
    """Refuse a second homeroom teacher, or a second substitute, of a class on the same day.

    Raises:
        ChangeRefused: names who is in post and from when to when.
    """
    if posting.role not in ONE_AT_A_TIME:
        return
    others = _in_role(posting.school_class, posting.role).exclude(pk=posting.pk)
    others = others.filter(Q(last__isnull=True) | Q(last__gte=posting.first))
    if posting.last is not None:
        others = others.filter(first__lte=posting.last)
    other = others.first()
    if other is not None:
        raise ChangeRefused(
            "two_at_once",
            gettext(
                "%(name)s在 %(first)s 至 %(last)s 已任这个班的%(role)s，同一天只能有一位。请先结束那一项任职，或改日期。"
            )
            % {
                "name": f"{other.staff.name}（{other.staff.code}）",
                "first": other.first.isoformat(),
                "last": other.last.isoformat() if other.last else gettext("今后"),
                "role": other.get_role_display(),
            },
        )


def _in_role(school_class: SchoolClass, role: str) -> QuerySet[Posting]:
    return (
        Posting.objects.filter(school_class=school_class, role=role).select_related("staff").order_by("first")
    )

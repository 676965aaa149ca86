"""What an account may record when: everything, its grade, or what its posts of the duty week name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.roles import PERMISSIONS, Permission, Role
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Post, Record
from banheng.schools.classes import classes_on
from banheng.schools.queries import Query

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.access import Access, HeldRole
    from banheng.ledger.desk import Entry

BY_DUTY = frozenset({Role.DUTY_INSPECTOR, Role.PUPIL_INSPECTOR})
SENT_LATE = timedelta(days=4)
"""How long after it was noted a pupil's record may arrive: over a weekend without network."""
INSPECTED = frozenset({"inspection", None})
"""Sources of items that an inspector records without a post that names the item."""


POSTS = Query(
    Post,
    """
    SELECT post.*, link.grade_id AS of_grade
    FROM ledger_duty duty
    JOIN ledger_dutyweek week ON week.id = duty.week_id
    JOIN ledger_post post ON post.id = duty.post_id
    LEFT JOIN ledger_post_grades link ON link.post_id = post.id
    WHERE duty.user_id = %s AND week.school_id = %s AND week.first <= %s AND week.last >= %s
    ORDER BY post.name, post.id
    """,
)
"""The posts of an account on a day: a line for each of its grades, or one without."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Some items in some classes (codes); None stands for all.

    Attributes:
        any_source: also items that are registered by the office and not inspected.
        any_day: also for days before the one on which it is noted.
    """

    items: frozenset[str] | None = None
    classes: frozenset[str] | None = None
    any_source: bool = False
    any_day: bool = True

    def covers_class(self, school_class: str) -> bool:
        """Tell whether the class may be looked at, whatever the item."""
        return self.classes is None or school_class in self.classes

    def covers_item(self, item: str, source: str | None) -> bool:
        """Tell whether the item may be recorded; an observation always may."""
        if item == Record.NEUTRAL:
            return True
        if self.items is not None:
            return item in self.items
        return self.any_source or source in INSPECTED


@dataclass
class Limits:
    """The limits of an account, by the day on which something is noted."""

    access: Access
    _known: dict[date, tuple[Scope, ...]] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Scope, ...]:
        """List the scopes of a day; none means that nothing may be recorded."""
        if day not in self._known:
            self._known[day] = tuple(
                scope
                for held in self.access.roles
                if Permission.INSPECT in PERMISSIONS[held.role]
                for scope in _scopes(self.access, held, day)
            )
        return self._known[day]

    def check(self, entry: Entry, source: str | None, *, at: datetime) -> None:
        """Refuse an entry outside the limits.

        Args:
            source: where the scheme says that records of the item come from.
            at: when it arrived.

        Raises:
            RecordRefused: with the way out.
        """
        noted_at = entry.noted_at or at
        noted_day = timezone.localdate(noted_at)
        scopes = self.on(noted_day)
        if not scopes:
            raise RecordRefused("no_duty", gettext("您本周没有检查任务，不能记录。请德育处给您排班。"))
        fitting = [
            scope
            for scope in scopes
            if scope.covers_class(entry.school_class) and scope.covers_item(entry.item, source)
        ]
        if not fitting:
            raise RecordRefused(
                "not_your_post", gettext("这个班级或项目不在您的检查范围内。请核对，或请德育处调整您的岗位。")
            )
        in_time = entry.day == noted_day and at - noted_at <= SENT_LATE
        if not in_time and not any(scope.any_day for scope in fitting):
            raise RecordRefused("only_today", gettext("学生检查员只能记录当天的情况。请告诉值周教师补记。"))


def _scopes(access: Access, held: HeldRole, day: date) -> list[Scope]:
    if held.role not in BY_DUTY:
        return [Scope(classes=_classes(access, held, day), any_source=True)]
    is_pupil = held.role is Role.PUPIL_INSPECTOR
    grades_of: defaultdict[Post, list[int]] = defaultdict(list)
    for post in POSTS(access.user.pk, access.school.pk, day, day):
        grade: int | None = post.of_grade  # type: ignore[attr-defined]  # a column of the query
        grades_of[post] += [grade] if grade else []
    scopes = []
    for post, grades in grades_of.items():
        scopes.append(
            Scope(
                items=frozenset(post.items) or None,
                classes=_classes_of_grades(access, grades, day) if grades else None,
                any_day=not is_pupil,
            )
        )
    return scopes if scopes or is_pupil else [Scope()]


def _classes(access: Access, held: HeldRole, day: date) -> frozenset[str] | None:
    if held.school_class is not None:
        found = classes_on(access.school, day).filter(school_class=held.school_class)
        return frozenset(found.values_list("school_class__code", flat=True))
    return None if held.grade is None else _classes_of_grades(access, [held.grade], day)


def _classes_of_grades(access: Access, grades: list[int], day: date) -> frozenset[str]:
    found = classes_on(access.school, day).filter(grade__in=grades)
    return frozenset(found.values_list("school_class__code", flat=True))

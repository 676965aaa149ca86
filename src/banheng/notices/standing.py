"""How sending goes: what waits, what was given up and why, for the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from banheng.notices.kinds import KINDS
from banheng.notices.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from banheng.notices.kind import Kind
    from banheng.notices.models import Robot
    from banheng.schools.models import School


@dataclass(frozen=True, slots=True)
class Standing:
    """How sending by one robot, or by e-mail, goes.

    Attributes:
        last: what was sent last.
        trouble: what failed last and has not gone out since.
        waiting, failed: how many wait and how many were given up.
        is_sending: something is due, so that looking again in a moment is worth while.
    """

    robot: Robot | None
    kinds: Sequence[Kind]
    last: Delivery | None
    trouble: Delivery | None
    waiting: int
    failed: int
    is_sending: bool


def robot_standings(school: School, at: datetime) -> list[Standing]:
    """Say for each robot of a school how sending goes."""
    return [_standing(robot, robot.deliveries.all(), at) for robot in school.robots.all()]


def mail_standing(school: School, at: datetime) -> Standing:
    """Say how e-mail of a school goes."""
    return _standing(None, Delivery.objects.filter(notice__school=school), at)


def _standing(robot: Robot | None, deliveries: QuerySet[Delivery], at: datetime) -> Standing:
    waiting = deliveries.filter(state=Delivery.State.WAITING)
    sent = deliveries.filter(state=Delivery.State.SENT)
    return Standing(
        robot,
        [KINDS[code] for code in robot.kinds] if robot else [],
        sent.order_by("ended_at").last(),
        deliveries.exclude(fault="").order_by(F("ended_at").asc(nulls_last=True), "pk").last(),
        waiting.count(),
        deliveries.filter(state=Delivery.State.FAILED).count(),
        waiting.filter(attempts=0, next_at__lte=at).exists(),
    )

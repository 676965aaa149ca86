"""What followed the records: answers, and a mistake taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from banheng.ledger.models import Record, Reply
from banheng.ledger.replying import reply
from banheng.ledger.voiding import void

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School

ANSWERS = (
    (Reply.Kind.HANDLED, "已安排值日生重新打扫，放学前复查。"),
    (Reply.Kind.COMMENT, "当时在换座位，已提醒学生。"),
    (Reply.Kind.HANDLED, ""),
    (Reply.Kind.COMMENT, "已在班会上讲过，这周重点看楼梯口。"),
)


def make_aftermath(school: School, users: dict[Role, User], now: datetime) -> None:
    """Let the homeroom teacher answer some records of their class, and the office void one."""
    teacher, office = users[Role.HOMEROOM_TEACHER], users[Role.MORAL_EDUCATION_OFFICE]
    of_class = Record.objects.filter(
        school=school, school_class__postings__staff=teacher.staff, quantity__gt=0, source="inspection"
    ).exclude(item=Record.NEUTRAL)
    earlier = of_class.filter(recorded_at__lt=now - timedelta(days=2)).order_by("-sequence")
    for seen, (kind, text) in zip(earlier[: len(ANSWERS)], ANSWERS, strict=False):
        reply(seen, kind, text, by=teacher, at=seen.recorded_at + timedelta(hours=2))
    mistaken = earlier[len(ANSWERS)]
    void(
        mistaken,
        id=UUID(bytes=uuid7().bytes),
        reason="值周教师核对后确认记错班级",
        by=office,
        at=now,
        may_void_others=True,
    )

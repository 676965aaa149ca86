"""Found a studio with its leader, write its charter, take members in and let them go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.eligible import answered
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.development.studios.models import Goal, Member, Section, Studio
from banheng.eligibility.pack import RuleKind
from banheng.eligibility.saying import say_answer
from banheng.ledger.language import request_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School, Staff

ASKED = (RuleKind.STUDIO_MEMBER, RuleKind.PRIORITY)


def found(school: School, *, name: str, leader: Staff, first: date) -> Studio:
    """Found a studio; its leader belongs to it from the first day."""
    with transaction.atomic():
        studio = Studio.objects.create(school=school, name=name.strip(), first=first)
        Member.objects.create(
            studio=studio,
            staff=leader,
            role=Member.Role.LEADER,
            state=Member.State.ACCEPTED,
            answers=said_of(school, [leader], first)[leader.pk],
            since=first,
        )
    return studio


def write_charter(studio: Studio, texts: Mapping[str, str]) -> None:
    """Write the sections of the charter by their codes; empty ones are left as missing."""
    refuse_closed(studio)
    with transaction.atomic():
        for code in Section.Code:
            text = texts.get(code.value, "").strip()
            if text:
                studio.sections.update_or_create(code=code.value, defaults={"text": text})
            else:
                studio.sections.filter(code=code.value).delete()


def apply(studio: Studio, staff: Staff, *, statement: str) -> Member:
    """Ask to become a member.

    Raises:
        DevelopmentRefused: the studio is closed, or they belong to it or have asked already.
    """
    refuse_closed(studio)
    with transaction.atomic():
        Studio.objects.select_for_update().get(pk=studio.pk)
        open_ones = studio.members.filter(staff=staff, until=None).exclude(state=Member.State.DECLINED)
        if open_ones.exists():
            raise DevelopmentRefused("applied", gettext("已经是成员，或申请正在等待决定。"))
        return Member.objects.create(studio=studio, staff=staff, statement=statement.strip())


def decide(member: Member, *, accept: bool, reason: str, task: str = "", at: datetime) -> None:
    """Take somebody in, or not; what the rules said that day is kept beside it.

    Raises:
        DevelopmentRefused: it is decided already, or a decline gives no reason.
    """
    refuse_closed(member.studio)
    if member.state != Member.State.APPLIED:
        raise DevelopmentRefused("decided", gettext("这份申请已经决定。"))
    if not accept and not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("未入选要写明理由。"))
    day = timezone.localdate(at)
    member.answers = said_of(member.studio.school, [member.staff], day)[member.staff_id]
    member.state = Member.State.ACCEPTED if accept else Member.State.DECLINED
    member.reason, member.task = reason.strip(), task.strip()
    member.since = day if accept else None
    member.save()


def leave(member: Member, *, day: date, by: User | None, at: datetime) -> None:
    """Let a member go; the time in the studio goes into the dossier.

    Raises:
        DevelopmentRefused: they are no member, or the day is not between their first day and today.
    """
    if member.state != Member.State.ACCEPTED or member.until is not None or member.since is None:
        raise DevelopmentRefused("no_member", gettext("不是现任成员。"))
    if not member.since <= day <= timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("离开日期要在加入之后、今天之前（含今天）。"))
    with transaction.atomic():
        member.until = day
        member.save(update_fields=["until"])
        enter_membership(member, member.since, day, "", by=by, at=at)


def close_studio(studio: Studio, *, day: date, by: User | None, at: datetime) -> None:
    """End a studio; all members leave with it."""
    refuse_closed(studio)
    with transaction.atomic():
        for member in studio.members.filter(state=Member.State.ACCEPTED, until=None):
            leave(member, day=day, by=by, at=at)
        studio.closed_at = at
        studio.save(update_fields=["closed_at"])


def enter_membership(
    member: Member, since: date, until: date, result: str, *, by: User | None, at: datetime
) -> None:
    """Put a time in the studio into the dossier of a member."""
    name = f"{member.studio.name} {member.get_role_display()}"
    record_fact(
        member.staff,
        Fact.Kind.STUDIO,
        f"{name}（{result}）" if result else name,
        since=since,
        until=until,
        content={"form": "membership", "role": member.role, "level": "school"},
        proof=gettext("工作室第 %(number)s 号") % {"number": member.studio_id},
        source=Fact.Source.PROCESS,
        by=by,
        at=at,
    )


def said_of(school: School, staff: Sequence[Staff], day: date) -> dict[int, list[str]]:
    """Say what the rules about members and priority come to for people, by key."""
    return {
        each.staff.pk: [say_answer(answer, request_language()) for _, answer in each.answers]
        for each in answered(school, staff, day, ASKED)
    }


def set_goal(studio: Studio, *, member: Member | None, horizon: str, text: str, due: date) -> Goal:
    """Set a goal of the studio or of a member."""
    refuse_closed(studio)
    if due <= studio.first - timedelta(days=1):
        raise DevelopmentRefused("day", gettext("期限早于工作室成立。请核对。"))
    return Goal.objects.create(studio=studio, member=member, horizon=horizon, text=text.strip(), due=due)


def review_goal(goal: Goal, *, reached: bool, result: str) -> None:
    """Say whether a goal was reached.

    Raises:
        DevelopmentRefused: it was said already.
    """
    if goal.reached is not None:
        raise DevelopmentRefused("reviewed", gettext("这项目标已经评过。"))
    goal.reached, goal.result = reached, result.strip()
    goal.save(update_fields=["reached", "result"])


def refuse_closed(studio: Studio) -> None:
    """Refuse to change a studio that ended.

    Raises:
        DevelopmentRefused: it has.
    """
    if studio.closed_at is not None:
        raise DevelopmentRefused("closed", gettext("这个工作室已经结束。"))

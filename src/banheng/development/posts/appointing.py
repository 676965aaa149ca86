"""Appoint to a post for a term of office, into roster and dossier; end a post before its term is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.posts.models import Appointment, Post, Step
from banheng.development.posts.suitability import hindrances
from banheng.development.recording import record_fact, withdraw_fact
from banheng.schools import appointing as roster
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.development.posts.models import Applicant
    from banheng.schools.models import SchoolClass, Staff

DAY = timedelta(days=1)
LANGUAGE = "zh-hans"  # what goes into roster and dossier is in the language of the office's papers


def appoint(
    staff: Staff,
    post: Post,
    *,
    first: date,
    last: date,
    school_class: SchoolClass | None = None,
    reason: str = "",
    minutes: str = "",
    waived_for: str = "",
    applicant: Applicant | None = None,
    steps: Mapping[str, date] | None = None,
    by: User,
    at: datetime,
) -> Appointment:
    """Appoint somebody: the roster has it from its first day, the dossier as soon as it is decided.

    Args:
        waived_for: why although a rule stands against it.
        steps: the steps that led to it and their days, by the codes of the rule packs.

    Raises:
        DevelopmentRefused: somebody appoints themselves to more than a group, a rule stands against it, the class or its homeroom
            teacher is missing, or the post is held already.
        ChangeRefused: the roster does not take it.
    """
    if by.staff_id == staff.pk and not post.is_group:
        raise DevelopmentRefused("own", gettext("不能聘任自己。"))
    if last < first:
        raise DevelopmentRefused("days", gettext("聘期结束日期早于开始日期。请改正日期。"))
    if post.has_class and school_class is None:
        raise DevelopmentRefused("no_class", gettext("请选择任职的班级。"))
    against = [] if applicant or waived_for.strip() else hindrances(staff, post, timezone.localdate(at))
    if against:
        raise DevelopmentRefused(
            "not_suitable",
            gettext("按现行规则不能聘任：%(rules)s。确需破格的，请写明理由。")
            % {"rules": "；".join(against)},
        )
    with transaction.atomic(), override(LANGUAGE):
        type(staff.school).objects.select_for_update().get(pk=staff.school_id)
        _refuse_twice(staff, post, school_class, first)
        made = Appointment(
            school=staff.school,
            staff=staff,
            post=post,
            school_class=school_class if post.has_class else None,
            applicant=applicant,
            mentor=_mentor(staff, post, school_class, first),
            first=first,
            last=last,
            reason=reason.strip(),
            minutes=minutes.strip(),
            waived_for=waived_for.strip(),
            decided_by=by,
            decided_at=at,
        )
        made.posting = _into_roster(made)
        made.fact = _into_dossier(made, by, at)
        made.save()
        if post == Post.HOMEROOM_TEACHER:
            _leave_reserve(made, by, at)
        if not post.is_group and post != Post.RESERVE:
            taken = {"appointed": timezone.localdate(at)} | dict(steps or {})
            for step, day in taken.items():
                _confirm(made, step, day, by, at)
    return made


def end_appointment(appointment: Appointment, last: date, *, reason: str, by: User, at: datetime) -> None:
    """End a post on a day before its term is over, in the roster and in the dossier.

    Raises:
        DevelopmentRefused: the day does not lie in the term.
        ChangeRefused: the roster does not take it.
    """
    if not appointment.first <= last <= appointment.last:
        raise DevelopmentRefused(
            "day",
            gettext("结束日期应当在聘期 %(first)s 至 %(last)s 之内。")
            % {"first": appointment.first.isoformat(), "last": appointment.last.isoformat()},
        )
    with transaction.atomic(), override(LANGUAGE):
        posting, fact = appointment.posting, appointment.fact
        if posting is not None and (posting.last is None or posting.last > last):
            roster.end(posting, last)
        appointment.last, appointment.ended_for = last, reason.strip()
        if fact is not None and fact.withdrawn_at is None:
            withdraw_fact(fact, reason=reason, at=at)
            appointment.fact = _into_dossier(appointment, by, at)
        appointment.save()


def _leave_reserve(made: Appointment, by: User, at: datetime) -> None:
    """End the place in the reserve of whoever becomes a homeroom teacher."""
    held = Appointment.objects.filter(staff=made.staff, post=Post.RESERVE, last__gte=made.first)
    for each in held.select_related("posting", "fact", "staff"):
        last = max(each.first, made.first - DAY)
        end_appointment(each, last, reason=gettext("已任班主任"), by=by, at=at)


def _refuse_twice(staff: Staff, post: Post, school_class: SchoolClass | None, first: date) -> None:
    held = Appointment.objects.filter(staff=staff, post=post, last__gte=first)
    if school_class is not None:
        held = held.filter(school_class=school_class)
    other = held.first()
    if other is not None:
        raise DevelopmentRefused(
            "held",
            gettext("%(name)s的%(post)s聘期到 %(last)s 为止。请另选开始日期，或先办理变动。")
            % {"name": staff, "post": post.label, "last": other.last.isoformat()},
        )


def _mentor(staff: Staff, post: Post, school_class: SchoolClass | None, first: date) -> Staff | None:
    """Give whose class a trainee is attached to."""
    if post != Post.TRAINEE or school_class is None:
        return None
    posting = homeroom_postings(school_class, first).first()
    if posting is None or posting.staff_id == staff.pk:
        raise DevelopmentRefused(
            "no_mentor", gettext("这个班那天没有班主任，不能安排见习。请换一个班或日期。")
        )
    return posting.staff


def homeroom_postings(school_class: SchoolClass, day: date) -> QuerySet[Posting]:
    """List who is the homeroom teacher of a class on a day."""
    return Posting.objects.filter(
        Q(last=None) | Q(last__gte=day),
        school_class=school_class,
        role=Posting.Role.HOMEROOM_TEACHER,
        first__lte=day,
    ).select_related("staff")


def _into_roster(made: Appointment) -> Posting | None:
    post, school_class = Post(made.post), made.school_class
    if school_class is None:
        return None
    label = str(post.label)
    if post != Post.HOMEROOM_TEACHER:
        role = Posting.Role.ASSISTANT_HOMEROOM_TEACHER
        return roster.appoint(school_class, made.staff, role, made.first, made.last, reason=label)
    own = homeroom_postings(school_class, made.first).filter(staff=made.staff).first()
    if own is not None and own.first == made.first:
        roster.end(own, made.last)
        return own
    if own is not None:  # a new term of office of the same teacher
        roster.end(own, made.first - DAY)
    posting = roster.hand_over(school_class, made.staff, made.first, reason=gettext("选聘"))
    roster.end(posting, made.last)
    return posting


def _into_dossier(made: Appointment, by: User, at: datetime) -> Fact | None:
    """Put the post into the dossier; that of a homeroom teacher is read from the roster."""
    if made.post == Post.HOMEROOM_TEACHER:
        return None
    return record_fact(
        made.staff,
        Fact.Kind.POST,
        str(Post(made.post).label),
        since=made.first,
        until=made.last,
        content={"post": made.post},
        proof=made.minutes or made.reason[:300],
        source=Fact.Source.PROCESS,
        by=by,
        at=at,
    )


def _confirm(made: Appointment, step: str, day: date, by: User, at: datetime) -> None:
    """Confirm a step of the appointment until the term of office is over: it proves nothing for the next."""
    record_fact(
        made.staff,
        Fact.Kind.CONFIRMATION,
        gettext("聘任手续：%(step)s") % {"step": Step(step).label},
        since=day,
        until=max(made.last, day),
        content={"code": step},
        proof=made.minutes,
        source=Fact.Source.PROCESS,
        by=by,
        at=at,
    )

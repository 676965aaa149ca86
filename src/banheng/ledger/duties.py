"""Put somebody on a post for a week, and take them off: with the right to record on its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.granting import end_role, grant_role
from banheng.accounts.models import RoleGrant, User, held_on
from banheng.accounts.passes import make_pass, make_pupil_inspector, passes_of, revoke_pass
from banheng.accounts.roles import Role
from banheng.ledger.models import Duty, DutyWeek

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.ledger.duty_weeks import TeachingWeek
    from banheng.ledger.models import Post
    from banheng.schools.models import School


class DutyRefused(Exception):
    """A change of the rota that is not made; the message is the sentence for people."""


def staff_for_duty(school: School, day: date) -> QuerySet[User]:
    """List the accounts of grown-ups who may take turns: the staff, and who else has a role on the day."""
    is_staff = Q(staff__school=school) & (Q(staff__left__isnull=True) | Q(staff__left__gte=day))
    has_role = RoleGrant.objects.filter(held_on(day), school=school).exclude(role=Role.PUPIL_INSPECTOR)
    return (
        User.objects.filter(is_staff | Q(pk__in=has_role.values("user")), is_active=True)
        .select_related("staff")
        .order_by("staff__code", "name", "pk")
    )


def pupils_for_duty(school: School) -> QuerySet[User]:
    """List the accounts of pupils who inspect or have inspected."""
    passes = RoleGrant.objects.filter(school=school, role=Role.PUPIL_INSPECTOR)
    return User.objects.filter(
        pk__in=passes.values("user"), school=school, staff=None, is_active=True
    ).order_by("name", "pk")


@transaction.atomic
def put_on_duty(week: TeachingWeek, post: Post, user: User, *, by: User, at: datetime) -> Duty:
    """Put somebody on a post for a week. Staff get the role for its days, pupils a pass.

    Who makes the rota may record anyway and gives no role to themselves. Asked for again, what was lost or
    taken back of role and pass is given anew.

    Raises:
        DutyRefused: the week is over or has no school day.
        AccountRefused: a pupil's post, and no account of a pupil.
    """
    _refuse_over(week.last, at)
    if not week.days:
        raise DutyRefused(gettext("这一周没有上课日，不用排值周。需要调课时，请先在校历里登记上课日。"))
    stored = week.duty_week or _store(week)
    duty, _ = Duty.objects.get_or_create(week=stored, post=post, user=user)
    if post.for_pupils:
        make_pass(user, stored.first, stored.last, at, by=by)
    elif user.pk != by.pk and not _has_role(user, stored):
        grant_role(user, Role.DUTY_INSPECTOR, week.school, first=stored.first, last=stored.last, at=at, by=by)
    return duty


@transaction.atomic
def put_new_pupil_on_duty(week: TeachingWeek, post: Post, name: str, *, by: User, at: datetime) -> Duty:
    """Make the account of a pupil and put it on a pupils' post.

    Raises:
        DutyRefused: the post is none for pupils, or as `put_on_duty`.
        AccountRefused: the name is empty.
    """
    if not post.for_pupils:
        raise DutyRefused(gettext("这个岗位由教师检查。请选由学生检查的岗位。"))
    pupil = make_pupil_inspector(week.school, name, at=at, by=by)
    return put_on_duty(week, post, pupil, by=by, at=at)


@transaction.atomic
def take_off_duty(duty: Duty, *, by: User, at: datetime) -> None:
    """Take somebody off a post; with their last post of the week the role or pass for it ends.

    Raises:
        DutyRefused: the week is over.
    """
    week, user = duty.week, duty.user
    _refuse_over(week.last, at)
    for_pupils = duty.post.for_pupils
    duty.delete()
    if week.duties.filter(user=user, post__for_pupils=for_pupils).exists():
        return
    if for_pupils:
        for given in passes_of(week.school).filter(
            grant__user=user, grant__first=week.first, grant__last=week.last
        ):
            revoke_pass(given, at, by=by)
    elif user.pk != by.pk:
        for grant in _roles_of_week(user, week).filter(first=week.first, last=week.last):
            end_role(grant, last=timezone.localdate(at), at=at, by=by)


@transaction.atomic
def swap_duty(duty: Duty, week: TeachingWeek, user: User, *, by: User, at: datetime) -> None:
    """Put somebody else in the place of who is on duty.

    Raises:
        DutyRefused: as `put_on_duty`, or they are on that post already.
    """
    if week.duty_week and week.duty_week.duties.filter(post=duty.post, user=user).exists():
        raise DutyRefused(
            gettext("%(name)s本周已经在“%(post)s”岗位。请选别人。") % {"name": user, "post": duty.post}
        )
    take_off_duty(duty, by=by, at=at)
    put_on_duty(week, duty.post, user, by=by, at=at)


@transaction.atomic
def remove_post(week: TeachingWeek, post: Post, *, by: User, at: datetime) -> None:
    """Leave a post unmanned for a week.

    Raises:
        DutyRefused: the week is over.
    """
    for duty in Duty.objects.filter(week=week.duty_week, post=post).select_related("week__school", "post"):
        take_off_duty(duty, by=by, at=at)


def set_note(week: TeachingWeek, note: str, *, at: datetime) -> None:
    """Say what matters in a week.

    Raises:
        DutyRefused: the week is over or has no school day.
    """
    _refuse_over(week.last, at)
    if not week.days:
        raise DutyRefused(gettext("这一周没有上课日。"))
    stored = week.duty_week or _store(week)
    stored.note = note.strip()
    stored.save(update_fields=["note"])


def _store(week: TeachingWeek) -> DutyWeek:
    stored, _ = DutyWeek.objects.get_or_create(
        school=week.school, first=week.first, defaults={"last": week.last}
    )
    return stored


def _refuse_over(last: date, at: datetime) -> None:
    if last < timezone.localdate(at):
        raise DutyRefused(gettext("这一周已经结束，安排不能再改。"))


def _has_role(user: User, week: DutyWeek) -> bool:
    lasting = Q(last__isnull=True) | Q(last__gte=week.last)
    return _roles_of_week(user, week).filter(lasting, first__lte=week.first).exists()


def _roles_of_week(user: User, week: DutyWeek) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(
        user=user,
        role=Role.DUTY_INSPECTOR,
        school=week.school_id,
        grade=None,
        school_class=None,
        withdrawn_at=None,
    )

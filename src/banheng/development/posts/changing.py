"""Leave a post before the term is over, or refuse one: ask, hear the teacher, decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.posts.appointing import LANGUAGE, end_appointment, homeroom_postings
from banheng.development.posts.models import Appointment, Change, Post
from banheng.development.posts.suitability import grounds
from banheng.development.recording import record_fact
from banheng.schools import appointing as roster

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import SchoolClass, Staff

DAY = timedelta(days=1)
Kind = Change.Kind
INCIDENTS = {Kind.REMOVE: "removed_from_post", Kind.REFUSE: "refused_post"}
"""What is held against the teacher once it is decided, by the codes of the dossier."""


def ask_change(
    staff: Staff,
    kind: Change.Kind,
    *,
    post: Post = Post.HOMEROOM_TEACHER,
    school_class: SchoolClass | None = None,
    reason: str,
    by: User,
    at: datetime,
) -> Change:
    """Ask that somebody leaves a post; what the rules say to it is kept with the case.

    Raises:
        DevelopmentRefused: no reason is given, nobody has the post, or a case is open already.
    """
    today = timezone.localdate(at)
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("请写明事由。"))
    if post.has_class and kind != Kind.REFUSE:
        if school_class is None:
            raise DevelopmentRefused("no_class", gettext("请选择班级。"))
        held = school_class.postings.filter(staff=staff).exclude(last__lt=today)
        if not held.exists():
            raise DevelopmentRefused("not_posted", gettext("%(name)s没有在这个班任职。") % {"name": staff})
    if Change.objects.filter(staff=staff, post=post, state=Change.State.OPEN).exists():
        raise DevelopmentRefused("open", gettext("%(name)s已有一件待决定的变动。") % {"name": staff})
    return Change.objects.create(
        school=staff.school,
        staff=staff,
        kind=kind,
        post=post,
        school_class=school_class if post.has_class else None,
        reason=reason.strip(),
        grounds=grounds(staff, today),
        asked_by=by,
        asked_at=at,
    )


def hear(change: Change, *, heard: str, on: date, by: User, at: datetime) -> None:
    """Take down what the teacher says to it.

    Raises:
        DevelopmentRefused: it is decided already, nothing is said, or the day lies ahead.
    """
    if not heard.strip():
        raise DevelopmentRefused("nothing", gettext("请写明本人的意见；没有意见的，也请写明。"))
    if on > timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("听取意见的日期还没有到。"))
    changed = Change.objects.filter(pk=change.pk, state=Change.State.OPEN).update(
        heard=heard.strip(), heard_on=on, heard_by=by
    )
    if not changed:
        raise DevelopmentRefused("decided", gettext("这件变动已经决定。"))


def decide_change(
    change: Change,
    *,
    approve: bool,
    last: date | None = None,
    successor: Staff | None = None,
    sanction: str = "",
    remark: str,
    minutes: str = "",
    by: User,
    at: datetime,
) -> Change:
    """Decide it; the roster ends the post on a day, and the successor begins on the day after.

    Raises:
        DevelopmentRefused: it is decided already, no reason is given, the teacher was not heard, somebody decides
            for themselves, or what the decision needs is missing.
        ChangeRefused: the roster does not take it.
    """
    if not remark.strip():
        raise DevelopmentRefused("no_reason", gettext("请写明决定的理由。"))
    if by.staff_id == change.staff_id:
        raise DevelopmentRefused("own", gettext("自己的变动要由别人决定。"))
    with transaction.atomic(), override(LANGUAGE):
        kept = Change.objects.select_for_update().get(pk=change.pk)
        if not kept.is_open:
            raise DevelopmentRefused("decided", gettext("这件变动已经决定。"))
        if approve:
            _approve(kept, last, successor, sanction, by, at)
        kept.state = Change.State.APPROVED if approve else Change.State.DECLINED
        kept.remark, kept.minutes = remark.strip(), minutes.strip()
        kept.decided_by, kept.decided_at = by, at
        kept.save()
        if approve and kept.kind in INCIDENTS:
            _hold_against(kept, by, at)
    return kept


def _approve(
    kept: Change, last: date | None, successor: Staff | None, sanction: str, by: User, at: datetime
) -> None:
    if kept.needs_hearing and not kept.heard:
        raise DevelopmentRefused("not_heard", gettext("还没有听取本人意见。请先记录，再作决定。"))
    if kept.kind == Kind.REFUSE:
        if sanction not in Change.Sanction.values:
            raise DevelopmentRefused("no_sanction", gettext("请选择处理方式。"))
        kept.sanction = sanction
        return
    if last is None:
        raise DevelopmentRefused("no_day", gettext("请填写任职的最后一天。"))
    kept.last, kept.successor = last, successor
    held = Appointment.objects.filter(
        staff=kept.staff, post=kept.post, school_class=kept.school_class, first__lte=last, last__gte=last
    )
    for appointment in held.select_related("posting", "fact", "staff"):
        end_appointment(
            appointment, last, reason=f"{kept.get_kind_display()}：{kept.reason}"[:200], by=by, at=at
        )
    if kept.school_class is None or kept.post != Post.HOMEROOM_TEACHER:
        return
    posting = homeroom_postings(kept.school_class, last).filter(staff=kept.staff).first()
    if posting is None:
        raise DevelopmentRefused(
            "not_posted", gettext("%(name)s在那一天没有任这个班的班主任。") % {"name": kept.staff}
        )
    roster.end(posting, last)
    if successor is not None:
        roster.hand_over(kept.school_class, successor, last + DAY, reason=kept.get_kind_display())


def _hold_against(kept: Change, by: User, at: datetime) -> None:
    name = kept.get_kind_display()
    if kept.sanction:
        name = f"{name}：{kept.get_sanction_display()}"
    record_fact(
        kept.staff,
        Fact.Kind.INCIDENT,
        name,
        since=timezone.localdate(at),
        content={"incident": INCIDENTS[Kind(kept.kind)]},
        proof=kept.minutes or kept.remark[:300],
        source=Fact.Source.PROCESS,
        by=by,
        at=at,
    )

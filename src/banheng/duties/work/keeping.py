"""Keep a record of the work, correct it by another one, withdraw it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from banheng.duties.errors import WorkRefused
from banheng.duties.models import WorkRecord
from banheng.duties.sealing import seal
from banheng.duties.work.feeding import feed, take_back_feeds
from banheng.duties.work.stepping import lock_current
from banheng.duties.work.values import pupils_in, values_of
from banheng.routines.work_form import About
from banheng.schools.models import Pupil, Staff

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from banheng.accounts.models import User
    from banheng.routines.work_form import WorkForm
    from banheng.schools.models import School, SchoolClass

OLDEST = timedelta(days=400)


def keep(
    school: School,
    form: WorkForm,
    said: Mapping[str, Any],
    *,
    id: UUID,  # noqa: A002
    school_class: SchoolClass | None,
    day: date,
    by: User,
    at: datetime,
    replaces: WorkRecord | None = None,
) -> WorkRecord:
    """Keep a record; sent again, it is kept once.

    Args:
        said: as `values_of` takes it.
        replaces: the record that this one corrects; steps, files and signatures go over to this one.

    Raises:
        WorkRefused: something in it cannot be taken; nothing is kept.
    """
    known = WorkRecord.objects.filter(pk=id).first()
    if known is not None:
        if known.by_id != by.pk or known.school_id != school.pk:
            raise WorkRefused("id_taken", gettext("这条记录的编号已被占用。请刷新页面重填。"))
        return known
    if (form.about is About.CLASS) != (school_class is not None):
        raise WorkRefused("no_class", gettext("请选择班级。"))
    _refuse_day(day, timezone.localdate(at))
    pupils = names_of_pupils(school_class, day) if school_class else {}
    content = values_of(form, said, pupils=pupils, staff=names_of_staff(school, day))
    made = WorkRecord(
        id=id,
        school=school,
        school_class=school_class,
        form=form.form,
        day=day,
        content={} if form.restricted else content,
        sealed=seal(content) if form.restricted else None,
        by=by,
        by_name=str(by),
        at=at,
        opened_at=at,
        closed_at=None if form.steps else at,
    )
    try:
        with transaction.atomic():
            if replaces is not None:
                _take_over(replaces, made, by=by)
            made.save(force_insert=True)
            made.pupils.set(pupils_in(form, content))
            if replaces is not None:
                for each in (replaces.steps, replaces.files, replaces.sign_ins):
                    each.update(record=made)
            feed(made, by=by, at=at)
    except IntegrityError:  # the same record arrived twice at once
        return WorkRecord.objects.get(pk=id, by=by, school=school)
    return made


def withdraw(record: WorkRecord, *, by: User, at: datetime) -> None:
    """Withdraw a record that was made by mistake; what it counted as is voided.

    Raises:
        WorkRefused: it is withdrawn or replaced already.
        RecordRefused: what it counted as stands in settled results.
    """
    with transaction.atomic():
        now = lock_current(record)
        take_back_feeds(now, reason=gettext("撤回工作记录"), by=by, at=at)
        now.withdrawn_at = at
        now.save(update_fields=["withdrawn_at", "feeds"])


def names_of_pupils(school_class: SchoolClass, day: date) -> dict[int, str]:
    """Give the names of the pupils who are in a class on a day, by key, in the order of the register."""
    there = Q(enrolments__last=None) | Q(enrolments__last__gte=day)
    pupils = Pupil.objects.filter(
        there, enrolments__school_class=school_class, enrolments__first__lte=day
    ).distinct()
    return dict(pupils.order_by("code").values_list("pk", "name"))


def names_of_staff(school: School, day: date) -> dict[int, str]:
    """Give the names of those who are on the staff on a day, by key."""
    there = Staff.objects.filter(Q(left=None) | Q(left__gte=day), school=school)
    return dict(there.order_by("code").values_list("pk", "name"))


def _take_over(old: WorkRecord, new: WorkRecord, *, by: User) -> None:
    old = lock_current(old)
    new.replaces, new.opened_at, new.closed_at = old, old.opened_at, old.closed_at
    if new.day == old.day:
        new.feeds, old.feeds = old.feeds, []
    else:
        take_back_feeds(old, reason=gettext("工作记录已更正"), by=by, at=new.at)
    old.save(update_fields=["feeds"])


def _refuse_day(day: date, today: date) -> None:
    if day > today:
        raise WorkRefused("future_day", gettext("还没有保存。"), {"day": gettext("日期还没有到。请核对。")})
    if day < today - OLDEST:
        raise WorkRefused(
            "old_day", gettext("还没有保存。"), {"day": gettext("日期太早，只能补记一年以内的。请核对。")}
        )

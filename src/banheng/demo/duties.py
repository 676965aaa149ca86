"""The duty pack of the demo school, and what was done of it in the last two weeks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.duties.adopting import put_in_force
from banheng.duties.looking import lines_between
from banheng.duties.models import Done
from banheng.routines.loading import pack_path
from banheng.routines.pack import Proof
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    import random
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.duties.looking import DutyLine
    from banheng.schools.models import School, Term

PACK = "default"
DAYS_BEHIND = 14
DONE_CHANCE = 0.93
PUPILS = 40
NOTES = {"class_meeting": "主题：文明课间。小结上周安全、纪律、卫生。"}


def make_duties(
    school: School, term: Term, now: datetime, chance: random.Random, *, teacher: User, office: User
) -> None:
    """Put the pack in force and take most of what fell due lately as done; `teacher` has an account, the others none."""
    text = pack_path(PACK).read_text(encoding="utf-8")
    put_in_force(school, text, first=term.first, by=office, at=now)
    today = timezone.localdate(now)
    years = classes_on(school, today)
    lines = lines_between(
        school,
        today - timedelta(days=DAYS_BEHIND),
        today - timedelta(days=1),
        today,
        classes=[year.school_class for year in years],
    )
    own = set(teacher.staff.postings.values_list("school_class", flat=True)) if teacher.staff else set()
    Done.objects.bulk_create(
        _done(line, now, teacher if line.school_class and line.school_class.pk in own else None)
        for line in lines
        if chance.random() < DONE_CHANCE
    )


def _done(line: DutyLine, now: datetime, by: User | None) -> Done:
    duty, due = line.duty, line.due
    return Done(
        version=line.version,
        duty=duty.code,
        school_class=line.school_class,
        day=due.day,
        number=due.number,
        count=PUPILS if duty.proof is Proof.COUNT else None,
        note=NOTES.get(duty.code, "已完成。") if duty.proof is Proof.NOTE else "",
        by=by,
        at=now - timedelta(days=(timezone.localdate(now) - due.day).days),
    )

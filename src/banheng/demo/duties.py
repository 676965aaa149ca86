"""The duty pack of the demo school, and what was done of it: two weeks of all classes, a term of one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.demo.work import Writer, write_handbook
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


def make_duties(
    school: School, term: Term, now: datetime, chance: random.Random, *, teacher: User, office: User
) -> None:
    """Put the pack in force and take most of what fell due lately as done; `teacher` has an account, the others none."""
    text = pack_path(PACK).read_text(encoding="utf-8")
    put_in_force(school, text, first=term.first, by=office, at=now)
    today = timezone.localdate(now)
    yesterday = today - timedelta(days=1)
    writer = Writer(school, now, chance, teacher)
    years = [year.school_class for year in classes_on(school, today)]
    own = [school_class for school_class in years if school_class.pk in writer.own]
    lines = lines_between(school, today - timedelta(days=DAYS_BEHIND), yesterday, today, classes=years)
    done = [line for line in lines if chance.random() < DONE_CHANCE]
    earlier = today - timedelta(days=DAYS_BEHIND + 1)
    done += lines_between(school, term.first, earlier, today, classes=own)
    for line in done:
        writer.prove(line)
    for school_class in own:
        write_handbook(writer, school_class, term)
    writer.save()
    Done.objects.bulk_create(
        _done(line, now, teacher if line.school_class in own else None)
        for line in done
        if line.duty.proof is not Proof.FORM
    )


def _done(line: DutyLine, now: datetime, by: User | None) -> Done:
    due = line.due
    return Done(
        version=line.version,
        duty=line.duty.code,
        school_class=line.school_class,
        day=due.day,
        number=due.number,
        by=by,
        at=now - timedelta(days=(timezone.localdate(now) - due.day).days),
    )

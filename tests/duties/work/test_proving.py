"""Duties that a record of the work proves: in time, too late, by so many pupils."""

from datetime import date, timedelta

import pytest

from banheng.duties.adopting import put_in_force
from banheng.duties.looking import lines_between
from banheng.duties.work.stepping import take_step
from tests.factories import NOW, TODAY, keep_work

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 10, 19)
DUTY = (
    "pack: own\ntitle: 本校\nduties:\n  - {{code: it, name: 事, when: {when}, proof: form, form_of: {of}}}\n"
)


@pytest.fixture
def stands(small):
    def _stands(when, of, *, until=TODAY, on=TODAY):
        if not small.school.duty_packs.exists():
            put_in_force(small.school, DUTY.format(when=when, of=of), first=MONDAY, by=None, at=NOW)
        lines = lines_between(small.school, MONDAY, until, on, classes=[small.classes["101"]])
        return [(line.due.number, line.state.value, line.was_late) for line in lines if line.due.day == until]

    return _stands


def test_a_record_of_the_day_proves_a_daily_duty_and_each_further_one_the_next_time(small, teacher, stands):
    daily = "{kind: daily, times: 2}", "{form: attendance}"
    assert stands(*daily) == [(1, "open", False), (2, "open", False)]

    keep_work(small, "attendance", {"session": "上午"}, by=teacher)
    assert stands(*daily) == [(1, "by_itself", False), (2, "open", False)]

    keep_work(small, "attendance", {"session": "下午"}, by=teacher)
    assert stands(*daily) == [(1, "by_itself", False), (2, "by_itself", False)]


def test_a_record_written_down_days_later_proves_it_late(small, teacher, stands):
    keep_work(small, "attendance", {"session": "上午"}, by=teacher, day=MONDAY)

    assert stands("{kind: daily}", "{form: attendance}", until=MONDAY) == [(1, "by_itself", True)]


def test_a_step_proves_it_only_when_it_is_taken(small, teacher, stands):
    log = keep_work(small, "class_log", {"lessons": "各节课都好"}, by=teacher)
    daily = "{kind: daily}", "{form: class_log, step: signed}"
    assert stands(*daily) == [(1, "open", False)]

    take_step(log, log.work_form.step("signed"), by=teacher, at=NOW)

    assert stands(*daily) == [(1, "by_itself", False)]


def test_person_times_are_counted_over_the_week(small, teacher, pupils, stands):
    weekly = "{kind: weekly}", "{form: pupil_talk, counted: pupils, number: 3}"
    friday = MONDAY + timedelta(days=4)
    keep_work(small, "pupil_talk", {"pupils": pupils[:2], "about": ["学习"]}, by=teacher)
    assert stands(*weekly, until=friday) == [(1, "open", False)]

    keep_work(small, "pupil_talk", {"pupils": pupils[:1], "about": ["生活"]}, by=teacher)

    assert stands(*weekly, until=friday) == [(1, "by_itself", False)]


def test_every_pupil_of_the_class_has_to_be_in_one(small, teacher, pupils, stands):
    weekly = "{kind: weekly}", "{form: pupil_talk, counted: every_pupil}"
    friday = MONDAY + timedelta(days=4)
    keep_work(small, "pupil_talk", {"pupils": pupils[:2], "about": ["学习"]}, by=teacher)
    assert stands(*weekly, until=friday) == [(1, "open", False)]

    keep_work(small, "pupil_talk", {"pupils": pupils[2:], "about": ["学习"]}, by=teacher)

    assert stands(*weekly, until=friday) == [(1, "by_itself", False)]

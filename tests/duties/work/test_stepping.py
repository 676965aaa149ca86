"""An incident from the first tap until it is closed, with every time limit of the pack in force."""

from datetime import timedelta

import pytest

from banheng.accounts.access import access
from banheng.accounts.roles import Role
from banheng.duties.adopting import put_in_force
from banheng.duties.models import WorkRecord
from banheng.duties.work.cases import cases_of
from banheng.duties.work.showing import remark_of
from banheng.duties.work.stepping import step_lines, take_step
from tests.factories import NOW, TODAY, keep_work

pytestmark = pytest.mark.django_db

LIMITS = """\
pack: emergencies
title: 突发事件
duties:
  - {code: treat, name: 处置, when: {kind: event, event: 突发事件, within_minutes: 5}, proof: form, form_of: {form: incident, step: treated}}
  - {code: tell, name: 通知监护人, when: {kind: event, event: 突发事件, within_minutes: 15}, proof: form, form_of: {form: incident, step: guardian}}
  - {code: report, name: 报告学校, when: {kind: event, event: 突发事件, within_minutes: 30}, proof: form, form_of: {form: incident, step: reported}}
  - {code: report_soon, name: 尽快报告, when: {kind: event, event: 突发事件, within_minutes: 40}, proof: form, form_of: {form: incident, step: reported}}
"""


def after(minutes):
    return NOW + timedelta(minutes=minutes)


def step(record, code, *, by, minutes, remark=""):
    return take_step(record, record.work_form.step(code), by=by, at=after(minutes), remark=remark)


def stand(record, minutes):
    return {
        line.step.code: (line.due and line.due - NOW, line.is_late(after(minutes)))
        for line in step_lines(record)
    }


@pytest.fixture
def incident(small, teacher):
    put_in_force(small.school, LIMITS, first=TODAY, by=None, at=NOW)
    return keep_work(small, "incident", {"kind": "学生受伤"}, by=teacher)


def test_each_step_has_the_shortest_limit_that_a_pack_gives_it(incident):
    five, quarter, half = (timedelta(minutes=number) for number in (5, 15, 30))

    assert stand(incident, 20) == {
        "treated": (five, True),
        "guardian": (quarter, True),
        "reported": (half, False),
        "school": (None, False),
        "bureau": (None, False),
        "followed": (None, False),
        "closed": (None, False),
    }


def test_a_limit_is_kept_by_a_step_in_time_and_missed_by_one_too_late(incident, teacher):
    step(incident, "treated", by=teacher, minutes=4)
    step(incident, "guardian", by=teacher, minutes=16)

    now = stand(incident, 600)
    assert [now[code][1] for code in ("treated", "guardian", "reported")] == [False, True, True]


def test_the_last_step_that_is_needed_closes_the_case(incident, teacher, users):
    office = users[Role.MORAL_EDUCATION_OFFICE]
    for code, by in (
        ("treated", teacher),
        ("guardian", teacher),
        ("reported", teacher),
        ("school", office),
        ("followed", teacher),
    ):
        step(incident, code, by=by, minutes=3)
    assert WorkRecord.objects.get().closed_at is None

    step(incident, "closed", by=office, minutes=9, remark="家长无异议")

    closed = WorkRecord.objects.get()
    assert closed.closed_at == after(9)
    assert remark_of(closed.steps.get(step="closed")) == "家长无异议"
    assert "无异议".encode() not in bytes(closed.steps.get(step="closed").sealed)


def test_a_step_taken_twice_stands_with_its_first_time(incident, teacher):
    first = step(incident, "treated", by=teacher, minutes=1)

    assert step(incident, "treated", by=teacher, minutes=8) == first
    assert first.at == after(1)


def test_what_is_written_down_later_keeps_the_steps_and_the_time_of_the_beginning(small, incident, teacher):
    step(incident, "treated", by=teacher, minutes=2)

    told = keep_work(
        small, "incident", {"kind": "学生受伤", "place": "操场"}, by=teacher, at=after(60), replaces=incident
    )

    assert told.opened_at == NOW
    assert stand(told, 60)["treated"] == (timedelta(minutes=5), False)


def test_a_case_waits_for_those_whose_step_it_is(small, incident, teacher, users):
    def waiting(user):
        return [
            (case.record, [line.step.code for line in case.steps])
            for case in cases_of(access(user, small.school, TODAY))
        ]

    assert waiting(teacher) == [(incident, ["treated", "guardian", "reported", "followed"])]
    assert waiting(users[Role.MORAL_EDUCATION_OFFICE]) == [(incident, ["school", "bureau", "closed"])]
    assert waiting(users[Role.GRADE_LEADER]) == []
    assert waiting(users[Role.STAFF]) == []


def test_a_task_waits_for_the_colleague_whom_it_names(small, users):
    owner = users[Role.STAFF]
    said = {"what": "交安全责任书", "owner": [str(owner.staff.pk)], "due": TODAY.isoformat()}
    task = keep_work(small, "assigned_task", said, by=users[Role.PRINCIPAL], school_class=None)

    (case,) = cases_of(access(owner, small.school, TODAY))
    assert (case.record, [line.step.code for line in case.steps]) == (task, ["done"])

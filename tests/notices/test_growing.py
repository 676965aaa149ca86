"""Who is told of measures, pairs and what was confided, and when (today is Wednesday 21 October 2026)."""

from datetime import timedelta

import pytest

from banheng.development.care.confiding import answer, confide, dismiss_counsellor, name_counsellor
from banheng.development.mentoring.pairing import pair_up
from banheng.development.plans.drawing_up import add_measure, add_phase, draw_up
from banheng.notices.gathering import gather
from banheng.notices.models import Notice
from tests.factories import NOW, TODAY, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY = timedelta(days=1)


def told(small, at):
    """Gather; give whom it told what that they were not told before."""
    before = set(Notice.objects.values_list("pk", flat=True))
    gather(small.school, at)
    found = Notice.objects.exclude(pk__in=before).filter(
        kind__in=["measure_due", "pair_over", "care_waits", "care_answered"]
    )
    return sorted((one.recipient.username, one.kind) for one in found)


def test_the_owner_is_told_a_week_before_a_measure_is_due_and_once(small, users):
    days = {"first": TODAY, "last": TODAY + 60 * DAY}
    plan = draw_up(small.school, None, title="计划", goal="—", by=None, at=NOW, **days)
    phase = add_phase(plan, name="起步", goal="", **days)
    wanted = {"target": "一份", "evidence": "文本", "due": TODAY + 8 * DAY}
    for owner in (small.teachers["101"], None):
        add_measure(phase, name="定制度", owner=owner, **wanted)

    assert told(small, NOW) == []
    assert told(small, NOW + DAY) == [("yucai-homeroom", "measure_due")]
    assert told(small, NOW + 9 * DAY) == []


def test_the_office_is_told_when_the_time_of_a_pair_is_over(small, users):
    mentor, mentee = small.teachers["101"], small.teachers["102"]
    days = {"first": TODAY, "last": TODAY + DAY}
    pair_up(small.school, mentor=mentor, mentee=mentee, kind="moral", goals="—", **days)

    assert told(small, NOW) == []
    assert told(small, NOW + DAY) == [("yucai-moral_education_office", "pair_over")]


def test_the_counsellor_learns_that_there_is_something_and_the_owner_that_it_was_answered(small, users):
    counsellor = make_user("counsellor", staff=small.teachers["102"])
    named = name_counsellor(small.school, small.teachers["102"], about="心理辅导", day=TODAY)
    note = confide(small.teachers["101"], "request", {"text": "老人住院"}, counsellor=named, at=NOW)
    confide(small.teachers["101"], "pressure", {}, counsellor=None, at=NOW)

    assert told(small, NOW) == [("counsellor", "care_waits")]
    answer(note, counsellor, text="已安排代课", at=NOW)
    assert told(small, NOW + DAY) == [("yucai-homeroom", "care_answered")]
    said = " ".join(f"{one.said} {one.text}" for one in Notice.objects.all())
    assert "住院" not in said
    assert "代课" not in said


def test_who_is_no_counsellor_any_more_is_told_nothing(small, users):
    make_user("counsellor", staff=small.teachers["102"])
    named = name_counsellor(small.school, small.teachers["102"], about="心理辅导", day=TODAY)
    confide(small.teachers["101"], "request", {}, counsellor=named, at=NOW)
    dismiss_counsellor(named, day=TODAY)

    assert told(small, NOW) == []

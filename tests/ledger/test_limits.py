from datetime import UTC, date, datetime, timedelta

import pytest

from banheng.accounts.access import access
from banheng.accounts.roles import Role
from banheng.ledger.limits import Limits
from banheng.ledger.models import Duty, DutyWeek, Post, Record
from banheng.ledger.recording import record
from tests.factories import NOW, TODAY, adopt, entry, grant, make_school, make_user

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    return small


def put_on_duty(small, user, *, items=("hygiene",), grades=(), first=date(2026, 10, 19)):
    week = DutyWeek.objects.create(school=small.school, first=first, last=first + timedelta(days=4))
    post = Post.objects.create(school=small.school, name="卫生岗", items=list(items))
    post.grades.set(grades)
    Duty.objects.create(week=week, post=post, user=user)


def someone(small, role, **extent):
    user = make_user(role.value)
    grant(user, role, small.school, **extent)
    return user


def answer(small, user, *, at=NOW, **said):
    """Say how an entry fares: `taken`, or the code of the refusal."""
    said.setdefault("noted_at", at)
    limits = Limits(access(user, small.school, TODAY))
    (outcome,) = record(
        small.school, [entry(**said)], by=user, at=at, source=Record.Source.INSPECTION, limits=limits
    )
    return outcome.refusal.code if outcome.refusal else "taken"


OBSERVED = {"item": Record.NEUTRAL, "event": "", "note": "走廊安静"}
PRIZE = {"item": "sharing", "event": "talk_given"}
NOISE = {"item": "order", "event": "noise"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "taken"),
        (OBSERVED, "taken"),
        ({"school_class": "201"}, "not_your_post"),
        ({**OBSERVED, "school_class": "201"}, "not_your_post"),
        (NOISE, "not_your_post"),
        (PRIZE, "not_your_post"),
        ({"item": "教室与清洁区卫生"}, "not_your_post"),  # only codes are looked up
        ({"day": YESTERDAY}, "only_today"),
        ({"day": YESTERDAY, "noted_at": NOW - timedelta(days=1)}, "taken"),
        ({"day": date(2026, 10, 16), "noted_at": NOW - timedelta(days=5)}, "no_duty"),
    ],
)
def test_a_pupil_records_only_today_what_the_post_names_in_its_grades(small, said, expected):
    pupil = someone(small, Role.PUPIL_INSPECTOR)
    put_on_duty(small, pupil, grades=small.grades[:1])

    assert answer(small, pupil, **said) == expected


def test_a_pupil_without_a_duty_this_week_records_nothing(small):
    pupil = someone(small, Role.PUPIL_INSPECTOR)
    put_on_duty(small, pupil, first=date(2026, 10, 12))

    assert answer(small, pupil) == "no_duty"


def test_what_a_pupil_noted_on_friday_may_arrive_on_monday_and_not_a_week_later(small):
    pupil = someone(small, Role.PUPIL_INSPECTOR)
    put_on_duty(small, pupil)
    friday = datetime(2026, 10, 23, 8, tzinfo=UTC)
    said = {"noted_at": friday, "day": friday.date()}

    assert answer(small, pupil, at=friday + timedelta(days=3), **said) == "taken"
    assert answer(small, pupil, at=friday + timedelta(days=7), **said) == "only_today"


def test_a_duty_teacher_without_a_duty_this_week_may_look_everywhere(small):
    teacher = someone(small, Role.DUTY_INSPECTOR)

    assert answer(small, teacher, school_class="201", day=YESTERDAY) == "taken"
    assert answer(small, teacher, **PRIZE) == "not_your_post"


def test_a_duty_teacher_with_a_duty_this_week_keeps_to_the_post(small):
    teacher = someone(small, Role.DUTY_INSPECTOR)
    put_on_duty(small, teacher, items=["hygiene", "sharing"])

    assert answer(small, teacher, day=YESTERDAY) == "taken"
    assert answer(small, teacher, **PRIZE) == "taken"
    assert answer(small, teacher, **NOISE) == "not_your_post"


def test_a_grade_leader_records_anything_in_the_own_grade(small):
    leader = someone(small, Role.GRADE_LEADER, grade=small.grades[0])

    assert answer(small, leader, **PRIZE) == "taken"
    assert answer(small, leader, school_class="201") == "not_your_post"


def test_the_office_records_anything_anywhere(small):
    office = someone(small, Role.MORAL_EDUCATION_OFFICE)

    assert answer(small, office, school_class="201", day=YESTERDAY, **PRIZE) == "taken"


def test_a_record_that_is_there_is_not_asked_for_limits_again(small):
    pupil = someone(small, Role.PUPIL_INSPECTOR)
    put_on_duty(small, pupil)
    said = entry(noted_at=NOW)
    limits = Limits(access(pupil, small.school, TODAY))
    later = Limits(access(pupil, small.school, TODAY + timedelta(days=9)))
    source = Record.Source.INSPECTION

    record(small.school, [said], by=pupil, at=NOW, source=source, limits=limits)
    Duty.objects.all().delete()
    (outcome,) = record(
        small.school, [said], by=pupil, at=NOW + timedelta(days=9), source=source, limits=later
    )

    assert outcome.repeated

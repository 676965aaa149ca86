"""Several offices inspect by posts of their own: by the rota, at any time between, and for a special check."""

from datetime import date

import pytest

from banheng.accounts.access import access
from banheng.accounts.roles import Permission, Role
from banheng.ledger.duties import put_on_duty
from banheng.ledger.duty_weeks import find_week
from banheng.ledger.limits import Limits
from banheng.ledger.models import Post, Record
from banheng.ledger.recording import record
from tests.factories import NOW, TODAY, adopt, entry, grant, make_school, make_user

pytestmark = pytest.mark.django_db

PRESENCE = {"item": "presence", "event": "absent"}
PARTS = {"教导处": PRESENCE, "团队": {"item": "order", "event": "noise"}, "总务处": {"event": "untidy"}}


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def office(small):
    user = make_user("德育处")
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    return user


@pytest.fixture
def leader(small):
    user = make_user("年级组")
    grant(user, Role.GRADE_LEADER, small.school, grade=small.grades[0])
    return user


def on_duty(small, office, name, *items, grades=()):
    post = Post.objects.create(school=small.school, name=name, items=list(items))
    post.grades.set(grades)
    user = make_user(name)
    put_on_duty(find_week(small.school, date(2026, 10, 19)), post, user, by=office, at=NOW)
    return user


@pytest.fixture
def supporting(small, office):
    """The three offices beside the leading two, each on duty for its own part."""
    return {name: on_duty(small, office, name, said.get("item", "hygiene")) for name, said in PARTS.items()}


def takes(small, user, **said):
    limits = Limits(access(user, small.school, TODAY))
    source = Record.Source.INSPECTION
    (outcome,) = record(small.school, [entry(**said)], by=user, at=NOW, source=source, limits=limits)
    return outcome.refusal is None


@pytest.mark.parametrize("part", PARTS)
def test_a_supporting_office_records_its_own_part_and_the_leading_ones_every_part(
    small, office, leader, supporting, part
):
    taken = {name for name, user in supporting.items() if takes(small, user, **PARTS[part])}

    assert taken == {part}
    assert takes(small, office, **PARTS[part])
    assert takes(small, leader, **PARTS[part])


def test_presence_is_checked_by_the_grade_and_spot_checked_by_offices(small, office, leader):
    principals_office = on_duty(small, office, "校长室", "presence")

    for user in (leader, office, principals_office):
        assert takes(small, user, **PRESENCE)

    seen = Record.objects.filter(item="presence", school_class__code="101", day=TODAY)
    assert {each.recorder_name for each in seen} == {"年级组", "德育处", "校长室"}


def test_a_spot_check_stands_beside_the_check_by_rota(small, office):
    on_rota = on_duty(small, office, "卫生岗", "hygiene")
    between = make_user("值班领导")
    grant(between, Role.DUTY_INSPECTOR, small.school)

    assert takes(small, on_rota)
    assert not takes(small, on_rota, item="order", event="noise")
    assert takes(small, between)
    assert takes(small, between, school_class="202", item="order", event="noise")


def test_a_special_check_is_a_post_of_its_own_for_a_week(small, office):
    special = on_duty(small, office, "消防专项", "safety", grades=small.grades[:1])

    assert takes(small, special, item="safety", event="unlocked")
    assert not takes(small, special, school_class="201", item="safety", event="unlocked")
    assert not takes(small, special)
    assert not access(special, small.school, date(2026, 10, 26)).may(Permission.INSPECT)

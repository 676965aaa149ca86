from datetime import date, timedelta

import pytest

from banheng.accounts.access import access
from banheng.accounts.errors import AccountRefused, PassRefused
from banheng.accounts.passes import (
    code_of,
    find_pass,
    make_pass,
    make_pupil_inspector,
    passes_of,
    revoke_pass,
    use_pass,
)
from banheng.accounts.roles import Permission
from tests.factories import NOW, TODAY, make_school, make_user

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = date(2026, 10, 19), date(2026, 10, 23)


@pytest.fixture
def school():
    return make_school().school


@pytest.fixture
def made(school):
    pupil = make_pupil_inspector(school, "李小明", at=NOW, by=None)
    return make_pass(pupil, MONDAY, FRIDAY, NOW)


def test_a_pass_gives_the_right_to_inspect_on_its_days_and_nothing_else(school, made):
    held = access(made.grant.user, school, TODAY)

    assert held.may(Permission.INSPECT)
    assert not any(held.may(permission) for permission in Permission if permission != Permission.INSPECT)
    assert not access(made.grant.user, school, FRIDAY + timedelta(days=1)).may(Permission.INSPECT)


def test_the_same_days_asked_for_again_give_the_same_pass(made):
    assert make_pass(made.grant.user, MONDAY, FRIDAY, NOW) == made


def test_a_code_finds_its_pass_and_ends_in_the_evening(made):
    usable = find_pass(code_of(made), NOW)

    assert (usable.inspector_pass, usable.used_today) == (made, None)
    assert usable.ends.isoformat() == "2026-10-21T22:30:00+08:00"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW - timedelta(days=7), "10月19日起才能使用"),
        (NOW + timedelta(days=7), "只用到10月23日，已经过期"),
        (NOW + timedelta(hours=7), "今天的检查已经结束"),
    ],
)
def test_outside_its_days_and_hours_it_says_so(made, at, said):
    with pytest.raises(PassRefused, match=said):
        find_pass(code_of(made), at)


@pytest.mark.parametrize("code", ["", "1", "1-1:forged", "x" * 5000, "１-0:x"])
def test_a_forged_code_is_refused(made, code):
    with pytest.raises(PassRefused, match="不是有效的检查证"):
        find_pass(code, NOW)


def test_a_pass_taken_back_says_so_and_gives_no_right(school, made):
    revoke_pass(made, NOW)
    revoke_pass(made, NOW)

    with pytest.raises(PassRefused, match="已被收回"):
        find_pass(code_of(made), NOW)
    assert not access(made.grant.user, school, TODAY).roles
    assert not passes_of(school).exists()


def test_after_one_was_taken_back_a_new_one_is_another(made):
    revoke_pass(made, NOW)

    assert make_pass(made.grant.user, MONDAY, FRIDAY, NOW) != made


def test_a_pass_says_that_it_was_used_today(made):
    use_pass(find_pass(code_of(made), NOW), NOW)

    assert find_pass(code_of(made), NOW).used_today == NOW
    assert find_pass(code_of(made), NOW + timedelta(days=1)).used_today is None


def test_teachers_get_no_pass(school):
    teacher = make_user("teacher")

    with pytest.raises(AccountRefused, match="自己的账号"):
        make_pass(teacher, MONDAY, FRIDAY, NOW)

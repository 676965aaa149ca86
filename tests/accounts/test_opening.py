import re

import pytest

from banheng.accounts.errors import AccountRefused
from banheng.accounts.models import AccountEvent, User
from banheng.accounts.opening import first_password, open_account, open_for_all_staff
from banheng.accounts.resetting import reset_password
from tests.factories import NOW, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_school()


def test_everybody_of_the_staff_gets_an_account_once(small):
    slips = open_for_all_staff(small.school, at=NOW, by=None)

    assert [slip.user.username for slip in slips] == ["t101", "t102", "t201", "t202"]
    assert all(slip.user.check_password(slip.password) for slip in slips)
    assert all(slip.user.must_change_password for slip in slips)
    assert open_for_all_staff(small.school, at=NOW, by=None) == []


def test_who_has_left_gets_no_account(small):
    teacher = small.teachers["101"]
    teacher.left = NOW.date()
    teacher.save()

    assert len(open_for_all_staff(small.school, at=NOW, by=None)) == 3


def test_a_code_taken_by_another_school_is_led_by_the_school(small):
    other = make_school("other", "另一所小学")
    open_for_all_staff(small.school, at=NOW, by=None)

    names = [slip.user.username for slip in open_for_all_staff(other.school, at=NOW, by=None)]

    assert names == ["other-t101", "other-t102", "other-t201", "other-t202"]


@pytest.mark.parametrize(("name", "code", "complaint"), [("", "x", "姓名"), ("张三", " /", "用户名")])
def test_an_account_needs_a_name_and_a_code(small, name, code, complaint):
    with pytest.raises(AccountRefused, match=complaint):
        open_account(small.school, name=name, code=code, at=NOW, by=None)


def test_a_name_taken_twice_is_refused(small):
    make_user("K1")
    make_user("yucai-k1")

    with pytest.raises(AccountRefused, match="k1"):
        open_account(small.school, name="张三", code="k1", at=NOW, by=None)


def test_a_first_password_can_be_read_from_paper():
    passwords = {first_password() for _ in range(200)}

    assert len(passwords) == 200
    assert all(re.fullmatch(r"([2-9a-hj-km-np-z]{4}-){2}[2-9a-hj-km-np-z]{4}", made) for made in passwords)


def test_no_password_stands_in_the_history(small):
    (slip, *_) = open_for_all_staff(small.school, at=NOW, by=None)
    reset = reset_password(slip.user, at=NOW, by=make_user("admin"))

    said = repr(list(AccountEvent.objects.values())) + repr(list(User.objects.values()))
    assert slip.password not in said
    assert reset.password not in said

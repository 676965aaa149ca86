from datetime import timedelta

import pytest

from banheng.accounts.attempts import begin_attempt
from banheng.accounts.errors import TooManyAttempts
from banheng.accounts.models import SignInAttempt
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def fail(times, username="zhang", address="10.0.0.1", at=NOW):
    for _ in range(times):
        begin_attempt(username, address, at)


def test_after_five_wrong_passwords_the_sixth_has_to_wait():
    fail(5)

    with pytest.raises(TooManyAttempts, match="请在5分钟后再试"):
        fail(1)


@pytest.mark.parametrize(("minutes", "said"), [(1, "4分钟"), (4, "1分钟")])
def test_the_waiting_time_counts_down(minutes, said):
    fail(5)

    with pytest.raises(TooManyAttempts, match=said):
        fail(1, at=NOW + timedelta(minutes=minutes))


def test_waiting_does_not_get_longer_by_trying():
    fail(5)
    for _ in range(10):
        with pytest.raises(TooManyAttempts):
            fail(1, at=NOW + timedelta(minutes=4))

    fail(1, at=NOW + timedelta(minutes=5, seconds=1))


def test_who_guesses_from_elsewhere_does_not_lock_out_the_owner():
    fail(5, address="203.0.113.9")

    fail(1, address="10.0.0.1")


def test_the_case_of_a_user_name_gives_no_more_attempts():
    fail(3, username="Zhang")
    fail(2, username=" zhang ")

    with pytest.raises(TooManyAttempts):
        fail(1, username="ZHANG")


def test_one_account_guessed_from_many_addresses_has_to_wait():
    for number in range(50):
        fail(1, address=f"203.0.113.{number}")

    with pytest.raises(TooManyAttempts, match="60分钟"):
        fail(1, address="198.51.100.1")


def test_one_address_that_tries_many_accounts_has_to_wait():
    for number in range(60):
        fail(1, username=f"t{number}")

    with pytest.raises(TooManyAttempts):
        fail(1, username="t60")


def test_what_was_typed_as_user_name_is_not_kept():
    fail(1, username="my secret password")

    assert "secret" not in repr(SignInAttempt.objects.values().get())


def test_old_attempts_are_swept_out():
    fail(3)
    fail(1, at=NOW + timedelta(hours=2))

    assert SignInAttempt.objects.count() == 1

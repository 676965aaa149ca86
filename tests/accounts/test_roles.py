from datetime import date, timedelta

import pytest

from banheng.accounts.access import access
from banheng.accounts.errors import AccountRefused
from banheng.accounts.granting import end_role, grant_role
from banheng.accounts.models import AccountEvent, RoleGrant
from banheng.accounts.people import accounts_of, belongs_to
from banheng.accounts.roles import PERMISSION_NAMES, Permission, Role
from banheng.accounts.schools import schools_of
from banheng.schools.classes import classes_on
from tests.factories import NOW, TODAY, grant, make_one_of_each, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school().school


@pytest.fixture
def admin():
    return make_user("admin")


def give(user, school, admin, **days):
    days.setdefault("first", TODAY)
    return grant_role(user, Role.PRINCIPAL, school, at=NOW, by=admin, **days)


def roles_on(user, school, day):
    return [held.role for held in access(user, school, day).roles]


def test_a_role_is_held_from_its_first_day_to_its_last(school, admin):
    user = make_user("user")
    give(user, school, admin, first=date(2026, 10, 1), last=date(2026, 10, 31))

    held = [bool(roles_on(user, school, date(2026, *day))) for day in ((9, 30), (10, 1), (10, 31), (11, 1))]
    assert held == [False, True, True, False]


def test_a_role_ended_today_is_lost_now_and_stays_as_history(school, admin):
    user = make_user("user")
    given = give(user, school, admin)

    end_role(given, last=TODAY, at=NOW, by=admin)

    assert roles_on(user, school, TODAY) == []
    assert schools_of(user, TODAY) == []
    kept = RoleGrant.objects.get()
    assert (kept.first, kept.last, kept.withdrawn_at) == (TODAY, TODAY, NOW)


def test_a_role_may_be_given_an_end_ahead(school, admin):
    user, friday = make_user("user"), TODAY + timedelta(days=2)

    end_role(give(user, school, admin), last=friday, at=NOW, by=admin)

    assert roles_on(user, school, friday) == [Role.PRINCIPAL]
    assert roles_on(user, school, friday + timedelta(days=1)) == []


def test_a_role_that_has_ended_is_not_ended_again(school, admin):
    given = give(make_user("user"), school, admin)
    end_role(given, last=TODAY, at=NOW, by=admin)

    with pytest.raises(AccountRefused, match="已经结束"):
        end_role(given, last=TODAY, at=NOW, by=admin)


def test_nobody_changes_their_own_roles(school, admin):
    own = grant(admin, Role.SYSTEM_ADMINISTRATOR, school)

    with pytest.raises(AccountRefused, match="不能改动自己"):
        give(admin, school, admin)
    with pytest.raises(AccountRefused, match="不能改动自己"):
        end_role(own, last=TODAY, at=NOW, by=admin)


def test_days_in_the_wrong_order_are_refused(school, admin):
    with pytest.raises(AccountRefused, match="早于"):
        give(make_user("user"), school, admin, last=TODAY - timedelta(days=1))


def test_who_gave_and_ended_what_is_kept(school, admin):
    user = make_user("user")
    end_role(give(user, school, admin), last=TODAY, at=NOW, by=admin)

    events = AccountEvent.objects.filter(user=user).values_list("kind", "by__username", "at")
    assert list(events) == [("role_ended", "admin", NOW), ("role_granted", "admin", NOW)]


def test_each_permission_has_a_name_for_people():
    assert set(PERMISSION_NAMES) == set(Permission)


def test_an_account_with_a_role_elsewhere_is_left_to_the_operator(school):
    other = make_school("other", "另一所小学").school
    own, shared = make_user("own"), make_user("shared")
    for user in (own, shared):
        user.school = school
        user.save()
    grant(shared, Role.SYSTEM_ADMINISTRATOR, other)

    assert (belongs_to(own, school), belongs_to(shared, school), belongs_to(own, other)) == (
        True,
        False,
        False,
    )
    assert set(accounts_of(other)) == {shared} | {user for user in accounts_of(other) if user.staff}


def test_a_permission_covers_a_class_whether_it_is_asked_alone_or_with_the_others():
    small = make_school()
    for user in make_one_of_each(small).values():
        held = access(user, small.school, TODAY)
        for permission in Permission:
            covered = set(held.classes(permission))
            for class_year in classes_on(small.school, TODAY):
                expected = class_year in covered
                assert held.may_in(permission, class_year) is expected, (user, permission, class_year)
                assert held.may_for(permission, class_year.school_class) is expected

import pytest
from allauth.mfa.models import Authenticator

from banheng.accounts.roles import Role
from banheng.accounts.second_factors import ask_of, lacks_second_factor, roles_that_must
from tests.factories import TODAY, grant, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_school()


def test_only_the_roles_named_must_have_one(small):
    office, inspector = make_user("office"), make_user("inspector")
    grant(office, Role.MORAL_EDUCATION_OFFICE, small.school)
    grant(inspector, Role.DUTY_INSPECTOR, small.school)

    ask_of(small.school, {Role.MORAL_EDUCATION_OFFICE})

    assert lacks_second_factor(office, TODAY)
    assert not lacks_second_factor(inspector, TODAY)


def test_homeroom_teachers_are_asked_by_their_class(small):
    teacher = make_user("teacher", staff=small.teachers["101"])
    ask_of(small.school, {Role.HOMEROOM_TEACHER})

    assert lacks_second_factor(teacher, TODAY)
    assert not lacks_second_factor(make_user("other"), TODAY)


@pytest.mark.parametrize(("kind", "lacks"), [("totp", False), ("webauthn", False), ("recovery_codes", True)])
def test_recovery_codes_alone_are_no_second_factor(small, kind, lacks):
    office = make_user("office")
    grant(office, Role.MORAL_EDUCATION_OFFICE, small.school)
    ask_of(small.school, {Role.MORAL_EDUCATION_OFFICE})
    Authenticator.objects.create(user=office, type=kind, data={})

    assert lacks_second_factor(office, TODAY) is lacks


def test_another_school_asks_nothing_of_ours(small):
    office = make_user("office")
    grant(office, Role.MORAL_EDUCATION_OFFICE, small.school)
    ask_of(make_school("other", "另一所小学").school, {Role.MORAL_EDUCATION_OFFICE})

    assert not lacks_second_factor(office, TODAY)


def test_what_is_asked_can_be_taken_back(small):
    ask_of(small.school, {Role.PRINCIPAL, Role.BOOKKEEPER})
    ask_of(small.school, {Role.PRINCIPAL})

    assert roles_that_must(small.school) == {Role.PRINCIPAL}

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from banheng.accounts.bureau_access import bureau_access
from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import Permission
from banheng.schools.models import Bureau
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_a_bureau_is_made_under_another_and_takes_schools():
    make_school("yucai")

    run("make_bureau", "city", "市教育局")
    said = run("make_bureau", "county", "县教育局", "--parent", "city", "--school", "yucai")

    county = Bureau.objects.get(code="county")
    assert county.parent.code == "city"
    assert [school.code for school in county.schools.all()] == ["yucai"]
    assert "1 所学校" in said


def test_the_same_command_again_gives_it_another_name():
    run("make_bureau", "county", "县教育局")
    run("make_bureau", "county", "县教育体育局")

    assert Bureau.objects.get().name == "县教育体育局"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("make_bureau", "county", "县教育局", "--parent", "none"), "没有代码为“none”的教育局"),
        (("make_bureau", "city", "市教育局", "--parent", "city"), "不能在自己下面"),
        (("make_bureau", "county", "县教育局", "--school", "none"), "none"),
        (("make_bureau", "a b", "县教育局"), "；|slug|字母"),
        (("grant_bureau_role", "nobody", "bureau_officer", "city"), "--name"),
        (("grant_bureau_role", "somebody", "bureau_officer", "none"), "没有代码为“none”的教育局"),
    ],
)
def test_what_cannot_be_done_says_why(words, reason):
    run("make_bureau", "city", "市教育局")
    make_user("somebody")

    with pytest.raises(CommandError, match=reason):
        run(*words)


def test_a_role_is_granted_and_seen_at_once():
    run("make_bureau", "county", "县教育局")
    user = make_user("hewen")

    run("grant_bureau_role", "hewen", "bureau_officer", "county")

    access = bureau_access(user, Bureau.objects.get(), timezone.localdate())
    assert access.may(Permission.COLLECT_DATA)
    with pytest.raises(CommandError, match="已经有这个角色"):
        run("grant_bureau_role", "hewen", "bureau_officer", "county")
    assert RoleGrant.objects.count() == 1


def test_an_account_is_opened_with_a_first_password():
    run("make_bureau", "county", "县教育局")

    said = run("grant_bureau_role", "hewen", "supervisor", "county", "--name", "何文")

    user = User.objects.get(username="hewen")
    assert user.must_change_password
    assert user.check_password(said.split("password: ")[1].strip())

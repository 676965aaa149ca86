from datetime import date

import pytest

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.opening import open_account
from banheng.accounts.passes import make_pass, make_pupil_inspector
from banheng.accounts.roles import Role
from banheng.accounts.second_factors import roles_that_must
from tests.factories import NOW, TODAY, grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def admin(small, client):
    user = make_user("admin", name="王主任")
    grant(user, Role.SYSTEM_ADMINISTRATOR, small.school)
    client.force_login(user)
    return user


@pytest.fixture
def zhang(small):
    return open_account(small.school, name="张三", code="zhang", at=NOW, by=None).user


def page(client, path):
    return client.get(f"/s/yucai/{path}").content.decode()


def test_the_roster_gets_accounts_at_once_and_its_slips_once(client, admin):
    slips = client.post("/s/yucai/people/open/")

    password = slips.context["slips"][0].password
    assert User.objects.get(username="t101").check_password(password)
    assert password in slips.content.decode()
    assert "no-store" in slips["Cache-Control"]
    assert client.post("/s/yucai/people/open/")["Location"] == "/s/yucai/people/"


def test_a_role_is_given_on_the_page_and_ended_there(client, admin, zhang):
    here = f"/s/yucai/people/{zhang.pk}/"
    client.post(f"{here}grant/", {"role": "principal", "first": "2026-10-21"})
    given = RoleGrant.objects.get(user=zhang)
    assert (given.role, given.school.code, given.first, given.last) == ("principal", "yucai", TODAY, None)

    client.post(f"{here}end/{given.pk}/")

    text = client.get(here).content.decode()
    assert "起失效" in text
    assert "王主任" in text


def test_the_list_says_who_has_which_class_by_its_name(client, small, admin):
    grant(make_user("fang"), Role.SUBJECT_TEACHER, small.school, school_class=small.classes["202"])
    make_user("li", staff=small.teachers["101"])

    text = page(client, "people/")

    assert "任课教师（二年级2班）" in text
    assert "班主任（一年级1班）" in text


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"role": "grade_leader"}, "年级组长要选定年级"),
        ({"role": "subject_teacher"}, "任课教师要选定班级"),
        ({"role": "principal", "last": "2026-10-01"}, "早于"),
        ({"role": "pupil_inspector"}, "pupil_inspector"),
        ({"role": "homeroom_teacher"}, "homeroom_teacher"),
        ({"role": "bureau_officer"}, "bureau_officer"),
    ],
)
def test_what_cannot_be_granted_is_refused_with_a_sentence(client, admin, zhang, said, complaint):
    answer = client.post(f"/s/yucai/people/{zhang.pk}/grant/", {"first": "2026-10-21"} | said, follow=True)

    assert complaint in answer.content.decode()
    assert not RoleGrant.objects.filter(user=zhang).exists()


def test_a_class_of_another_school_cannot_be_granted(client, admin, zhang):
    other = make_school("other", "另一所小学")
    said = {"role": "grade_leader", "first": "2026-10-21", "grade": other.grades[0].pk}

    client.post(f"/s/yucai/people/{zhang.pk}/grant/", said)

    assert not RoleGrant.objects.filter(user=zhang).exists()


@pytest.mark.parametrize("act", ["grant", "password", "factor", "deactivate"])
def test_an_administrator_does_not_change_their_own_account(client, admin, small, act):
    admin.school = small.school
    admin.save()
    said = {"role": "principal", "first": "2026-10-21"}

    answer = client.post(f"/s/yucai/people/{admin.pk}/{act}/", said, follow=True)

    assert "不能改动自己" in answer.content.decode()
    assert admin.role_grants.count() == 1


def test_the_password_of_somebody_with_a_role_elsewhere_is_not_reset(client, admin, zhang):
    grant(zhang, Role.SYSTEM_ADMINISTRATOR, make_school("other", "另一所小学").school)

    for act in ("password", "factor", "sign-out", "deactivate"):
        answer = client.post(f"/s/yucai/people/{zhang.pk}/{act}/")
        assert answer.status_code == 403, act
        assert "上级平台" in answer.content.decode()


def test_people_and_roles_of_another_school_do_not_exist(client, admin, zhang):
    other = make_school("other", "另一所小学").school
    foreigner = make_user("foreigner")
    given = grant(foreigner, Role.PRINCIPAL, other)

    assert client.get(f"/s/yucai/people/{foreigner.pk}/").status_code == 404
    assert client.post(f"/s/yucai/people/{zhang.pk}/end/{given.pk}/").status_code == 404


def test_a_sensitive_act_asks_for_the_password_again(client, admin, zhang):
    admin.set_password("quiet river 1998")
    admin.save()
    client.force_login(admin)

    answer = client.post(f"/s/yucai/people/{zhang.pk}/password/")

    assert answer["Location"].startswith("/account/reauthenticate/")
    confirmed = client.post(answer["Location"], {"password": "quiet river 1998"})
    assert "登录条" in confirmed.content.decode()


def test_the_list_finds_by_name_and_says_who_has_no_account(client, admin, zhang):
    assert "4位在职教职工还没有账号" in page(client, "people/")
    assert "张三" in page(client, "people/?q=张")
    assert "没有符合的账号" in page(client, "people/?q=nobody")


def test_roles_that_need_a_second_factor_are_chosen(client, admin, small):
    client.post("/s/yucai/people/factors/", {"roles": ["principal", "system_administrator"]})

    assert roles_that_must(small.school) == {Role.PRINCIPAL, Role.SYSTEM_ADMINISTRATOR}


def test_the_sheet_shows_the_passes_of_a_week_and_their_codes(client, admin, small):
    pupil = make_pupil_inspector(small.school, "李小明", at=NOW, by=admin)
    made = make_pass(pupil, date(2026, 10, 19), date(2026, 10, 23), NOW, by=admin)

    assert "李小明" in page(client, "passes/")
    assert "李小明" in page(client, "passes/?first=2026-10-19")
    assert "没有可用的检查证" in page(client, "passes/?first=2026-10-26")
    drawn = client.get(f"/s/yucai/passes/{made.pk}/code.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"<path" in drawn.content

    client.post(f"/s/yucai/passes/{made.pk}/revoke/")

    assert "没有可用的检查证" in page(client, "passes/")


def test_a_pass_of_another_school_does_not_exist(client, admin):
    other = make_school("other", "另一所小学").school
    pupil = make_pupil_inspector(other, "李小明", at=NOW, by=None)
    made = make_pass(pupil, date(2026, 10, 19), date(2026, 10, 23), NOW)

    assert client.get(f"/s/yucai/passes/{made.pk}/code.svg").status_code == 404

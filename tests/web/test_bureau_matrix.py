"""Every address of a bureau × role × own bureau, bureau above and other bureau. A new address without a row fails here."""

import importlib
import pkgutil
from datetime import date

import pytest
from django.urls import get_resolver, reverse

import tests.web.bureau_matrix
from banheng.accounts.models import RoleGrant
from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.schools.models import Bureau
from tests.factories import make_one_of_each, make_school, make_user
from tests.web.bureau_matrix.row import BureauWorld

ROWS = [
    row
    for module in pkgutil.iter_modules(tests.web.bureau_matrix.__path__)
    if module.name != "row"
    for row in importlib.import_module(f"tests.web.bureau_matrix.{module.name}").ROWS
]
pytestmark = pytest.mark.django_db


def officers(bureau):
    users = {}
    for role in sorted(BUREAU_ROLES):
        users[role] = user = make_user(f"{bureau.code}-{role}")
        RoleGrant.objects.create(user=user, role=role, bureau=bureau, first=date(2026, 9, 1))
    return users


@pytest.fixture
def world(time_machine_today):
    city = Bureau.objects.create(code="city", name="市教育局")
    county = Bureau.objects.create(code="county", name="县教育局", parent=city)
    other = Bureau.objects.create(code="other-county", name="邻县教育局", parent=city)
    small = make_school()
    small.school.bureau = county
    small.school.save()
    return BureauWorld(county, small, officers(county), officers(city)[Role.BUREAU_OFFICER], officers(other))


def addresses():
    def walk(patterns, prefix):
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, path)
            else:
                yield path, pattern.name

    return {
        name for path, name in walk(get_resolver().url_patterns, "") if path.startswith("b/<slug:bureau>/")
    }


def ask(client, world, row, user):
    if user is not None:
        client.force_login(user)
    address = reverse(row.url_name, kwargs={"bureau": world.bureau.code, **row.arguments(world)})
    return client.get(address) if row.method == "get" else client.post(address, row.form(world))


def name_of(row):
    return f"{row.method} {row.url_name}"


def test_every_address_of_a_bureau_stands_in_the_matrix():
    assert addresses() == {row.url_name for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_roles_of_the_bureau_are_let_in_or_refused(client, world, row):
    for role, user in world.users.items():
        expected = row.answers if role in row.allowed else 403
        assert ask(client, world, row, user).status_code == expected, role


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_the_bureau_above_looks_on_at_most(client, world, row):
    assert ask(client, world, row, world.above).status_code == (row.answers if row.above else 403)


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_for_other_bureaus_and_for_schools_it_does_not_exist(client, world, row):
    outsiders = [*world.strangers.values(), *make_one_of_each(world.small).values()]
    for user in outsiders:
        assert ask(client, world, row, user).status_code == 404, user


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_who_is_not_signed_in_is_asked_to_sign_in(client, world, row):
    response = ask(client, world, row, None)

    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")

"""Every address × role × own and other school. A new address without a row fails here."""

from __future__ import annotations

import importlib
import json
import pkgutil
from copy import deepcopy

import pytest
import time_machine
from django.db import transaction
from django.urls import get_resolver, reverse

import tests.web.matrix
from tests.factories import NOW, adopt, make_one_of_each, make_school
from tests.web.matrix.row import EVERYBODY, Row, World

ROWS: list[Row] = [
    row
    for module in pkgutil.iter_modules(tests.web.matrix.__path__)
    if module.name != "row"
    for row in importlib.import_module(f"tests.web.matrix.{module.name}").ROWS
]
OUTSIDE_SCHOOLS = {"home"}
"""Addresses that belong to no school; tests of their own say who may use them."""

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Make the schools once for all rows: that takes longer than to ask for an address."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=True):
            own, other = make_school("yucai", "育才小学"), make_school("other", "另一所小学")
            adopt(own.school)
            adopt(other.school)
            made = World(own, other, make_one_of_each(own), make_one_of_each(other))
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(made, time_machine_today):
    """Give each test objects of its own; what it does to the database is taken back at its end."""
    return deepcopy(made)


def school_addresses():
    """Walk through the resolver: names of all addresses of a school."""

    def walk(patterns, prefix):
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, path)
            else:
                yield path, pattern.name

    return {
        name for path, name in walk(get_resolver().url_patterns, "") if path.startswith("s/<slug:school>/")
    }


def ask(client, world, row, user):
    if user is not None:
        client.force_login(user)
    address = reverse(row.url_name, kwargs={"school": world.own.school.code, **row.arguments(world)})
    if row.method == "get":
        return client.get(address)
    content = row.form(world)
    if row.json:
        return client.post(address, json.dumps(content), content_type="application/json")
    return client.post(address, content)


def name_of(row):
    return f"{row.method} {row.url_name}"


def test_every_address_of_a_school_stands_in_the_matrix():
    assert school_addresses() == {row.url_name for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_roles_of_the_school_are_let_in_or_refused(client, world, row):
    for role in EVERYBODY:
        status = ask(client, world, row, world.users[role]).status_code
        expected = row.answers if role in row.allowed else 403
        assert status == expected, f"{role.value}: {status} instead of {expected}"


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_for_people_of_another_school_it_does_not_exist(client, world, row):
    for role in EVERYBODY:
        assert ask(client, world, row, world.strangers[role]).status_code == 404, role


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_who_is_not_signed_in_is_asked_to_sign_in(client, world, row):
    response = ask(client, world, row, None)

    if row.json:
        assert response.status_code == 401
    else:
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")

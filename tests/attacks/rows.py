"""The rows of both permission matrices, grouped by screen area, and a walk over them."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import transaction
from django.test import Client
from django.urls import reverse

import tests.web.bureau_matrix
import tests.web.matrix
from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.schools.models import Bureau
from tests.factories import adopt, make_one_of_each, make_school
from tests.web.bureau_matrix.row import BureauRow, BureauWorld
from tests.web.matrix.row import Row, World
from tests.web.test_bureau_matrix import officers


def areas(package):
    """List the modules of a matrix that hold rows."""
    return sorted(
        name
        for name in (module.name for module in pkgutil.iter_modules(package.__path__))
        if hasattr(importlib.import_module(f"{package.__name__}.{name}"), "ROWS")
    )


def rows_of(package, area):
    return importlib.import_module(f"{package.__name__}.{area}").ROWS


AREAS = [(tests.web.matrix, area) for area in areas(tests.web.matrix)] + [
    (tests.web.bureau_matrix, area) for area in areas(tests.web.bureau_matrix)
]
IDS = [f"{package.__name__.rpartition('.')[2]}-{area}" for package, area in AREAS]


def make_world(package):
    """Make what the rows of a matrix need."""
    if package is tests.web.matrix:
        own, other = make_school("yucai", "育才小学"), make_school("other", "另一所小学")
        adopt(own.school)
        adopt(other.school)
        return World(own, other, make_one_of_each(own), make_one_of_each(other))
    city = Bureau.objects.create(code="city", name="市教育局")
    county = Bureau.objects.create(code="county", name="县教育局", parent=city)
    other = Bureau.objects.create(code="other-county", name="邻县教育局", parent=city)
    small = make_school()
    small.school.bureau = county
    small.school.save()
    return BureauWorld(county, small, officers(county), officers(city)[Role.BUREAU_OFFICER], officers(other))


def swapped(world: World) -> World:
    """Give the same world seen from the other school."""
    return replace(world, own=world.other, other=world.own, users=world.strangers, strangers=world.users)


def address_of(world, row, arguments=None):
    arguments = row.arguments(world) if arguments is None else arguments
    place = {"bureau": world.bureau.code} if isinstance(row, BureauRow) else {"school": world.own.school.code}
    return reverse(row.url_name, kwargs={**place, **arguments})


def send(client: Client, row: Row | BureauRow, address: str, content=None):
    if row.method == "get":
        return client.get(address)
    if getattr(row, "json", False):
        return client.post(address, json.dumps(content), content_type="application/json")
    return client.post(address, content)


@contextmanager
def undone(world: World | BureauWorld) -> Iterator[None]:
    """Do something to the database that is taken back at the end, and forgotten by the schools of the world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for small in (world.own, world.other) if isinstance(world, World) else (world.small,):
        small.school.refresh_from_db()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def roles_of(row):
    return sorted(row.allowed & (BUREAU_ROLES if isinstance(row, BureauRow) else set(Role)))

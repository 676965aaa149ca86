"""Who may do something in the own school does not reach a thing of another school by its number (IDOR)."""

from uuid import UUID

import pytest

import tests.web.matrix
from tests.attacks.rows import (
    address_of,
    areas,
    make_world,
    roles_of,
    rows_of,
    send,
    signed_in,
    swapped,
    undone,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

LED_BACK = {"rota-leave-post"}
"""Answered by the page they came from, which says that there is no such thing."""
REFUSALS = {403, 404}


def names_a_row(arguments):
    """Tell whether an address names a row of the database by its number, which no other school can have."""
    return any(isinstance(value, int | UUID) for value in arguments.values())


@pytest.mark.parametrize("area", areas(tests.web.matrix))
def test_a_thing_of_another_school_does_not_exist(area):
    world = make_world(tests.web.matrix)
    found = []
    for row in rows_of(tests.web.matrix, area):
        with undone(world):
            foreign = row.arguments(swapped(world))
            if not names_a_row(foreign):
                continue
            client = signed_in(world.users[roles_of(row)[0]])
            content = row.form(swapped(world)) if row.method == "post" else None
            status = send(client, row, address_of(world, row, foreign), content).status_code
            if status not in REFUSALS and row.url_name not in LED_BACK:
                found.append((row.method, row.url_name, foreign, status))
    assert found == []

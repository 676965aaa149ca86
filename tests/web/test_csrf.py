"""No form of a school is taken without its token, whoever sends it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import adopt, make_one_of_each, make_school
from tests.web.matrix.row import World
from tests.web.test_permission_matrix import ROWS, name_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(time_machine_today):
    own, other = make_school("yucai", "育才小学"), make_school("other", "另一所小学")
    adopt(own.school)
    return World(own, other, make_one_of_each(own), {})


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "post"], ids=name_of)
def test_a_form_without_its_token_is_refused(world, row):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users[min(row.allowed)])
    address = reverse(row.url_name, kwargs={"school": "yucai", **row.arguments(world)})
    content = row.form(world)

    if row.json:
        answer = client.post(address, json.dumps(content), content_type="application/json")
    else:
        answer = client.post(address, content)

    assert answer.status_code == 403
    said = (
        answer.json()["reason"]
        if answer.headers["Content-Type"] == "application/json"
        else answer.content.decode()
    )
    assert "页面已经过期" in said or "页面打开太久" in said

"""A tab that was open through an upgrade sends the form of a former version: never a fault of ours."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

import tests.web.matrix
from tests.factories import adopt, make_one_of_each, make_school
from tests.web.matrix.row import World

pytestmark = pytest.mark.django_db
MODULES = sorted(
    module.name for module in pkgutil.iter_modules(tests.web.matrix.__path__) if module.name != "row"
)
FORMER = (
    {},
    {"gone": "1"},
    {
        "day": "31.12.2025",
        "text": "",
        "reason": "",
        "kind": "gone",
        "state": "gone",
        "number": "x",
        "id": "x",
    },
)
"""Forms without what is asked for today, with what nobody knows any more, and with what is read otherwise today."""


@pytest.fixture
def world(time_machine_today):
    own, other = make_school("yucai", "育才小学"), make_school("other", "另一所小学")
    adopt(own.school)
    adopt(other.school)
    return World(own, other, make_one_of_each(own), make_one_of_each(other))


@pytest.mark.parametrize("module", MODULES)
def test_a_form_of_a_former_version_is_answered_with_a_page(client, world, module):
    client.raise_request_exception = False
    faults = []
    for row in importlib.import_module(f"tests.web.matrix.{module}").ROWS:
        before = transaction.savepoint()
        client.force_login(world.users[min(row.allowed)])
        address = reverse(row.url_name, kwargs={"school": "yucai", **row.arguments(world)})
        for form in FORMER:
            content = json.dumps(form) if row.json else form
            kind = {"content_type": "application/json"} if row.json else {}
            answer = client.post(address, content, **kind)
            if answer.status_code >= 500:
                faults.append(f"{row.url_name} {form}: {answer.status_code}")
        transaction.savepoint_rollback(before)
        world.own.school.refresh_from_db()

    assert faults == []


def test_a_form_with_a_token_of_another_session_is_told_so_and_what_to_do(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users[min(world.users)])

    page = client.post("/s/yucai/desk/appeal-rule/", {"csrfmiddlewaretoken": "a" * 64}).content.decode()

    assert re.search("页面已经过期.*没有保存.*刷新后再提交", page, re.DOTALL)

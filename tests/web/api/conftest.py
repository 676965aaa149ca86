from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.cache import cache

from banheng.accounts.roles import Role
from banheng.accounts.tokens import Scope, make_token
from tests.factories import NOW, TODAY, adopt, make_one_of_each, make_school


class Program:
    """What shows a token and reads JSON."""

    def __init__(self, client, token, school="yucai"):
        self.client, self.token, self.base = client, token, f"/api/v1/s/{school}"

    def get(self, path, **headers):
        return self.client.get(self.base + path, headers=self._headers(headers))

    def post(self, path, content, **headers):
        return self.client.post(
            self.base + path, json.dumps(content), "application/json", headers=self._headers(headers)
        )

    def _headers(self, more):
        return {"Authorization": f"Bearer {self.token}", **more}


def token_for(user, school, *scopes, **more):
    """Make a token for a year; without scopes, for all of them."""
    more.setdefault("last", TODAY + timedelta(days=365))
    _made, text = make_token(school, user, name="测试", scopes=scopes or Scope, at=NOW, **more)
    return text


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def small(db, time_machine_today):
    school = make_school()
    adopt(school.school)
    return school


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def program(client, small, users):
    """Make a program that acts for a role."""

    def made(role=Role.MORAL_EDUCATION_OFFICE, *scopes, **more):
        return Program(client, token_for(users[role], small.school, *scopes, **more))

    return made

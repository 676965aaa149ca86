"""How the interface refuses: as a problem, in two languages, never with a traceback."""

import pytest
from django.db import OperationalError
from django.test import Client

from banheng.web.api import limiting, schemes
from tests.web.api.conftest import Program


def test_a_problem_says_what_was_found_why_it_is_refused_and_what_to_do(program):
    answer = program().get("/records?limit=1000&first_day=tomorrow")

    said = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (said["type"], said["title"], said["status"]) == ("about:blank", "Unprocessable Entity", 422)
    assert "请按接口说明改正" in said["detail"]
    assert {(fault["place"], fault["found"]) for fault in said["faults"]} == {
        ("query.limit", "1000"),
        ("query.first_day", "tomorrow"),
    }


@pytest.mark.parametrize(
    "path", ["/results?scheme=primary%00month", "/records?after=%00", "/roster/classes?day=%00"]
)
def test_a_nul_character_is_named_as_what_is_wrong(program, path):
    answer = program().get(path)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["faults"][0]["found"] == r"\0"
    assert "空字符" in answer.json()["faults"][0]["reason"]


def test_a_method_that_is_none_is_named_with_those_that_are(program):
    office = program()

    answer = office.client.delete(
        "/api/v1/s/yucai/records", headers={"Authorization": f"Bearer {office.token}"}
    )

    assert answer.status_code == 405
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}
    assert answer.json()["code"] == "no_such_method"


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing", "/api/v1/s/yucai/", "/api/v1/s/坏/records"])
def test_an_address_that_is_none_is_a_problem_too(db, path):
    answer = Client().get(path, headers={"Authorization": "Bearer x"})

    assert answer.status_code in {401, 404}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (RuntimeError("secret of the house"), 500, "server_error"),
        (OperationalError("locked"), 503, "not_saved"),
    ],
)
def test_a_fault_of_our_own_shows_nothing_of_it(program, monkeypatch, raised, status, code):
    def broken(*_):
        raise raised

    monkeypatch.setattr(schemes, "versions_in_force", broken)
    answer = program().get("/schemes")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "secret" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_too_many_requests_are_refused_until_the_minute_is_over(program, monkeypatch, time_machine_today):
    monkeypatch.setattr(limiting, "MOST_A_MINUTE", 3)
    office, other = program(), program()

    answers = [office.get("/token") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert answers[3].json()["code"] == "too_many_requests"
    assert other.get("/token").status_code == 200


def test_nothing_of_the_interface_sets_a_cookie(program):
    assert not program().get("/token").cookies


def test_the_description_is_public(client):
    described = client.get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.1")


def test_the_first_try_says_what_the_token_may(program, small):
    said = program(school_class=small.classes["101"]).get("/token").json()

    assert said["school"] == "yucai"
    assert said["classes"] == ["101"]
    assert len(said["scopes"]) == 5


def test_a_token_in_the_address_is_not_taken(client, small, program):
    office = program()

    assert Program(client, "").get(f"/token?token={office.token}").status_code == 401

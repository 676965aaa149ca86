"""Every address of the interface × role × scope × own and other school. A new address without a row fails here."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from uuid_utils.compat import uuid7

from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.accounts.tokens import Scope
from banheng.web.api.service import api
from tests.factories import TODAY, adopt, make_one_of_each, make_school, put_one
from tests.web.api.conftest import Program, token_for

ALL = frozenset(set(Role) - BUREAU_ROLES)
STAFF = ALL - {Role.PUPIL_INSPECTOR}
OFFICE = frozenset({Role.MORAL_EDUCATION_OFFICE})
LEADER, HOMEROOM = Role.GRADE_LEADER, Role.HOMEROOM_TEACHER
INSPECTORS = frozenset({Role.DUTY_INSPECTOR, Role.PUPIL_INSPECTOR})
READERS = OFFICE | {HOMEROOM, LEADER, Role.PRINCIPAL}
SEES_CLASS = READERS | {Role.SUBJECT_TEACHER}


@dataclass(frozen=True)
class Row:
    """One address: whose token opens it, and with which scope; the others get 403, the other school 404."""

    path: str
    allowed: frozenset[Role]
    scope: Scope | None
    content: Any = None
    of: str = ""
    """The address as the description has it, where it is not the same."""


def some_records(_world):
    sent = {"day": TODAY.isoformat(), "item": "hygiene", "event": "unswept", "school_class": "101"}
    return {"records": [{"id": str(uuid7()), **sent}]}


def a_void(_world):
    return {"id": str(uuid7()), "reason": "看错了"}


EXPLANATION = "/results/primary-month/2026-10/classes/101/explanation"
ROWS = [
    Row("/token", ALL, None),
    Row("/records", READERS | INSPECTORS, Scope.RECORDS_READ),
    Row("/records/{record}", READERS, Scope.RECORDS_READ),
    Row("/records", OFFICE | INSPECTORS | {LEADER}, Scope.RECORDS_WRITE, some_records),
    Row("/records/{record}/void", OFFICE, Scope.RECORDS_WRITE, a_void),
    Row("/roster/terms", STAFF, Scope.ROSTER_READ),
    Row("/roster/classes", SEES_CLASS, Scope.ROSTER_READ),
    Row("/roster/staff", OFFICE | {Role.SYSTEM_ADMINISTRATOR}, Scope.ROSTER_READ),
    Row("/schemes", STAFF, Scope.SCHEMES_READ),
    Row("/schemes/primary-month/1", STAFF, Scope.SCHEMES_READ, of="/schemes/{code}/{number}"),
    Row("/results", STAFF, Scope.RESULTS_READ),
    Row("/results/primary-month/2026-09", STAFF, Scope.RESULTS_READ, of="/results/{scheme}/{period}"),
    Row(
        EXPLANATION,
        SEES_CLASS,
        Scope.RESULTS_READ,
        of="/results/{scheme}/{period}/classes/{school_class}/explanation",
    ),
]


@pytest.fixture
def world(small, users):
    from tests.assessment.settling import SEPTEMBER, publish_september  # noqa: PLC0415

    put_one(small.school, day=SEPTEMBER)
    publish_september(small.school)
    other = make_school("other", "另一所小学")
    adopt(other.school)
    return small, users, other, make_one_of_each(other)


def name_of(row):
    return f"{'post' if row.content else 'get'} {row.of or row.path}"


def ask(world, row, token):
    path = row.path.format(record=put_one(world[0].school).id)
    program = Program(Client(), token)
    return program.post(path, row.content(world)) if row.content else program.get(path)


def test_every_address_of_the_interface_stands_in_the_table():
    described = {
        (method, path.removeprefix("/api/v1/s/{school}"))
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
    }

    assert described == {("post" if row.content else "get", row.of or row.path) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_token_may_what_its_account_may_and_no_more(world, row):
    small, users, *_ = world
    for role in ALL:
        status = ask(world, row, token_for(users[role], small.school)).status_code
        assert status == (200 if role in row.allowed else 403), f"{role.value}: {status}"


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_without_its_scope_nothing_opens(world, row):
    small, users, *_ = world
    role = Role.MORAL_EDUCATION_OFFICE
    for scope in Scope:
        answer = ask(world, row, token_for(users[role], small.school, scope))
        opens = row.scope in {None, scope}
        assert answer.status_code == (200 if opens else 403), scope
        assert opens or answer.json()["code"] == "scope_missing"


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_for_a_token_of_another_school_nothing_exists(world, row):
    *_, other, strangers = world
    for role in ALL:
        answer = ask(world, row, token_for(strangers[role], other.school))
        assert answer.status_code == 404, role
        assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("row", ROWS, ids=name_of)
@pytest.mark.parametrize("token", ["", "banheng_00000000_guess", "Bearer"])
def test_without_a_token_nothing_opens(world, row, token):
    answer = ask(world, row, token)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["code"] == "no_token"


def test_a_session_opens_nothing(client, small, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    assert client.get("/api/v1/s/yucai/records").status_code == 401


def test_somebody_with_roles_in_two_schools_reads_with_each_token_its_own(client, small, users):
    other = make_school("other", "另一所小学")
    adopt(other.school)
    office = users[Role.MORAL_EDUCATION_OFFICE]
    from tests.factories import grant  # noqa: PLC0415

    grant(office, Role.MORAL_EDUCATION_OFFICE, other.school)
    here, there = put_one(small.school), put_one(other.school)

    def read(token, school):
        answer = Program(client, token, school).get("/records")
        return answer.status_code, [UUID(each["id"]) for each in answer.json().get("records", [])]

    token = token_for(office, other.school)

    assert read(token, "other") == (200, [there.id])
    assert read(token, "yucai") == (404, [])
    assert Program(client, token, "other").get(f"/records/{here.id}").status_code == 404


@pytest.mark.parametrize("role", [Role.MORAL_EDUCATION_OFFICE, Role.DUTY_INSPECTOR, Role.GRADE_LEADER])
def test_a_token_for_one_class_sees_and_records_that_class_only(program, small, users, role):
    inside = put_one(small.school, by=users[role], school_class="101")
    outside = put_one(small.school, by=users[role], school_class="102")
    narrow = program(role, school_class=small.classes["101"])

    listed = narrow.get("/records").json()["records"]
    sent = {"day": TODAY.isoformat(), "item": "hygiene", "event": "unswept"}
    answers = narrow.post(
        "/records",
        {"records": [{"id": str(uuid7()), "school_class": code, **sent} for code in ("102", "101")]},
    ).json()["answers"]

    assert [each["id"] for each in listed] == [str(inside.id)]
    assert narrow.get(f"/records/{outside.id}").status_code == 403
    assert narrow.post(f"/records/{outside.id}/void", a_void(None)).status_code == 403
    assert [(each["state"], each["code"]) for each in answers] == [
        ("refused", "not_for_token"),
        ("accepted", ""),
    ]


def test_a_role_that_ends_takes_the_token_with_it(program, users):
    office = program()
    assert office.get("/records").status_code == 200

    from tests.factories import NOW  # noqa: PLC0415

    users[Role.MORAL_EDUCATION_OFFICE].role_grants.update(withdrawn_at=NOW)

    answer = office.get("/records")
    assert (answer.status_code, answer.json()["code"]) == (403, "account_may_not")

"""The description says everything, and the interface keeps to it whatever is sent (Schemathesis)."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from banheng.config.wsgi import application
from banheng.web.api import limiting
from banheng.web.api.service import api
from tests.assessment.settling import SEPTEMBER, publish_september
from tests.factories import put_one

EXAMPLES = int(os.environ.get("BANHENG_API_EXAMPLES", "25"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def operations():
    paths = api.get_openapi_schema()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


def walk(content, place="#"):
    """Give every object of the description with its place."""
    if isinstance(content, dict):
        yield place, content
        for key, inner in content.items():
            yield from walk(inner, f"{place}/{key}")
    elif isinstance(content, list):
        for number, inner in enumerate(content):
            yield from walk(inner, f"{place}/{number}")


def test_every_field_and_parameter_is_described():
    described = api.get_openapi_schema()
    fields = [
        (f"{place}/{name}", said)
        for place, content in walk(described["components"])
        for name, said in content.get("properties", {}).items()
    ]
    parameters = [(place, said) for place, said in walk(described["paths"]) if {"in", "name"} <= said.keys()]

    assert len(fields) > 90
    assert len(parameters) > 30
    assert [place for place, said in fields if not said.get("description")] == []
    assert [
        place for place, said in parameters if not said.get("description", said["schema"].get("description"))
    ] == []


def test_every_operation_has_a_summary_its_scope_and_problems():
    for path, methods in api.get_openapi_schema()["paths"].items():
        for operation in methods.values():
            assert operation["summary"]
            assert path.endswith("/token") or "Scope `" in operation["description"], path
            assert operation["security"] == [{"Bearer": []}]
            for status in (401, 403, 404, 422, 429):
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(("method", "path"), operations())
def test_whatever_is_sent_the_answer_is_one_that_is_described(program, small, monkeypatch, method, path):
    monkeypatch.setattr(limiting, "MOST_A_MINUTE", 10**9)
    put_one(small.school, day=SEPTEMBER)
    publish_september(small.school)
    real = {
        "school": "yucai",
        "record": str(put_one(small.school).id),
        "scheme": "primary-month",
        "code": "primary-month",
        "number": 1,
        "period": "2026-10",
        "school_class": "101",
    }
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    headers = {"Authorization": f"Bearer {program().token}"}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path][method].as_strategy(), names=st.sets(st.sampled_from(sorted(real))))
    def keeps_to_it(case, names):
        for name in {"school", *names} & case.path_parameters.keys():
            case.path_parameters[name] = real[name]
        case.call_and_validate(headers=headers, checks=CHECKS)

    keeps_to_it()

"""As much of JSON Schema as docs/reference/explanation.schema.json uses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/reference/explanation.schema.json").read_text(encoding="utf-8")
)
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
}
KEYWORDS = {
    "$schema", "$id", "$ref", "$defs", "title", "description", "type", "const", "enum", "pattern",
    "properties", "required", "additionalProperties", "items", "oneOf",
}  # fmt: skip


def faults_of(content: Any, schema: dict[str, Any] = SCHEMA) -> list[str]:
    """List where some content is not as the schema says."""
    return list(_faults(content, schema, ""))


def _faults(content: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    assert set(schema) <= KEYWORDS, f"this checker does not know {set(schema) - KEYWORDS}"
    if "$ref" in schema:
        yield from _faults(content, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], place)
    if "oneOf" in schema:
        forms = [list(_faults(content, one, place)) for one in schema["oneOf"]]
        if sum(not faults for faults in forms) != 1:
            yield f"{place}: fits not exactly one of the forms: {forms}"
    yield from _value_faults(content, schema, place)
    if isinstance(content, dict):
        yield from _object_faults(content, schema, place)
    if isinstance(content, list) and "items" in schema:
        for number, entry in enumerate(content):
            yield from _faults(entry, schema["items"], f"{place}/{number}")


def _value_faults(content: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    kinds = schema.get("type", [])
    if kinds and not any(_is_of(content, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{place}: {content!r} is no {kinds}"
    if "const" in schema and content != schema["const"]:
        yield f"{place}: {content!r} is not {schema['const']!r}"
    if "enum" in schema and content not in schema["enum"]:
        yield f"{place}: {content!r} is none of {schema['enum']}"
    if "pattern" in schema and isinstance(content, str) and not re.search(schema["pattern"], content):
        yield f"{place}: {content!r} does not match {schema['pattern']}"


def _is_of(content: Any, kind: str) -> bool:
    return isinstance(content, TYPES[kind]) and not (kind == "integer" and isinstance(content, bool))


def _object_faults(content: dict[str, Any], schema: dict[str, Any], place: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in content:
            yield f"{place}: {name} is missing"
    for name, value in content.items():
        if name in properties:
            yield from _faults(value, properties[name], f"{place}/{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{place}: {name} is not expected"
        elif isinstance(schema.get("additionalProperties"), dict):
            yield from _faults(value, schema["additionalProperties"], f"{place}/{name}")

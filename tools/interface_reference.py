"""Write docs/reference/api.md to standard output, from the interface itself; `json` writes docs/reference/api.json."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

INTRODUCTION = """\
# Interface for programs

Every address, parameter and field of the interface, version 1.
This page and [api.json](api.json), the same as OpenAPI 3.1, are written by `make docs` from the program; a site serves its own at `/api/v1/openapi.json`.
How to begin: [Interfaces](../guides/api.md).
"""


def described() -> dict[str, Any]:
    """Give the description that a site serves."""
    os.environ.setdefault("BANHENG_SECRET_KEY", "for this page only")
    os.environ["DJANGO_SETTINGS_MODULE"] = "banheng.config.settings"  # whatever tests have set
    django.setup()
    from banheng.web.api.service import api  # noqa: PLC0415 - needs the apps to be loaded

    return json.loads(json.dumps(api.get_openapi_schema()))


def as_json(description: dict[str, Any]) -> str:
    """Write the description as a file."""
    return json.dumps(description, ensure_ascii=False, indent=2) + "\n"


def as_page(description: dict[str, Any]) -> str:
    """Write the description as a page."""
    lines = [INTRODUCTION, description["info"]["description"].strip(), ""]
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            lines += _operation(method, path, operation)
    lines += ["## What is sent and answered", ""]
    for name, schema in sorted(description["components"]["schemas"].items()):
        lines += [f"### {name}", "", _one_line(schema.get("description", "")), ""]
        lines += _table(schema)
    return "\n".join(lines).rstrip() + "\n"


def _operation(method: str, path: str, operation: dict[str, Any]) -> list[str]:
    lines = [f"## {method.upper()} {path}", "", _one_line(operation["description"]), ""]
    parameters = [each for each in operation.get("parameters", []) if each["name"] != "school"]
    if parameters:
        lines += ["| Parameter | In | Form | Meaning |", "|---|---|---|---|"]
        for each in parameters:
            schema = each["schema"]
            said = each.get("description") or schema.get("description", "")
            lines.append(f"| `{each['name']}` | {each['in']} | {_form(schema)} | {_one_line(said)} |")
        lines.append("")
    if "requestBody" in operation:
        (content,) = operation["requestBody"]["content"].values()
        lines += [f"Body: {_form(content['schema'])}.", ""]
    (content,) = operation["responses"]["200"]["content"].values()
    refusals = ", ".join(status for status in operation["responses"] if status != "200")
    return [*lines, f"Answer: {_form(content['schema'])}. Refusals: {refusals}.", ""]


def _table(schema: dict[str, Any]) -> list[str]:
    lines = ["| Key | Form | Meaning |", "|---|---|---|"]
    required = set(schema.get("required", ()))
    for name, field in schema.get("properties", {}).items():
        must = "" if name in required else " (may be left out)"
        lines.append(f"| `{name}` | {_form(field)}{must} | {_one_line(field['description'])} |")
    return [*lines, ""]


def _form(schema: dict[str, Any]) -> str:
    """Say in a word or two what a value is."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_form(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {_form(schema['items'])}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"{_form(schema['additionalProperties'])} by code"
    return schema.get("format") or ("decimal as text" if "\\d+(" in schema.get("pattern", "") else kind)


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> None:
    """Print the page, or the description."""
    description = described()
    sys.stdout.write(as_json(description) if "json" in sys.argv else as_page(description))


if __name__ == "__main__":
    main()

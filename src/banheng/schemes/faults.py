"""Word the faults that the model finds in a scheme, each at the place where it stands."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Wording
from banheng.rules.figures import Blank
from banheng.schemes.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from banheng.schemes.walking import Path_

UNKNOWN_KEY = Wording(
    "不认识的字段“{key}”。{advice_zh}此处可用：{allowed}。",
    "unknown key '{key}'. {advice}Allowed here: {allowed}.",
)
KEY_MISSING = Wording("缺少必填字段“{key}”。请补上。", "the key '{key}' is missing. Add it.")
WRONG_KIND = Wording(
    "“{found}”不是可用的取值。{advice_zh}可用：{allowed}。",
    "'{found}' is not among the allowed words. {advice}Allowed: {allowed}.",
)
WRONG_VALUE = Wording("“{found}”不能用在这里：{reason_zh}。", "'{found}' cannot stand here: {reason}.")
WRONG_TOGETHER = Wording("这几项不能这样合用：{reason_zh}。", "these keys do not fit together: {reason}.")


def word_faults(
    errors: Sequence[ErrorDetails],
    content: object,
    place_of: Callable[[Path_], Place],
    model: type[BaseModel],
) -> list[Finding]:
    """Word each fault once; what only follows from a fault further down is left out.

    Args:
        errors: as the validator lists them.
        content: what was validated.
        place_of: gives the place of a path.
        model: of the document.
    """
    schema = model.model_json_schema(mode="validation")
    by_path: dict[Path_, ErrorDetails] = {}
    for error in errors:
        by_path.setdefault(_path(error["loc"], content), error)
    containers = {path[:length] for path in by_path for length in range(len(path))}
    findings = [
        _finding(path, error, schema, place_of) for path, error in by_path.items() if path not in containers
    ]
    # a mistyped key is one fault, not an unknown key and a missing one
    mistyped = {
        (finding.place.path.rpartition("/")[0], finding.figures["nearest"])
        for finding in findings
        if finding.wording is UNKNOWN_KEY
    }
    return [
        finding
        for finding in findings
        if finding.wording is not KEY_MISSING or (finding.place.path, finding.figures["key"]) not in mistyped
    ]


def _finding(
    path: Path_, error: ErrorDetails, schema: dict[str, Any], place_of: Callable[[Path_], Place]
) -> Finding:
    kind, figures = error["type"], error.get("ctx", {})
    key, found = str(path[-1]) if path else "", _written(error["input"])
    if kind == "extra_forbidden":
        allowed = sorted(_allowed_keys(error["loc"], schema))
        return _fault("E001", place_of(path), UNKNOWN_KEY, key=key, **_offered(key, allowed))
    if kind == "missing" and isinstance(path[-1], str):
        return _fault("E002", place_of(path[:-1]), KEY_MISSING, key=key)
    if kind == "union_tag_not_found":
        return _fault("E002", place_of(path), KEY_MISSING, key="kind")
    if kind in ("union_tag_invalid", "enum", "literal_error"):
        expected = str(figures.get("expected_tags") or figures["expected"]).replace(" or ", ", ")
        allowed = [word.strip("' ") for word in expected.split(",")]
        found = str(figures.get("tag", found))
        return _fault("E004", place_of(path), WRONG_KIND, found=found, **_offered(found, allowed))
    why = reason(kind, error["msg"].removeprefix("Value error, "), figures)
    together = kind == "value_error"
    return _fault(
        "E005",
        place_of(path),
        WRONG_TOGETHER if together else WRONG_VALUE,
        found=found,
        reason=why.en,
        reason_zh=why.zh,
    )


def _fault(number: str, place: Place, wording: Wording, **figures: str) -> Finding:
    return Finding(f"schemes.{number}", Severity.ERROR, place, wording, dict(figures))


def _written(found: object) -> str:
    if isinstance(found, Blank):
        return "____"
    return "…" if isinstance(found, dict | list) else str(found)


def _offered(found: str, allowed: list[str]) -> dict[str, str]:
    nearest = difflib.get_close_matches(found, allowed, n=1, cutoff=0.5)
    return {
        "allowed": ", ".join(allowed),
        "nearest": nearest[0] if nearest else "",
        "advice": f"Did you mean '{nearest[0]}'? " if nearest else "",
        "advice_zh": f"是否想写“{nearest[0]}”？" if nearest else "",
    }


def _path(location: Path_, content: Any) -> Path_:
    """Drop the validator's own steps (which kind, which form) from a location."""
    path: list[str | int] = []
    kind_passed = False
    for number, step in enumerate(location):
        last = number == len(location) - 1
        if isinstance(content, dict):
            if not kind_passed and content.get("kind") == step and not last:
                kind_passed = True
                continue
            if step in content:
                content, kind_passed = content[step], False
            elif last and isinstance(step, str) and "[" not in step:
                content = None
            else:
                continue
        elif isinstance(content, list) and isinstance(step, int):
            content, kind_passed = (content[step] if step < len(content) else None), False
        else:
            continue
        path.append(step)
    return tuple(path)


def _allowed_keys(location: Path_, schema: dict[str, Any]) -> set[str]:
    """Give the keys that the model knows where a location ends."""
    node: dict[str, Any] = schema
    for step in location[:-1]:
        node = _step_into(node, step, schema)
    node = _resolved(node, schema)
    for choice in node.get("anyOf", []):
        node = _resolved(choice, schema) if choice.get("type") != "null" else node
    return set(node.get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node


def _step_into(node: dict[str, Any], step: str | int, schema: dict[str, Any]) -> dict[str, Any]:
    node = _resolved(node, schema)
    for choice in node.get("anyOf", []) + node.get("oneOf", []):
        resolved = _resolved(choice, schema)
        kind = resolved.get("properties", {}).get("kind", {}).get("const")
        if kind is not None and kind == step:
            return resolved
        if kind is None and (resolved.get("oneOf") or resolved.get("type") in ("object", "array")):
            return _step_into(resolved, step, schema)
    if isinstance(step, int):
        inside: object = node.get("items", {})
    else:
        inside = node.get("properties", {}).get(step, node.get("additionalProperties", {}))
    return inside if isinstance(inside, dict) else {}

"""Read a scheme file, with the line of everything that is wrong in it."""

from __future__ import annotations

import difflib
import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from banheng.core.errors import SchemeInvalid, SchemeNotInForce, SchemeUnreadable
from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Wording
from banheng.rules.figures import BLANK, Blank
from banheng.schemes.scheme import Scheme

if TYPE_CHECKING:
    from pathlib import Path

    from ruamel.yaml.nodes import Node as YamlNode

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class SchemeFile:
    """A loaded scheme and where its parts stand.

    Attributes:
        lines: line number by path (keys and list positions from the top).
        fingerprint: SHA-256 of the meaning; comments, order of keys and layout do not change it.
    """

    name: str
    scheme: Scheme
    lines: dict[Path_, int] = field(repr=False)
    fingerprint: str

    def line_of(self, path: Path_) -> int:
        """Give the line of a path, or of the nearest part above it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def blanks(self) -> list[Path_]:
        """List the paths of figures that are left open."""
        return list(_blanks(self.scheme, ()))

    def in_force(self) -> Scheme:
        """Give the scheme for scoring.

        Raises:
            SchemeNotInForce: figures are left open.
        """
        findings = [
            Finding(
                "schemes.E010",
                Severity.ERROR,
                Place(self.name, self.line_of(path), "/".join(map(str, path))),
                BLANK_LEFT,
            )
            for path in self.blanks()
        ]
        if findings:
            raise SchemeNotInForce(f"{self.name}: {len(findings)} blank(s) are left open", findings)
        return self.scheme


BLANK_LEFT = Wording(
    "此处数值留空，方案不能生效。请填上学校确定的数值。",
    "this figure is left open, so the scheme cannot be put in force. Fill in what the school has decided.",
)


def load_scheme(path: Path) -> SchemeFile:
    """Load a scheme file.

    Raises:
        SchemeUnreadable: the file is missing, not UTF-8, or not YAML.
        SchemeInvalid: it does not say what a scheme must say; carries one finding for each fault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SchemeUnreadable(f"{path}: the scheme file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SchemeUnreadable(f"{path}: the scheme file is not UTF-8 text. Save it as UTF-8 and try again") from error
    return parse_scheme(text, name=str(path))


def parse_scheme(text: str, *, name: str = "scheme.yaml") -> SchemeFile:
    """Load a scheme from text; raises as `load_scheme` does."""
    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SchemeUnreadable(f"{name}:{line}: not valid YAML: {error.problem}") from error
    if not isinstance(root, MappingNode):
        raise SchemeUnreadable(f"{name}: a scheme is a list of `key: value` lines, this file has none")
    lines: dict[Path_, int] = {}
    findings: list[Finding] = []
    content = _content(root, (), lines, findings, name)
    try:
        scheme = Scheme.model_validate(content)
    except ValidationError as error:
        findings += [_finding(fault, content, lines, name) for fault in error.errors(include_url=False)]
        scheme = None  # type: ignore[assignment]
    if findings:
        raise SchemeInvalid(f"{name}: {len(findings)} fault(s) in the scheme", findings)
    return SchemeFile(name, scheme, lines, fingerprint(scheme))


def fingerprint(scheme: Scheme) -> str:
    """Give the SHA-256 of the meaning of a scheme."""
    content = scheme.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _content(
    node: YamlNode, path: Path_, lines: dict[Path_, int], findings: list[Finding], name: str
) -> Any:  # noqa: ANN401 - the content of YAML is of any type
    """Turn a YAML node into plain data: exact decimals, BLANK for null; note the line of every path."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in mapping:
                place = Place(name, line, "/".join(map(str, (*path, key))))
                findings.append(Finding("schemes.E003", Severity.ERROR, place, KEY_TWICE, {"key": key}))
            lines[(*path, key)] = line
            mapping[key] = _content(value_node, (*path, key), lines, findings, name)
        return mapping
    if isinstance(node, SequenceNode):
        return [_content(child, (*path, i), lines, findings, name) for i, child in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: ScalarNode) -> object:
    kind = node.tag.rsplit(":", 1)[-1]
    text = node.value
    if kind == "null":
        return BLANK
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int":
        return int(text.replace("_", ""), 0) if not text.lstrip("+-").isdecimal() else int(text)
    if kind == "float":
        return Decimal(text.replace("_", "")) if text.lower().lstrip("+-") not in (".nan", ".inf") else text
    return text


KEY_TWICE = Wording(
    "“{key}”在同一处写了两次。请合并或删去一处。", "'{key}' stands here twice. Merge the two or remove one."
)
UNKNOWN_KEY = Wording(
    "不认识的字段“{key}”。{advice}此处可用：{allowed}。", "unknown key '{key}'. {advice}Allowed here: {allowed}."
)
KEY_MISSING = Wording("缺少必填字段“{key}”。请补上。", "the key '{key}' is missing. Add it.")
WRONG_KIND = Wording("不认识的种类“{found}”。{advice}可用：{allowed}。", "unknown kind '{found}'. {advice}Allowed: {allowed}.")
WRONG_VALUE = Wording("“{found}”不能用在这里：{reason}。", "'{found}' cannot stand here: {reason}.")


def _finding(fault: Any, content: Any, lines: dict[Path_, int], name: str) -> Finding:  # noqa: ANN401
    """Word one fault of the model, at the line where it stands."""
    path, models = _follow(fault["loc"], content)
    key = str(path[-1]) if path else ""
    found = _written(fault.get("input"))
    kind = fault["type"]
    if kind == "extra_forbidden":
        allowed = sorted(models)
        figures = {"key": key, "allowed": ", ".join(allowed), "advice": _advice(key, allowed)}
        identity, wording = "schemes.E001", UNKNOWN_KEY
    elif kind == "missing":
        path, figures = path[:-1], {"key": key}
        identity, wording = "schemes.E002", KEY_MISSING
    elif kind in ("union_tag_invalid", "enum", "literal_error"):
        expected = str(fault["ctx"].get("expected_tags") or fault["ctx"].get("expected"))
        allowed = [word.strip("' ") for word in expected.replace(" or ", ", ").split(",")]
        found = str(fault["ctx"].get("tag", found))
        figures = {"found": found, "allowed": ", ".join(allowed), "advice": _advice(found, allowed)}
        identity, wording = "schemes.E004", WRONG_KIND
    else:
        reason = fault["msg"].removeprefix("Value error, ")
        figures = {"found": found, "reason": reason}
        identity, wording = "schemes.E005", WRONG_VALUE
    place = Place(name, _line(path, lines), "/".join(map(str, path)))
    return Finding(identity, Severity.ERROR, place, wording, figures)


def _line(path: Path_, lines: dict[Path_, int]) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _written(found: object) -> str:
    if isinstance(found, Blank):
        return "____"
    if isinstance(found, dict | list):
        return "…"
    return str(found)


def _advice(found: str, allowed: list[str]) -> str:
    nearest = difflib.get_close_matches(found, allowed, n=1, cutoff=0.5)
    return f"→ {nearest[0]}? " if nearest else ""


def _follow(loc: tuple[str | int, ...], content: Any) -> tuple[Path_, set[str]]:  # noqa: ANN401
    """Drop the model's own steps (tags of a union) from a location; also give the keys allowed at its end."""
    path: list[str | int] = []
    for step in loc:
        if isinstance(content, dict) and isinstance(step, str) and step not in content and step != loc[-1]:
            continue
        if not isinstance(content, dict | list):
            break
        path.append(step)
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            content = None
    return tuple(path), _allowed_keys(loc)


def _allowed_keys(loc: tuple[str | int, ...]) -> set[str]:
    """Give the keys that the model knows where a location ends."""
    schema = Scheme.model_json_schema(mode="validation")
    node: dict[str, Any] = schema
    for step in loc[:-1]:
        node = _step_into(node, step, schema)
    return set(_resolved(node, schema).get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node


def _step_into(node: dict[str, Any], step: str | int, schema: dict[str, Any]) -> dict[str, Any]:
    node = _resolved(node, schema)
    choices = node.get("anyOf", []) or node.get("oneOf", [])
    for choice in choices:
        resolved = _resolved(choice, schema)
        kind = resolved.get("properties", {}).get("kind", {}).get("const")
        if resolved.get("oneOf"):
            return _step_into(resolved, step, schema)
        if kind is not None and kind == step:
            return resolved
        if kind is None and resolved.get("type") in ("object", "array"):
            return _step_into(resolved, step, schema)
    if isinstance(step, int):
        inside: dict[str, Any] = node.get("items", {})
        return inside
    properties: dict[str, Any] = node.get("properties", {})
    inside = properties.get(step, node.get("additionalProperties", {}))
    return inside if isinstance(inside, dict) else {}


def _blanks(part: object, path: Path_) -> list[Path_]:
    if isinstance(part, Blank):
        return [path]
    found: list[Path_] = []
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            key = type(part).model_fields[name].alias or name
            found += _blanks(getattr(part, name), (*path, key))
    elif isinstance(part, dict):
        for name, child in part.items():
            found += _blanks(child, (*path, name))
    elif isinstance(part, tuple):
        for number, child in enumerate(part):
            found += _blanks(child, (*path, number))
    return found

"""Put figures into the blanks of a scheme text; every other character stays as it is."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from banheng.core.errors import SchemeInvalid
from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ruamel.yaml.nodes import Node as YamlNode

NO_BLANK = Wording(
    "“{path}”不是留空的数值，不能填写。请对照方案核对路径。",
    "'{path}' is no blank of this scheme, so it cannot be filled. Compare the path with the scheme.",
)
NO_FIGURE = Wording(
    "“{found}”不能填入留空处。请填一个数（如 10 或 0.5），起始分也可填 full 或 zero。",
    "'{found}' cannot fill a blank. Give a number (10 or 0.5), or full or zero where a rule starts.",
)
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?|full|zero")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill blanks of a scheme.

    Args:
        text: the scheme, YAML.
        values: by path: keys joined by `/`, elements of a list by their `code` or their position from 0
            (`indicators/manage/items/reading/full_points`).

    Raises:
        SchemeInvalid: a path leads to no blank, or a value is no figure; carries a finding for each.
    """
    root = YAML(typ="rt", pure=True).compose(text)
    edits: list[tuple[int, int, str]] = []
    findings: list[Finding] = []
    for path, value in values.items():
        figure = unicodedata.normalize("NFKC", str(value)).strip()
        key, blank = _follow(root, path.split("/"))
        place = Place(line=blank.start_mark.line + 1 if blank else 0, path=path)
        if not (isinstance(blank, ScalarNode) and blank.tag == "tag:yaml.org,2002:null"):
            findings.append(Finding("schemes.E011", Severity.ERROR, place, NO_BLANK, {"path": path}))
        elif not _FIGURE.fullmatch(figure):
            findings.append(Finding("schemes.E012", Severity.ERROR, place, NO_FIGURE, {"found": str(value)}))
        else:
            edits.append(_edit(text, key, blank, figure))
    if findings:
        raise SchemeInvalid(f"{len(findings)} value(s) cannot be filled in", findings)
    for start, end, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _edit(text: str, key: YamlNode | None, blank: ScalarNode, figure: str) -> tuple[int, int, str]:
    """Give start, end and text of a replacement."""
    if blank.value or key is None:
        return blank.start_mark.index, blank.end_mark.index, figure
    # a key with nothing behind it: the parser sees the blank where the next thing begins
    colon = text.index(":", key.end_mark.index) + 1
    return colon, colon, f" {figure}"


def _follow(node: YamlNode | None, steps: list[str]) -> tuple[YamlNode | None, YamlNode | None]:
    """Follow a path; give the key (None in a list) and the value it leads to."""
    key = None
    for step in steps:
        key, node = _child(node, step)
    return key, node


def _child(node: YamlNode | None, step: str) -> tuple[YamlNode | None, YamlNode | None]:
    if isinstance(node, MappingNode):
        return next((pair for pair in node.value if str(pair[0].value) == step), (None, None))
    if isinstance(node, SequenceNode):
        named = next((child for child in node.value if _code(child) == step), None)
        if named is None and step.isdecimal() and int(step) < len(node.value):
            named = node.value[int(step)]
        return None, named
    return None, None


def _code(node: YamlNode) -> str | None:
    if not isinstance(node, MappingNode):
        return None
    return next((str(value.value) for key, value in node.value if key.value == "code"), None)

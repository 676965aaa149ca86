"""Read a scheme file, with the line of everything that is wrong in it."""

from __future__ import annotations

import difflib
import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, SequenceNode

from banheng.core.errors import SchemeInvalid, SchemeNotInForce, SchemeUnreadable
from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Wording
from banheng.rules.figures import BLANK
from banheng.schemes.composing import compose
from banheng.schemes.faults import word_faults
from banheng.schemes.scheme import Scheme
from banheng.schemes.walking import Path_, blanks_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ruamel.yaml.nodes import Node as YamlNode

T = TypeVar("T", bound=BaseModel)

GREATEST_FILE = 2_000_000
"""Greatest size of a scheme file in bytes; a policy of sixty pages has less than a tenth of it."""

GREATEST_NODES = 50_000


@dataclass(frozen=True)
class SchemeFile:
    """A loaded scheme and where its parts stand.

    Attributes:
        lines: line number by path (keys and list positions from the top).
        content: what the file says, as plain dicts and lists.
        fingerprint: SHA-256 of the meaning; comments, order of keys and layout do not change it.
    """

    name: str
    scheme: Scheme
    lines: dict[Path_, int] = field(repr=False)
    content: Any = field(repr=False)
    fingerprint: str

    def line_of(self, path: Path_) -> int:
        """Give the line of a path, or of the nearest part above it that stands in the file."""
        return self.place_of(path).line

    def place_of(self, path: Path_) -> Place:
        """Give the place of a path; list elements are named by their `code` where they have one."""
        return place_in(self.name, self.lines, self.content, path)

    def blanks(self) -> list[Path_]:
        """List the paths of figures that are left open."""
        return blanks_in(self.scheme)

    def in_force(self) -> Scheme:
        """Give the scheme for scoring.

        Raises:
            SchemeNotInForce: figures are left open.
        """
        findings = [
            Finding(
                "schemes.E010",
                Severity.ERROR,
                self.place_of(path),
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
    return parse_scheme(read_text(path), name=str(path))


def not_in_library(code: str, codes: Sequence[str], kind: Wording) -> SchemeUnreadable:
    """Say that a library has no document of a code, and which is nearest; `kind` is `方案` and `scheme`."""
    near = difflib.get_close_matches(code, codes, n=1)
    advice = f"Did you mean {near[0]}?" if near else f"It has {', '.join(codes)}."
    advice_zh = f"是不是 {near[0]}？" if near else f"有：{'、'.join(codes)}。"
    return SchemeUnreadable(
        f"the library has no {kind.en} '{code}'. {advice}", f"{kind.zh}库里没有“{code}”。{advice_zh}"
    )


def read_text(path: Path, *, greatest: int = GREATEST_FILE) -> str:
    """Read the text of a policy document.

    Args:
        greatest: size of the file in bytes.

    Raises:
        SchemeUnreadable: the file is missing, too large, or not UTF-8.
    """
    try:
        if path.stat().st_size > greatest:
            raise SchemeUnreadable(
                f"{path}: larger than {greatest:,} bytes; this is hardly a scheme file",
                f"{path}: 文件超过 {greatest // 1_000_000} MB，不像是方案文件。请核对文件名。",
            )
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SchemeUnreadable(
            f"{path}: the scheme file cannot be read ({error.strerror})",
            f"{path}: 方案文件无法读取（{error.strerror}）。",
        ) from error
    except UnicodeDecodeError as error:
        raise SchemeUnreadable(
            f"{path}: the scheme file is not UTF-8 text. Save it as UTF-8 and try again",
            f"{path}: 方案文件不是 UTF-8 编码。请另存为 UTF-8 再试。",
        ) from error


def parse_scheme(text: str, *, name: str = "scheme.yaml") -> SchemeFile:
    """Load a scheme from text; raises as `load_scheme` does."""
    scheme, lines, content = parse_document(text, Scheme, name=name)
    return SchemeFile(name, scheme, lines, content, fingerprint(scheme))


def parse_document(text: str, model: type[T], *, name: str) -> tuple[T, dict[Path_, int], Any]:
    """Read a policy document of any model: what it says, the line of each path, and its plain content.

    Raises:
        SchemeUnreadable, SchemeInvalid: as `load_scheme` does.
    """
    lines: dict[Path_, int] = {}
    findings: list[Finding] = []
    try:
        root = compose(text)
        if not isinstance(root, MappingNode):
            raise SchemeUnreadable(
                f"{name}: a scheme is a list of `key: value` lines, this file has none",
                f"{name}: 方案应由“字段: 值”组成，这个文件里没有。冒号要用半角，后面空一格。",
            )
        content = _content(root, (), lines, findings, name)
    except MarkedYAMLError as error:
        raise _not_yaml(text, name, error) from error
    except YAMLError as error:
        raise SchemeUnreadable(
            f"{name}: not valid YAML: {error}", f"{name}: 不是有效的 YAML，可能含有不可见的字符。"
        ) from error
    except RecursionError as error:
        raise SchemeUnreadable(
            f"{name}: the parts stand too deep in each other, or one contains itself",
            f"{name}: 各部分嵌套太深，或某一部分包含了自己。",
        ) from error
    try:
        document = model.model_validate(content)
    except ValidationError as error:
        place_of = partial(place_in, name, lines, content)
        findings += word_faults(error.errors(include_url=False), content, place_of, model)
        raise _invalid(name, findings) from error
    if findings:
        raise _invalid(name, findings)
    return document, lines, content


SLIPS = {
    "：": Wording(
        "这一行有全角冒号“：”，请改成半角冒号加空格", "this line has a full-width '：'; write ': '"
    ),
    "，": Wording(
        "这一行有全角逗号“，”，请改成半角逗号加空格", "this line has a full-width '，'; write ', '"
    ),
    "\t": Wording("这一行有制表符（Tab），请改成空格", "this line has a tab; write spaces"),
}


def _not_yaml(text: str, name: str, error: MarkedYAMLError) -> SchemeUnreadable:
    """Say where a file stops being YAML; the slip is often one line above the place where the parser notices it."""
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    above = text.splitlines()[:line]
    for number in (line, line - 1):
        written = above[number - 1].partition(" #")[0] if 0 < number <= len(above) else ""
        found = [slip for character, slip in SLIPS.items() if character in written]
        if found:
            return SchemeUnreadable(
                f"{name}:{number}: not valid YAML: {'; '.join(slip.en for slip in found)} ({error.problem})",
                f"{name}:{number}: 不是有效的 YAML：{'；'.join(slip.zh for slip in found)}。",
            )
    return SchemeUnreadable(
        f"{name}:{line}: not valid YAML: {error.problem}",
        f"{name}:{line}: 不是有效的 YAML。请核对这一行和上一行的缩进、冒号、引号和括号。",
    )


def _invalid(name: str, findings: list[Finding]) -> SchemeInvalid:
    findings.sort(key=lambda finding: finding.place.line)
    return SchemeInvalid(f"{name}: {len(findings)} fault(s) in the scheme", findings)


def place_in(name: str, lines: Mapping[Path_, int], content: Any, path: Path_) -> Place:
    """Give the place of a path; its line is that of the nearest part above it that stands in the file."""
    above = path
    while above and above not in lines:
        above = above[:-1]
    steps: list[str] = []
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            content = None
        named = isinstance(step, int) and isinstance(content, dict) and "code" in content
        steps.append(str(content["code"] if named else step))
    return Place(name, lines.get(above, 1), "/".join(steps))


def fingerprint(document: BaseModel) -> str:
    """Give the SHA-256 of the meaning of a scheme or another policy document."""
    content = document.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _content(node: YamlNode, path: Path_, lines: dict[Path_, int], findings: list[Finding], name: str) -> Any:
    """Turn a YAML node into plain data: exact decimals, BLANK for null; note the line of every path."""
    lines.setdefault(path, node.start_mark.line + 1)
    if len(lines) > GREATEST_NODES:
        raise SchemeUnreadable(
            f"{name}: more than {GREATEST_NODES:,} parts; this is hardly a scheme file",
            f"{name}: 内容超过 {GREATEST_NODES:,} 项，不像是方案文件。请核对文件名。",
        )
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
    return _scalar(str(node.tag), str(node.value))


def _scalar(tag: str, text: str) -> object:
    kind = tag.rsplit(":", 1)[-1]
    if kind == "null":
        return BLANK
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int":
        return _whole(text.replace("_", ""))
    if kind == "float":
        return Decimal(text.replace("_", "")) if text.lower().lstrip("+-") not in (".nan", ".inf") else text
    return text


def _whole(text: str) -> int | Decimal:
    if not text.lstrip("+-").isdecimal():
        return int(text, 0)  # 0x1F, 0o17
    # Python refuses to read integers of thousands of digits
    return int(text) if len(text) < _LONG else Decimal(text)


_LONG = 100
KEY_TWICE = Wording(
    "“{key}”在同一处写了两次。请合并或删去一处。", "'{key}' stands here twice. Merge the two or remove one."
)

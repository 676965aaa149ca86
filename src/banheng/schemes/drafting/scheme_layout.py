"""How a drafted scheme is laid out as a file, and what codes its parts have."""

from __future__ import annotations

import io
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from banheng.schemes.drafting.outline import STEMS

if TYPE_CHECKING:
    from banheng.schemes.drafting.scheme_rules import Content

CHINESE_DIGITS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")}
WIDE = 10**6
SPECIAL = re.compile(r"""^[\s?~-]|[:#\[\]{},&*!|<>=%@`"'\\\x00-\x1f\x7f-\xa0]""")


def code_of(path: str) -> str:
    """Make a code of a path: `二/(一)/1` becomes `c2_1_1`; words of headings leave nothing in it."""
    steps = []
    for step in path.split("/"):
        bare = re.sub(r"[()第章节条部分篇\s]", "", unicodedata.normalize("NFKC", step))
        if bare and all(character in "十百零" or character in CHINESE_DIGITS for character in bare):
            bare = _digits(bare)
        elif len(bare) == 1 and bare in STEMS:
            bare = str(STEMS.index(bare) + 1)
        steps.append(bare if bare.isascii() else "")
    joined = "_".join(filter(None, steps)).replace(".", "_").lower()
    return f"c{joined}" if joined else ""


def _digits(written: str) -> str:
    hundreds, _, rest = written.rpartition("百")
    tens, has_ten, ones = rest.rpartition("十")
    value = int(CHINESE_DIGITS.get(hundreds, "0")) * 100
    value += int(CHINESE_DIGITS.get(tens.removeprefix("零"), "1")) * 10 if has_ten else 0
    return str(value + int(CHINESE_DIGITS.get(ones.removeprefix("零"), "0")))


def dump(content: Content, remarks: dict[str, str]) -> str:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(
        type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    yaml.representer.add_representer(
        Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")
    )
    stream = io.StringIO()
    yaml.dump(_commented(content, remarks), stream)
    return stream.getvalue()


FLOWING = frozenset(("source", "rounding", "effect", "ranking"))


def _quoted(value: Any) -> Any:
    """Put quotation marks around words of a document that would mean something else to YAML."""
    return DoubleQuotedScalarString(value) if isinstance(value, str) and SPECIAL.search(value) else value


def _commented(value: Any, remarks: dict[str, str], *, key: str = "") -> Any:
    """Lay a part out: small ones on one line, and behind the code of an item where it stands in the document."""
    if isinstance(value, list):
        row = CommentedSeq([_commented(part, remarks, key=f"{key}_row") for part in value])
        if not any(isinstance(part, dict | list) for part in value):
            row.fa.set_flow_style()
        return row
    if not isinstance(value, dict):
        return _quoted(value)
    made = CommentedMap(
        {_quoted(name): _commented(part, remarks, key=str(name)) for name, part in value.items()}
    )
    if key and (key in FLOWING or not any(isinstance(part, dict | list) for part in value.values())):
        made.fa.set_flow_style()
    elif remark := remarks.get(str(value.get("code"))):
        made.yaml_add_eol_comment(f"# {remark}", "code")
    return made

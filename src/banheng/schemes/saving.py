"""Change a scheme text as a document and write it back: comments, order, quotes and long lines stay."""

from __future__ import annotations

import io
import re

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter

_NO_WRAPPING = 10**6
_LIST_UNDER_KEY = re.compile(
    r"^( *)[^ #\n-][^\n]*:[ ]*(?:#[^\n]*)?\n(?:[ ]*#[^\n]*\n|\n)*( *)- ", re.MULTILINE
)


class _Representer(RoundTripRepresenter):
    """Writes a blank as `null`, so that nobody takes it for a line that was left unfinished."""

    def represent_none(self, _: None) -> ScalarNode:
        node: ScalarNode = self.represent_scalar("tag:yaml.org,2002:null", "null")
        return node


_Representer.add_representer(type(None), _Representer.represent_none)


def open_document(text: str) -> CommentedMap:
    """Read a scheme text for editing; keys and lists can be changed in place."""
    document: CommentedMap = _yaml(text).load(text)
    return document


def save_document(document: CommentedMap, original: str) -> str:
    """Write an edited document in the layout of the text it came from.

    A `{...}` or `[...]` that ran over several lines comes back on one line.
    """
    stream = io.StringIO()
    _yaml(original).dump(document, stream)
    return stream.getvalue()


def _yaml(text: str) -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = _NO_WRAPPING
    indented = _LIST_UNDER_KEY.search(text)
    offset = len(indented[2]) - len(indented[1]) if indented else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    yaml.explicit_start = text.startswith("---")
    yaml.Representer = _Representer
    return yaml

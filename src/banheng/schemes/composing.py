"""Turn the text of a scheme into YAML nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
from ruamel.yaml.error import YAMLError

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node as YamlNode

_READ_DIFFERENTLY = re.compile("[\t\x85\u2028\u2029\ufeff]|^%", re.MULTILINE)
"""Tabs, rare line breaks and directives, of which libyaml thinks otherwise than YAML 1.2."""


def compose(text: str) -> YamlNode | None:
    """Read YAML into nodes; None if there is nothing in it.

    libyaml splits a text five times as fast as the parser of ruamel.yaml, which still reads what libyaml
    refuses, so that its complaints are the same on every text.

    Raises:
        YAMLError: the text is not YAML.
        RecursionError: its parts stand too deep in each other.
    """
    if not _READ_DIFFERENTLY.search(text):
        fast = YAML(typ="safe", pure=True)
        # only the parser is libyaml's: its own composer overruns the stack where parts stand very deep
        fast.Parser = lambda loader: CParser(text)  # noqa: ARG005
        try:
            return fast.compose(text)
        except YAMLError:
            pass
    return YAML(typ="safe", pure=True).compose(text)

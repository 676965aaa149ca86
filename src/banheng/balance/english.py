"""What the library names, in English."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from banheng.balance.loading import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def english_names() -> Mapping[str, str]:
    """Give the English of every name of the library, by the Chinese one."""
    names: dict[str, str] = YAML(typ="safe").load(LIBRARY / "english.yaml")
    return names

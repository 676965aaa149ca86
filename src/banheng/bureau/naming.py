"""Names of indicators, standards and columns in the language of the request; a county's own stay as it wrote them."""

from __future__ import annotations

from banheng.balance.english import english_names
from banheng.core.wording import Language
from banheng.ledger.language import request_language


def called(name: str) -> str:
    """Give a name of the library as it is shown."""
    return name if request_language() is Language.ZH_HANS else english_names().get(name, name)


def joined(*names: object) -> str:
    """Put names together, as a level and what is counted in it."""
    return ("" if request_language() is Language.ZH_HANS else " ").join(map(str, names))


def unit_after(name: str) -> str:
    """Write a unit as it follows its figure."""
    unit = called(name)
    return unit if request_language() is Language.ZH_HANS or unit in {"", "%"} else f" {unit}"

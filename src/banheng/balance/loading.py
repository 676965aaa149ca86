"""Regimes and standards: of the library by code, or of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from banheng.balance.regime import Regime
from banheng.balance.standard import Standard
from banheng.core.wording import Wording
from banheng.rules.node import Node
from banheng.schemes.loading import not_in_library, parse_document, read_text

LIBRARY = Path(__file__).parent / "library"

T = TypeVar("T", bound=Node)


def list_regimes() -> list[str]:
    """List the codes of the regimes that come with Banheng."""
    return _codes("regimes")


def list_standards() -> list[str]:
    """List the codes of the standards that come with Banheng."""
    return _codes("standards")


def load_regime(name: str) -> Regime:
    """Load a regime by its code or from a YAML file.

    Raises:
        SchemeUnreadable, SchemeInvalid: there is none, or it does not say what it must say.
    """
    return _load(name, "regimes", Regime)


def load_standard(name: str) -> Standard:
    """Load a standard by its code or from a YAML file; raises as `load_regime` does."""
    return _load(name, "standards", Standard)


def _codes(folder: str) -> list[str]:
    return sorted(path.stem for path in (LIBRARY / folder).glob("*.yaml"))


def _load(name: str, folder: str, model: type[T]) -> T:
    codes = _codes(folder)
    if name in codes:
        path = LIBRARY / folder / f"{name}.yaml"
    elif Path(name).suffix in {".yaml", ".yml"}:
        path = Path(name)
    else:
        raise not_in_library(name, codes, Wording("标准", "standard"))
    document, _, _ = parse_document(read_text(path), model, name=str(path))
    return document

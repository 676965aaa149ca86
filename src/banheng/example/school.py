"""Where the files of the example school are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class ExampleFiles:
    """The files of the example school, and what to show of it.

    Attributes:
        period: the month that the evidence covers.
        subject: name of the class whose result is worth explaining.
    """

    scheme: Path
    roster: Path
    evidence: Path
    calendar: Path
    period: str
    subject: str


def files() -> ExampleFiles:
    """Give the files of the example school; `examples/make_primary_school.py` writes them."""
    data = _PACKAGE / "example" / "data"
    return ExampleFiles(
        scheme=_PACKAGE / "schemes" / "library" / "primary-month" / "scheme.yaml",
        roster=data / "roster.csv",
        evidence=data / "evidence.csv",
        calendar=data / "calendar.yaml",
        period="2026-10",
        subject="三年级2班",
    )

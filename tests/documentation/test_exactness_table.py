import re
from fractions import Fraction
from pathlib import Path

import pytest

from banheng.core.rounding import Rounding, divide

PAGE = Path(__file__).parents[2] / "docs/explanation/exactness.md"
LINES = [re.findall(r"[^|`\s]+", line) for line in PAGE.read_text(encoding="utf-8").splitlines()]
HEADER = next(line for line in LINES if line[:1] == ["Mode"])
ROWS = [line for line in LINES if line and line[0] in list(Rounding)]


def number(text: str) -> Fraction:
    return Fraction(text.replace("−", "-"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_rounding_gives_what_the_page_shows(row):
    figures = [number(text) for text in HEADER[2:]]

    rounded = [divide(figure.numerator, figure.denominator, Rounding(row[0])) for figure in figures]

    assert rounded == [number(text) for text in row[2:]]


def test_every_rounding_is_on_the_page():
    assert {row[0] for row in ROWS} == set(Rounding)

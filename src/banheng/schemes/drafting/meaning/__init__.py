"""The meaning of one clause: a grammar over tables of phrases, without any knowledge of the document around it."""

from banheng.schemes.drafting.meaning.allowance import read_allowance
from banheng.schemes.drafting.meaning.clauses import (
    read_caps,
    read_coefficients,
    read_defaults,
    read_rounding,
)
from banheng.schemes.drafting.meaning.grades import read_grades
from banheng.schemes.drafting.meaning.item import read_item
from banheng.schemes.drafting.meaning.vetoes import read_vetoes

__all__ = [
    "read_allowance",
    "read_caps",
    "read_coefficients",
    "read_defaults",
    "read_grades",
    "read_item",
    "read_rounding",
    "read_vetoes",
]

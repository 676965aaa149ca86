"""Weights of the parts of a whole, where a clause or table gives them apart from the parts themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from banheng.schemes.drafting.meaning.figures import FIGURE, number
from banheng.schemes.drafting.meaning.phrases import one_of

if TYPE_CHECKING:
    from banheng.schemes.drafting.nodes import Section, Span
    from banheng.schemes.drafting.worth import Worth


@dataclass(frozen=True)
class Part:
    """The weight of a part of the whole, as a clause or table gives it."""

    name: str
    share: Decimal | None
    printed: Span
    section: Section


LISTED = re.compile(
    rf"(?P<name>[一-鿿]{{2,12}}?)\s*(?:\(\s*(?:权重|占比?)?\s*(?P<a>{FIGURE})\s*%\s*\)|(?:的?权重)?(?:占|为)\s*(?:总分的?|比)?\s*(?P<b>{FIGURE})\s*%|\s*(?:[×*]|乘以?)\s*(?:(?P<c>{FIGURE})\s*%|(?P<d>0\.\d+)))"
)
GRADE_ONLY = re.compile(one_of("grades", "named"))
LEADING = re.compile(r"^(?:.*(?:其中|由|分为|包括|包含|即)|和|与|及|以及)")
FULL_OF_PARTS = re.compile(
    rf"各(?:部分|项|大?项目|指标|模块|板块)[^。;]{{0,6}}(?:以|按|满分|实行|采用)[^。;]{{0,4}}?(?:百分制|(?P<n>{FIGURE})\s*分)"
)


def read_weights(root: Section, worths: dict[int, Worth], passed_over: set[Section]) -> list[Part]:
    """Read what clauses and tables say about the weights of parts.

    Args:
        passed_over: clauses in which a share is something else, as that of a grade.
    """
    parts: list[Part] = []
    for section in root.all():
        worth = worths[id(section)]
        if section.kind == "row" and worth.has_weight and worth.printed:
            parts.append(Part(worth.label.text, worth.weight, worth.printed, section))
            continue
        if section.kind == "root" or section in passed_over:
            continue
        listed = [found for found in LISTED.finditer(section.text) if not GRADE_ONLY.fullmatch(found["name"])]
        parts += _in_order(section)
        for found in listed if len(listed) > 1 else []:
            group = next(group for group in "abcd" if found[group])
            value = number(found[group])
            share = None if value is None else Decimal(value) / (1 if group == "d" else 100)
            name = LEADING.sub("", found["name"])
            parts.append(Part(name, share, section.passage.span(*found.span(group)), section))
    return parts


IN_ORDER = re.compile(
    rf"(?:由|包括|分为|包含)(?P<names>[一-鿿、]{{4,60}}?)(?:[一二两三四五六七八\d]+(?:个?(?:部分|方面|大块|项|板块))|等)?(?:组成|构成)?[,,]"
    rf"[^。;]{{0,12}}?(?:权重|比例|占比|比重)[^。;\d]{{0,6}}(?P<shares>{FIGURE}\s*%(?:\s*[、,和]\s*{FIGURE}\s*%)+)"
)


def _in_order(section: Section) -> list[Part]:
    """Read names and shares that are listed one after the other in the same order."""
    found = IN_ORDER.search(section.text)
    if not found:
        return []
    names = [name for name in re.split(r"[、和与及]", found["names"]) if name]
    shares = list(re.finditer(rf"({FIGURE})\s*%", found["shares"]))
    if len(names) != len(shares):
        return []
    start = found.start("shares")
    return [
        Part(
            name,
            Decimal(value) / 100,
            section.passage.span(start + share.start(1), start + share.end(1)),
            section,
        )
        for name, share in zip(names, shares, strict=True)
        if (value := number(share[1])) is not None
    ]


def read_full_of_parts(root: Section) -> int | Decimal | None:
    """Read the full mark that every part is scored to before it is weighted."""
    for section in root.all():
        if found := FULL_OF_PARTS.search(section.text):
            return number(found["n"]) if found["n"] else 100
    return None

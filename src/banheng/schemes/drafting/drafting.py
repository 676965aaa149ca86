"""Draft a scheme from a document: what each clause says, and what remains to be decided."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from banheng.schemes.drafting import meaning
from banheng.schemes.drafting.drafted import Draft, Rule
from banheng.schemes.drafting.fates import FATES, settle_fates
from banheng.schemes.drafting.labels import name_of
from banheng.schemes.drafting.outline import read_outline
from banheng.schemes.drafting.ruling import read_rules, settle_caps
from banheng.schemes.drafting.scoring import Scoring
from banheng.schemes.drafting.signs import SCORES
from banheng.schemes.drafting.whole import (
    Stated,
    converted_of,
    period_of,
    school_type_of,
    stated_total_of,
    title_of,
)
from banheng.schemes.drafting.zones import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banheng.schemes.drafting.nodes import Document, Section
    from banheng.schemes.drafting.scored import Item

__all__ = ["FATES", "Draft", "Rule", "draft"]

EXEMPTS = re.compile(r"不计入|不扣分|不作?为|除外|不算|免扣|不在此列")


def draft(document: Document) -> Draft:
    """Make a draft of a document that holds one scheme."""
    root = read_outline(document)
    scoring = Scoring(root)
    sections = [section for section in root.all() if section.text and section.kind not in {"root", "header"}]
    items = scoring.items
    scored = {id(below) for item in items for below in item.section.all()}
    free = [section for section in sections if id(section) not in scored]
    title = title_of(root)
    made = Draft(
        document=document,
        root=root,
        title=title,
        school_type=school_type_of(title, document),
        period=period_of(title, free),
        stated=stated_total_of(free) or _stated_above(scoring),
        weighted=any(indicator.weight is not None for indicator in scoring.indicators),
        indicators=scoring.indicators,
        items=items,
        worths=scoring.worths,
        weights=scoring.weights,
        converted=converted_of(free),
    )
    _settle_items(made, free)
    read_rules(made, free)
    settle_caps(made)
    settle_fates(made, sections, scored)
    return made


def _stated_above(scoring: Scoring) -> Stated | None:
    heading = scoring.heading_over_all()
    if heading is None:
        return None
    return Stated(scoring.worth(heading).points, heading.text, heading.passage.span(), heading.path)


def _settle_items(made: Draft, free: list[Section]) -> None:
    """Read what the text of each item says."""
    unused = set(free)
    for item in made.items:
        for section in _exemptions_of(item, unused):
            item.text = item.text.joined(section.own(), "\n")
            made.fates[id(section)] = "rule"
        item.meaning = meaning.read_item(item.label.text, item.text.text, item.points, item.unit, item.role)
        if item.meaning.mechanism == "accrue" and _stands_among_deductions(item):
            item.meaning = replace(
                item.meaning,
                mechanism="deduct",
                params={"rules": item.meaning.params["rules"], "floor": None},
            )
        if item.meaning.mechanism is None and item.worth.has_weight:
            item.meaning = replace(item.meaning, mechanism="judged")
        item.label = name_of(item)
    for item in made.items:
        if item.points is None and item.role == "bonus" and item.meaning is not None:
            cap = item.meaning.params.get("cap", item.meaning.params.get("scale"))
            item.points = cap if isinstance(cap, int | Decimal) else None


def _stands_among_deductions(item: Item) -> bool:
    """Tell a price without a verb (`1分/次`) below a heading that says that what follows is deducted."""
    return not re.search(r"加|得|奖|计", item.text.text) and any(
        "扣分" in section.text and len(section.text) <= SHORT for section in item.section.above()
    )


def _exemptions_of(item: Item, unused: set[Section]) -> Iterable[Section]:
    """Find the clauses right behind an item that take cases out of it."""
    parent = item.section.parent
    if parent is None:
        return
    for sibling in parent.children[parent.children.index(item.section) + 1 :]:
        if sibling not in unused or not EXEMPTS.search(sibling.text) or SCORES.search(sibling.text):
            return
        yield sibling

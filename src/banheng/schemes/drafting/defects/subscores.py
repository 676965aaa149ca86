"""Part scores inside one item that come to more than the item."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.schemes.drafting.defects.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.drafting.drafting import Draft
    from banheng.schemes.drafting.scored import Item

PARTS = Wording(
    "各部分相加 {sum} = {found}，本项只有 {points} 分。", "parts {sum} = {found} on a {points}-point item"
)
ONE = Wording(
    "有一档得 {found} 分，本项只有 {points} 分。", "one level gives {found} on a {points}-point item"
)


def check_subscores(draft: Draft) -> Iterator[Defect]:
    """Part scores inside one item exceed its points."""
    for item in draft.items:
        if item.points is None or item.role != "base":
            continue
        params = item.meaning.params
        parts = [part.get("points", part.get("times")) for part in params.get("parts") or []]
        known = [Decimal(value) for value in parts if isinstance(value, int | Decimal)]
        if known and sum(known) > item.points:
            figures = {
                "sum": "+".join(map(_plain, known)),
                "found": _plain(sum(known, Decimal(0))),
                "points": str(item.points),
            }
            yield _defect(item, PARTS, figures, "parts/")
            continue
        levels = [
            value for value in (params.get("levels") or {}).values() if isinstance(value, int | Decimal)
        ]
        bands = [b["points"] for b in params.get("bands") or [] if isinstance(b.get("points"), int | Decimal)]
        greatest = max([*levels, *bands], default=0)
        if greatest > item.points:
            way = "levels/" if levels else "bands/"
            yield _defect(item, ONE, {"found": str(greatest), "points": str(item.points)}, way)


def _defect(item: Item, wording: Wording, figures: dict[str, str], way: str) -> Defect:
    places = [span for key, span in item.meaning.spans.items() if key.startswith(way)]
    text = item.text.text
    start = min((span.start for span in places), default=0)
    end = max((span.end for span in places), default=len(text))
    before = re.search(r"(?:得|计|记|加)?\s*$", text[:start])
    start = before.start() if before else start
    end += len(re.match(r"\s*分?", text[end:])[0])  # type: ignore[index]
    return Defect(
        "contradictory_subscore",
        item.section.path,
        text[start:end],
        item.text.span(start, end),
        wording,
        figures,
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"

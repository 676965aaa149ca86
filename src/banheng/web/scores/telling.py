"""An explanation arranged for the page: each part with its verdict, its rule in words and what follows below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.core.points import format_units
from banheng.rules.tally import Tally
from banheng.schemes.describing_rules import describe_rule
from banheng.schemes.speaking import Speaker
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.schemes.scheme import Item, Scheme
    from banheng.scoring.explanation import Explanation
    from banheng.scoring.explanation.parts import Part


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of the tree as the page shows it.

    Attributes:
        verdict: in a word or two what became of it: 扣 0.4 分, 加 1 分, 满分.
        mood: `praise`, `loss`, `even` or `none`, for the colour beside the word.
        rule: the rule of an item in words, line by line.
    """

    part: Part
    verdict: str
    mood: str
    rule: Sequence[str]
    below: Sequence[PartShown]


def parts_shown(explanation: Explanation) -> list[PartShown]:
    """Arrange the indicators of an explanation."""
    items = {item.code: item for item in explanation.scheme.items()}
    bonus = _codes_outside(explanation.scheme)
    return [_shown(part, items, bonus) for part in explanation.parts]


def _shown(part: Part, items: dict[str, Item], bonus: set[str]) -> PartShown:
    below = [_shown(inner, items, bonus) for inner in part.parts]
    item = items.get(part.code) if part.kind == "item" else None
    rule = describe_rule(item.rule, Speaker(request_language())) if item else ()
    verdict, mood = _verdict(part, item, is_bonus=part.code in bonus)
    return PartShown(part, verdict, mood, rule, below)


def _verdict(part: Part, item: Item | None, *, is_bonus: bool) -> tuple[str, str]:
    if not part.applies:
        return gettext("不适用"), "none"
    if part.missing:
        return gettext("暂无记录"), "none"
    if is_bonus or not part.full_points:
        if part.points == 0:
            return gettext("没有加减"), "none"
        figure = format_units(abs(part.points))
        if part.points > 0:
            return gettext("加 %(points)s 分") % {"points": figure}, "praise"
        return gettext("扣 %(points)s 分") % {"points": figure}, "loss"
    lacking = part.full_points - part.points
    if lacking <= 0:
        return gettext("满分"), "even"
    deducts = item is None or (isinstance(item.rule, Tally) and item.rule.start == "full")
    said = gettext("扣 %(points)s 分") if deducts and item else gettext("差 %(points)s 分")
    return said % {"points": format_units(lacking)}, "loss"


def _codes_outside(scheme: Scheme) -> set[str]:
    """Give the codes of what counts on top of the full score."""
    outside = [indicator for indicator in scheme.all_indicators() if indicator.outside_total]
    codes = {below.code for indicator in outside for below in indicator.all_indicators()}
    return codes | {item.code for indicator in outside for item in indicator.all_items()}

"""Sums that do not come out."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.schemes.drafting.defects.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.schemes.drafting.drafting import Draft
    from banheng.schemes.drafting.nodes import Section
    from banheng.schemes.drafting.scored import Indicator

TOTAL = Wording("{sum} = {found}，文中总分为 {stated}。", "{sum} = {found}, stated {stated}")
PARTS = Wording("{sum} = {found}，标明的是 {stated}。", "{sum} = {found}, stated {stated}")
WEIGHTS = Wording("{sum} = {found}%，应为 100%。", "{sum} = {found} %")
QUOTAS = Wording("{sum} = {found}%，应为 100%。", "{sum} = {found} %")
AT_MOST = re.compile(r"不超过|以内|不高于|左右|不得超过|至多")


def check_total(draft: Draft) -> Iterator[Defect]:
    """The indicators do not add up to the full mark that is named; bonuses stand outside it."""
    if draft.weighted:
        return
    outermost = _outermost(draft)
    points = [indicator.points for indicator in outermost]
    sections = [indicator.section for indicator in outermost]
    within = {id(item) for indicator in outermost for item in indicator.items}
    free = [item for item in draft.items if item.role == "base" and id(item) not in within]
    points += [item.points for item in free]
    sections += [item.section for item in free]
    computed = draft.computed_total
    if not points or any(value is None for value in points) or computed is None:
        return
    figures = {"sum": _sum(points), "found": str(computed)}
    outside = [i.points for i in draft.indicators if i.role == "bonus" and i.points is not None]
    allowed = {computed, computed + sum(outside)}
    stated = draft.stated
    common = common_path(sections)
    if stated is not None and stated.value is not None and stated.value not in allowed:
        yield Defect(
            "total_mismatch",
            common,
            stated.quote,
            stated.span,
            TOTAL,
            figures | {"stated": str(stated.value)},
        )
        return
    heading = next(
        (section for section in sections[0].above() if section.path == common and section.marker), None
    )
    worth = draft.worths.get(id(heading)) if heading is not None else None
    if heading is not None and worth is not None and worth.points is not None and worth.points not in allowed:
        yield Defect(
            "total_mismatch",
            common,
            heading.text,
            heading.span,
            TOTAL,
            figures | {"stated": str(worth.points)},
        )


def check_indicator_sums(draft: Draft) -> Iterator[Defect]:
    """The items of an indicator do not add up to its points."""
    for indicator in draft.indicators:
        total = draft.children_sum(indicator)
        if total is None or indicator.points is None or indicator.role != "base" or indicator.shared:
            continue
        if total != indicator.points and all(item.worth.has_points for item in indicator.items):
            heading = indicator.section
            yield Defect(
                "indicator_sum_mismatch",
                indicator.path,
                heading.text,
                heading.passage.span(),
                PARTS,
                {
                    "sum": _sum([item.points for item in indicator.items]),
                    "found": str(total),
                    "stated": str(indicator.points),
                },
            )


def check_weights(draft: Draft) -> Iterator[Defect]:
    """The weights do not add up to 100 per cent."""
    listed = [(part.share, part.section) for part in draft.weights] or [
        (indicator.weight, indicator.section) for indicator in _outermost(draft) if indicator.worth.has_weight
    ]
    percents = [Decimal(share) * 100 for share, _ in listed if share is not None]
    if not draft.weighted or len(listed) < 2 or len(percents) < len(listed) or sum(percents) == 100:
        return
    sections = [section for _, section in listed]
    last = sections[-1]
    yield Defect(
        "weight_sum",
        common_path(sections) if len({id(section) for section in sections}) > 1 else last.path,
        last.text,
        last.passage.span(),
        WEIGHTS,
        {"sum": _sum(percents), "found": _plain(sum(percents))},
    )


def check_quotas(draft: Draft) -> Iterator[Defect]:
    """The quotas of the grades do not add up to 100 per cent."""
    rule = draft.grades
    if rule is None:
        return
    rules = rule.content.get("rules") or []
    percents = [grade.get("percent") for grade in rules]
    if len(percents) < 2 or not all(isinstance(percent, int | Decimal) for percent in percents):
        return
    total = sum(Decimal(percent) for percent in percents)
    text = rule.section.own()
    if total == 100 or (total < 100 and AT_MOST.search(text.text)):
        return
    last = re.search(rf"{re.escape(str(rules[-1].get('grade', '')))}[^,。;、]*?{percents[-1]}\s*%", text.text)
    span = last.span() if last else (0, len(text.text))
    yield Defect(
        "quota_sum",
        rule.section.path,
        text.text[slice(*span)],
        text.span(*span),
        QUOTAS,
        {"sum": _sum(percents), "found": _plain(total)},
    )


def common_path(sections: Sequence[Section]) -> str:
    """Give the path that several sections stand under."""
    parents = [section.parent.path.split("/") if section.parent else [] for section in sections]
    common: list[str] = []
    for steps in zip(*parents, strict=False):
        if len(set(steps)) > 1:
            break
        common.append(steps[0])
    return "/".join(filter(None, common))


def _outermost(draft: Draft) -> list[Indicator]:
    base = [indicator for indicator in draft.indicators if indicator.role == "base"]
    sections = {id(indicator.section) for indicator in base}
    return [i for i in base if not any(id(section) in sections for section in i.section.above())]


def _plain(value: int | Decimal) -> str:
    return f"{Decimal(value).normalize():f}"


def _sum(values: Sequence[int | Decimal | None]) -> str:
    return "+".join(_plain(value) for value in values if value is not None)

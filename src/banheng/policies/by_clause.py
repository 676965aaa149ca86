"""What a scheme says about each clause of the document that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banheng.schemes.describing_outcomes import (
    describe_effect,
    describe_ranking,
    describe_rating,
    describe_trigger,
)
from banheng.schemes.describing_pay import describe_allowance
from banheng.schemes.describing_rules import describe_rule
from banheng.schemes.speaking import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.core.wording import Language
    from banheng.rules.node import Node
    from banheng.schemes.scheme import Scheme


class SaidPart(NamedTuple):
    """A part of the scheme in words."""

    name: str
    lines: tuple[str, ...]


def said_by_clause(scheme: Scheme, language: Language) -> dict[str, list[SaidPart]]:
    """Say the parts that name a clause, in the order of the scheme."""
    found: dict[str, list[SaidPart]] = {}
    for node, part in _parts(scheme, Speaker(language)):
        for clause in node.clause:
            found.setdefault(clause, []).append(part)
    return found


def said_parts(scheme: Scheme, language: Language) -> list[SaidPart]:
    """Say all parts, with a clause or without."""
    return [part for _, part in _parts(scheme, Speaker(language))]


def _parts(scheme: Scheme, speaker: Speaker) -> Iterator[tuple[Node, SaidPart]]:
    for indicator in scheme.all_indicators():
        yield indicator, SaidPart(indicator.name, _full(indicator.full_points, speaker))
    for item in scheme.items():
        lines = (*_full(item.full_points, speaker), *describe_rule(item.rule, speaker))
        yield item, SaidPart(item.name, lines)
    for limit in scheme.limits:
        yield limit, SaidPart(limit.name, tuple(speaker.limits(limit.floor, limit.cap)))
    names = {rating.code: rating.name for rating in scheme.ratings}
    for veto in scheme.vetoes:
        lines = (describe_trigger(veto, speaker), describe_effect(veto.effect, names, speaker))
        yield veto, SaidPart(veto.name, tuple(filter(None, lines)))
    for rating in scheme.ratings:
        yield rating, SaidPart(rating.name, (describe_rating(rating, speaker),))
    if scheme.ranking is not None:
        yield (
            scheme.ranking,
            SaidPart(speaker.say("排名", "Ranking"), (describe_ranking(scheme.ranking, speaker),)),
        )
    for line in scheme.allowances:
        yield line, SaidPart(line.name, (describe_allowance(line, speaker),))


def _full(points: int | None, speaker: Speaker) -> tuple[str, ...]:
    return () if points is None else (speaker.say("满分 {full}", "{full} full points", full=points),)

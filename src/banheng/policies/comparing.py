"""Say what differs between two schemes, part by part, in the words in which a scheme is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.schemes.allowances import Pay
from banheng.schemes.describing_honours import describe_consequence, describe_honour
from banheng.schemes.describing_outcomes import (
    ROUNDINGS,
    describe_decisions,
    describe_effect,
    describe_eligibility,
    describe_ranking,
    describe_rating,
    describe_trigger,
)
from banheng.schemes.describing_pay import describe_allowance, describe_pay
from banheng.schemes.describing_rules import describe_rule
from banheng.schemes.rating import Ranking
from banheng.schemes.speaking import PERIODS, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banheng.core.wording import Language
    from banheng.rules.node import Node
    from banheng.schemes.scheme import Indicator, Item, LongerPeriod, Scheme


class Section(StrEnum):
    """Where in a scheme a difference stands."""

    HEAD = "head"
    PARTS = "parts"
    ACROSS = "across"
    VETOES = "vetoes"
    RANKING = "ranking"
    RATINGS = "ratings"
    PAY = "pay"
    HONOURS = "honours"
    CONSEQUENCES = "consequences"

    def say(self, language: Language) -> str:
        """Name the section."""
        return _SECTIONS[self].say(language)


_SECTIONS = {
    Section.HEAD: Wording("基本信息", "The scheme as a whole"),
    Section.PARTS: Wording("指标与考核项", "Indicators and items"),
    Section.ACROSS: Wording("总分", "The total"),
    Section.VETOES: Wording("一票否决", "Vetoes"),
    Section.RANKING: Wording("排名", "Ranking"),
    Section.RATINGS: Wording("等次", "Ratings"),
    Section.PAY: Wording("津贴", "Pay"),
    Section.HONOURS: Wording("荣誉", "Honours"),
    Section.CONSEQUENCES: Wording("结果运用", "What results lead to"),
}

ORDER = Wording("次序", "Order")


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is not the same in both; a side without lines does not have it.

    Attributes:
        before, after: only the lines that the other side does not have.
    """

    section: Section
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    section: Section
    name: str
    lines: tuple[str, ...]
    written: tuple[str, ...] = ()


def compare(before: Scheme, after: Scheme, language: Language) -> list[Difference]:
    """List what differs, in the order of the schemes; parts are the same if their codes are."""
    old, new = _parts(before, Speaker(language)), _parts(after, Speaker(language))
    differences = []
    for key in [*old, *(key for key in new if key not in old)]:
        left, right = old.get(key), new.get(key)
        part = right or left
        if part is None or (left and right and left == right):
            continue
        lines_before, lines_after = left.lines if left else (), right.lines if right else ()
        if left and right and left.lines == right.lines:
            # a setting that the words leave out is told as it is written
            lines_before, lines_after = left.written, right.written
        differences.append(
            Difference(
                part.section,
                part.name,
                tuple(line for line in lines_before if line not in lines_after),
                tuple(line for line in lines_after if line not in lines_before),
                is_new=left is None,
                is_gone=right is None,
            )
        )
    return sorted(differences, key=lambda difference: list(Section).index(difference.section))


def _parts(scheme: Scheme, speaker: Speaker) -> dict[tuple[str, ...], _Part]:
    parts: dict[tuple[str, ...], _Part] = {("head",): _head(scheme, speaker)}
    for indicator in scheme.indicators:
        parts |= _indicator(indicator, "", speaker)
    for limit in scheme.limits:
        lines = [f"{limit.name} ({speaker.names(limit.parts)})", *speaker.limits(limit.floor, limit.cap)]
        parts["limit", limit.code] = _part(Section.ACROSS, limit.name, lines, limit, speaker)
    parts["across",] = _across(scheme, speaker)
    for veto in scheme.vetoes:
        names = {rating.code: rating.name for rating in scheme.ratings}
        lines = [describe_trigger(veto, speaker), describe_effect(veto.effect, names, speaker)]
        parts["veto", veto.code] = _part(Section.VETOES, veto.name, lines, veto, speaker)
    parts |= _ends(scheme, "", speaker)
    for longer in scheme.longer_periods:
        period = speaker.name(PERIODS[longer.to])
        lines = _stated(longer, ("each", "take", "carry_vetoes", "eligible"), speaker)
        parts["longer", longer.to] = _part(Section.RANKING, period, lines, longer, speaker)
        parts |= _ends(longer, period, speaker)
    for honour in scheme.honours:
        lines = [honour.name, describe_honour(honour, scheme, speaker), honour.reason or ""]
        parts["honour", honour.code] = _part(Section.HONOURS, honour.name, lines, honour, speaker)
    for each in scheme.consequences:
        lines = [each.name, *describe_consequence(each, scheme, speaker)]
        parts["consequence", each.code] = _part(Section.CONSEQUENCES, each.name, lines, each, speaker)
    return parts


def _head(scheme: Scheme, speaker: Speaker) -> _Part:
    rounding = speaker.name(ROUNDINGS[scheme.rounding.mode])
    lines = [
        scheme.title,
        speaker.say("每{period}一次", "each {period}", period=speaker.name(PERIODS[scheme.period])),
        speaker.say("满分 {full}", "{full} full points", full=scheme.full_points),
        *speaker.limits(scheme.floor, scheme.cap),
        speaker.say(
            "保留 {places} 位小数，{mode}",
            "rounded to {places} decimals, {mode}",
            places=str(scheme.rounding.places),
            mode=rounding,
        ),
        *_stated(scheme, ("scale_to", "weeks", "stages"), speaker),
        *scheme.source.clauses,
    ]
    if scheme.source.document:
        lines.append(scheme.source.document)
    return _part(Section.HEAD, scheme.title, lines, scheme, speaker)


def _indicator(node: Indicator, above: str, speaker: Speaker) -> dict[tuple[str, ...], _Part]:
    lines = [*_full(node, above, speaker), *speaker.limits(node.floor, node.cap)]
    if node.outside_total:
        lines.append(speaker.say("另计", "on top of the total"))
    if node.start == "full":
        lines.append(speaker.say("从满分起扣", "starts from full points"))
    parts: dict[tuple[str, ...], _Part] = {}
    parts["part", node.code] = _part(Section.PARTS, node.name, lines, node, speaker)
    for below in node.indicators:
        parts |= _indicator(below, node.name, speaker)
    for item in node.items:
        own = [*_full(item, node.name, speaker), *describe_rule(item.rule, speaker)]
        if item.may_exceed:
            own.append(speaker.say("可超过满分", "may exceed the full points"))
        own += [*_stated(item, ("from",), speaker), *_remarks(item.rule, speaker)]
        parts["part", item.code] = _part(Section.PARTS, item.name, own, item, speaker)
    return parts


def _full(part: Indicator | Item, above: str, speaker: Speaker) -> Iterator[str]:
    if part.full_points is not None:
        yield speaker.say("满分 {full}", "{full} full points", full=part.full_points)
    if part.weight is not None:
        yield speaker.say("权重 {weight}%", "weight {weight} %", weight=part.weight)
    if above:
        yield speaker.say("属于“{above}”", "part of {above}", above=above)


def _across(scheme: Scheme, speaker: Speaker) -> _Part:
    lines = [
        f"{coefficient.by}: "
        + speaker.commas(f"{code} × {speaker.figure(factor)}" for code, factor in coefficient.factors.items())
        for coefficient in scheme.coefficients
    ]
    if scheme.eligible is not None:
        lines.append(describe_eligibility(scheme.eligible, speaker))
    if scheme.decisions is not None:
        lines.append(describe_decisions(scheme.decisions, speaker))
    remarks = [each for each in (scheme.eligible, scheme.decisions, *scheme.coefficients) if each]
    lines += [line for node in remarks for line in _remarks(node, speaker)]
    written = [line for node in remarks for line in _written(_content(node))]
    return _Part(
        Section.ACROSS, _SECTIONS[Section.ACROSS].say(speaker.language), tuple(lines), tuple(written)
    )


def _ends(ends: Scheme | LongerPeriod, period: str, speaker: Speaker) -> dict[tuple[str, ...], _Part]:
    """Word what a total leads to, of the scheme's own period or of a longer one."""

    def named(name: str) -> str:
        return f"{period} {name}".strip()

    parts: dict[tuple[str, ...], _Part] = {}
    if ends.ranking is not None:
        name = named(_SECTIONS[Section.RANKING].say(speaker.language))
        ranking = [describe_ranking(ends.ranking, speaker)]
        parts["ranking", period] = _part(Section.RANKING, name, ranking, ends.ranking, speaker)
    for rating in ends.ratings:
        lines = [rating.name, describe_rating(rating, speaker)]
        parts["rating", period, rating.code] = _part(
            Section.RATINGS, named(rating.name), lines, rating, speaker
        )
    for line in ends.allowances:
        lines = [line.name, describe_allowance(line, speaker)]
        parts["pay", period, line.code] = _part(Section.PAY, named(line.name), lines, line, speaker)
    if ends.allowances:
        name = named(speaker.say("津贴合计", "Pay as a whole"))
        parts["pay", period] = _part(Section.PAY, name, [describe_pay(ends.pay, speaker)], ends.pay, speaker)
    return parts


def _part(section: Section, name: str, lines: Iterable[str], node: Node, speaker: Speaker) -> _Part:
    shown = tuple(filter(None, [*lines, *_remarks(node, speaker)]))
    return _Part(section, name, shown, tuple(_written(_content(node))))


_PARTS_OF_THEIR_OWN = {
    "indicators", "items", "limits", "coefficients", "eligible", "decisions", "vetoes", "ranking", "ratings",
    "allowances", "pay", "longer_periods", "honours", "consequences", "scheme",
}  # fmt: skip


def _content(node: Node) -> dict[str, object]:
    own = set() if isinstance(node, Ranking | Pay) else _PARTS_OF_THEIR_OWN
    content: dict[str, object] = node.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude=own)
    return content


def _written(content: object, path: str = "") -> Iterator[str]:
    """Write settings one by one as they stand in the file."""
    if isinstance(content, dict):
        for key, inside in content.items():
            yield from _written(inside, f"{path}/{key}".lstrip("/"))
    elif isinstance(content, list) and any(isinstance(each, dict | list) for each in content):
        for number, inside in enumerate(content):
            yield from _written(inside, f"{path}/{number}")
    else:
        yield f"{path}: {content}"


def _remarks(node: Node, speaker: Speaker) -> Iterator[str]:
    if node.clause:
        yield speaker.say("依据 {clauses}", "clause {clauses}", clauses=speaker.names(node.clause))
    if node.note:
        yield speaker.say("说明：{note}", "note: {note}", note=node.note)
    if node.assumption:
        yield speaker.say("学校约定：{text}", "assumed: {text}", text=node.assumption)


def _stated(node: Node, keys: Iterable[str], speaker: Speaker) -> list[str]:
    """Write settings as they stand in the scheme, for those that have no words of their own."""
    content: Mapping[str, object] = node.model_dump(mode="json", by_alias=True, exclude_unset=True)
    colon = speaker.say("：", ": ")
    return [f"{key}{colon}{content[key]}" for key in keys if content.get(key) not in (None, [], {}, "")]

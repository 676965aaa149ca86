"""So many points for each occurrence: `迟到每次扣0.5分`, `扣1—3分/人次`, `市级一、二、三等奖分别加3、2、1分`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.phrases import one_of
from banheng.schemes.drafting.meaning.settling import Words
from banheng.schemes.drafting.meaning.slate import PAUSES, SENTENCE_ENDS, WIPED, Slate, stretches
from banheng.schemes.drafting.nodes import Span

_TAKE, _GIVE = one_of("verbs", "take"), one_of("verbs", "give")
_HEDGES = one_of("verbs", "hedges")
_AFTER = one_of("verbs", "hedges", "after_verb")
_DASH = one_of("bounds", "dash")
_UNIT = one_of("units", "counted")
_UNITS = rf"{_UNIT}(?:[·.每/]?{_UNIT})?"
_NOT_A_POINT = r"(?!钟|别|析|类|工|管|解|散|配|成|享|数线|制|以[上下内]|及以|\(不?含|[至到\-—~])"
_FIRST = rf"(?:(?P<a>{FIGURE})\s*分?\s*{_DASH}\s*)?"
_RATE = re.compile(
    rf"(?:(?:{_HEDGES}){{0,6}}(?:(?P<take>{_TAKE})|(?P<give>{_GIVE}))(?:{_AFTER}|\s){{0,6}})?\s{{0,6}}"
    rf"(?<!每){_FIRST}(?P<b>{FIGURE})\s*(?P<unit>分|元){_NOT_A_POINT}(?:\s*[/每]\s*(?P<per>{_UNITS}))?"
)
_LIST = re.compile(
    rf"(?:(?:{_HEDGES}){{0,6}}(?:(?P<take>{_TAKE})|(?P<give>{_GIVE}))(?:{_AFTER}|\s){{0,6}})?\s{{0,6}}"
    rf"(?P<all>{FIGURE}分?(?:[、/]{FIGURE}分?){{1,12}})(?<=分)(?:\s*[/每]\s*(?P<per>{_UNITS}))?"
)
_LOST = re.compile(
    rf"(?<![不按应免被累未无多少的])(?:(?P<take>扣|减)|(?P<give>加|记))分"
    rf"(?:\s*/\s*(?P<per>{_UNITS})|(?=[,;。、){WIPED}]|$))"
)
_RULE_OF_LOST = re.compile(rf"(?:每|[一1]){_UNIT}$|^[^,;。]{{2,8}}$")
_NOTHING = re.compile(one_of("verbs", "nothing"))
_WORTH = re.compile(rf"\({FIGURE}分\)")
_PERIOD = "学期|学年|半月|月|周|天|日|年|班|个"
_EACH = re.compile(
    rf"每(?!{_PERIOD})(?P<inner>[^{PAUSES}每0-9]{{0,16}}?)(?P<n>{FIGURE})个?(?P<counted>{_UNIT})"
    rf"|(?<=[缺少差])(?P<blank>_{{2,}}+)个?(?P<lost>{_UNIT})"
    rf"|每(?P<per>{_UNITS})"
    rf"|每个?(?P<rank>名次|位次)"
    rf"|每(?P<score>(?:{FIGURE})?分)"
)
_ONE = re.compile(rf"(?<![第统单同任])(?P<n>[一1])\s*(?P<counted>{_UNIT})(?![级般常切定共直律])")
_LONE = re.compile("[起样面生期级周月年日天]")
_PERIODS = re.compile(f"(?:{_PERIOD})")
_SHORT = re.compile(r"^(?:少|缺|低|差|欠|不足|降低|下降|减少|未达|低于)")
_TRIM_FRONT = re.compile(
    rf"^(?:[、,:;.)\s的者且并或若如凡则]|及(?![格时])|和(?!谐)|再(?![犯次])|另外|如果|对于|出现|发现|每(?:{_PERIOD})(?!次)|(?:{_HEDGES})){{1,12}}"
)
_TRIM_BACK = re.compile(rf"(?:[、,:;(\s的者占计为]|(?:{_HEDGES})){{1,12}}$")
_PLACE = one_of("levels", "places")
_SERIES_OF_PLACES = re.compile(rf"{_PLACE}级?(?:[、/和]{_PLACE}级?){{1,12}}")
_KINDS = re.compile("(?:[二两三四五2-5]|[二两三四五2-5]?个)(?:等级|等次|档次|层次|级别|等|级|档|类)$")
_SERIES = re.compile(
    r"(?P<all>第?[一二三四五六七八九十1-9](?:[、/][一二三四五六七八九十1-9]){1,12})(?P<kind>等奖|名|等|档|类|次|级)"
)


class Quantity(NamedTuple):
    """What a rate counts: `每5个百分点`."""

    per: Words
    times: Figure | None
    is_short: bool


@dataclass(frozen=True)
class Rate:
    """Points for an event.

    Attributes:
        low: the figure, or the first of a range or list; None is a blank or a lost one.
        amounts: a list that runs side by side with `names`.
        gives_nothing: `不得分`.
    """

    event: Words
    sign: int
    low: Figure
    high: Figure | None
    quantity: Quantity | None
    span: Span
    amounts: Sequence[Figure] = ()
    names: Sequence[str] = ()
    has_verb: bool = True
    gives_nothing: bool = False

    def as_rules(self) -> list[dict[str, Any]]:
        """Write the rate as params; a list gives one rule for each of its names."""
        per = {"per": self.quantity.per} if self.quantity else {}
        if self.names:
            pairs = zip(self.names, self.amounts, strict=True)
            return [{"event": name, "rate": amount} | per for name, amount in pairs]
        if self.high is not None:
            return [{"event": self.event, "rate_min": self.low, "rate_max": self.high} | per]
        return [{"event": self.event, "rate": self.low} | per]


def read_rates(slate: Slate, label: str = "", unit: str = "分") -> list[Rate]:
    """Find all rates in the order of the text. Nothing is wiped: the reader says which it has used."""
    rates: list[Rate] = []
    behind = 0
    for match in _matches(slate.open, unit):
        rate = _rate(slate.open, match, behind, label, rates[-1] if rates else None)
        if rate:
            rates.append(rate)
            behind = match.end()
    return rates


def _matches(text: str, unit: str) -> Iterator[re.Match[str]]:
    """Yield lists, rates and rates without figure, none inside another."""
    found = [
        *_LIST.finditer(text),
        *(match for match in _RATE.finditer(text) if match["unit"] == unit),
        *_LOST.finditer(text),
        *_NOTHING.finditer(text),
    ]
    end = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= end:
            yield match
            end = match.end()


def _rate(text: str, match: re.Match[str], behind: int, label: str, before: Rate | None) -> Rate | None:
    groups = match.groupdict()
    has_verb = bool(groups.get("take") or groups.get("give")) or match.re is _NOTHING
    if match.re is _RATE and not _speaks_of_points(text, match):
        return None
    start = max([behind, *(text.rfind(mark, 0, match.start()) + 1 for mark in SENTENCE_ENDS)])
    event, quantity = _event(text, start, match.start(), label)
    if groups.get("per"):
        quantity = Quantity(Words(_per(match["per"]), Span(*match.span("per"))), None, is_short=False)
    sign = -1 if groups.get("take") else 1
    if not has_verb and before is not None and before.span.end >= start - 2:
        sign = before.sign
    span = Span(min(event.span.start, match.start()), match.end())
    rate = Rate(event, sign, Figure(0, Span(*match.span())), None, quantity, span, has_verb=has_verb)
    return _priced(rate, match, text[start : match.start()])


def _speaks_of_points(text: str, match: re.Match[str]) -> bool:
    """Tell a rate from `十分重视` and from a heading with its points, `班级工作计划(3分)`."""
    if not match["b"][0].isascii() and (
        match["give"] in {"评", "为", "给"} or not (match["take"] or match["give"])
    ):
        return False
    return bool(match["take"] or match["give"] or match["per"]) or not _WORTH.match(text, match.start() - 1)


def _priced(rate: Rate, match: re.Match[str], lead: str) -> Rate | None:
    """Put in the figure: one, a range, a list with as many names before it, or one that was lost."""
    if match.re is _NOTHING:
        return replace(rate, gives_nothing=True)
    if match.re is _LOST:
        is_rule = match["per"] or _RULE_OF_LOST.search(lead.rpartition(",")[2])
        return replace(rate, low=Figure(None, rate.low.span)) if is_rule else None
    if match.re is _LIST:
        amounts = [figure(one, 0) for one in re.compile(FIGURE).finditer(match.string, *match.span("all"))]
        names = _names(lead, len(amounts))
        return replace(rate, low=amounts[0], amounts=amounts, names=names) if names else None
    if match["a"] is None:
        return replace(rate, low=figure(match, "b"))
    return replace(rate, low=figure(match, "a"), high=figure(match, "b"))


def _names(lead: str, wanted: int) -> list[str]:
    """Return the names that a list of figures belongs to; none when their number differs."""
    lead = re.sub(rf"(?:每{_UNIT}|{_HEDGES}|[:,\s的]){{1,12}}$", "", lead)
    for series in reversed(list(_SERIES_OF_PLACES.finditer(lead))):
        names = [name.removesuffix("级") + "级" for name in re.split("[、/和]", series[0])]
        if len(names) == wanted:
            return names
    for series in reversed(list(_SERIES.finditer(lead))):
        names = [name + series["kind"] for name in re.split("[、/]", series["all"].removeprefix("第"))]
        if len(names) == wanted:
            return names
    parts = re.split("[、/]", lead)
    if len(parts) < wanted:
        return []
    names = parts[-wanted:]
    names[0] = re.sub(
        "^(?:[^,]{0,12}?(?:分为|等级为|结果为|评为|为)|按|分|依|等级){1,4}",
        "",
        re.split(rf"[{PAUSES}]", names[0])[-1],
    )
    names[-1] = _KINDS.sub("", names[-1]) or names[-1]
    ending = re.search(r"(?:级|等|奖|等奖)$", names[-1])
    if ending and all(len(name) == len(names[-1]) - len(ending[0]) for name in names[:-1]):
        names[:-1] = [name + ending[0] for name in names[:-1]]
    return names


def _per(text: str) -> str:
    return re.sub("[·./每]", "", text)


def _event(text: str, start: int, end: int, label: str) -> tuple[Words, Quantity | None]:
    """Read what a rate is for from the words before it, the nearest first."""
    event: Words | None = None
    quantity: Quantity | None = None
    for place, span in enumerate(reversed(list(stretches(text, start, end)))):
        words, found = _parted(text, span, is_last=place == 0 and span.end >= end - 1)
        if quantity is None and (found is None or place == 0 or event is None or found.times is not None):
            quantity = found
        if words.text and event is None:
            event = words
        if event and (quantity or place):
            break
    return event or Words(label, Span(end, end)), quantity


def _parted(text: str, span: Span, *, is_last: bool) -> tuple[Words, Quantity | None]:
    """Part `每发现1处不洁` into what is counted and what happens."""
    piece = text[span.start : span.end]
    for match in reversed([*_ONE.finditer(piece), *_EACH.finditer(piece)]):
        quantity = _quantity(match, piece, span.start, is_last=is_last)
        if quantity:
            inner = match.groupdict().get("inner") or ""
            rest = piece[: match.start()] + inner + piece[match.end() :]
            return Words(_trimmed(rest), span), quantity
    return Words(_trimmed(piece), span), None


def _quantity(match: re.Match[str], piece: str, offset: int, *, is_last: bool) -> Quantity | None:
    groups = match.groupdict()
    group = next(name for name in ("per", "counted", "lost", "rank", "score") if groups.get(name))
    unit = match[group]
    at_end = not piece[match.end() :].strip(" 的,")
    if group == "per" and _PERIODS.match(unit) and not (at_end and is_last):
        return None
    if match.re is _ONE and _LONE.fullmatch(unit) and not at_end:
        return None
    count = (
        figure(match, "n" if groups.get("n") else "blank") if groups.get("n") or groups.get("blank") else None
    )
    lead = groups.get("inner") or (_trimmed(piece[: match.start()]) if match.re is _ONE else "")
    is_short = bool(_SHORT.match(lead)) and (match.re is not _ONE or len(lead) <= 3)
    per = _per(unit)
    if count and (count.value != 1 or "百分点" in unit or unit == "%"):
        written = unit if groups.get("lost") else match.string[match.end("n") : match.end()]
        per = f"{'____' if count.value is None else count.value}{written}"
    return Quantity(Words(per, Span(offset + match.start(), offset + match.end())), count, is_short)


def _trimmed(words: str) -> str:
    return _TRIM_BACK.sub("", _TRIM_FRONT.sub("", words.replace(WIPED, "")))

"""Events that override the result, and what they do."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from banheng.schemes.drafting.meaning.clauses import has
from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.grades import GRADE
from banheng.schemes.drafting.meaning.phrases import patterns
from banheng.schemes.drafting.meaning.settling import Read, Words
from banheng.schemes.drafting.nodes import Span

EFFECTS = ("max_grade", "grade_fixed", "downgrade", "scale_score", "score_zero", "pay_withheld", "bar_award")
"""In the order in which one stands for all; the others are named beside it."""

SHORTEST = 3
_NEAR = 24
_BEHIND_SCORE = re.compile(rf"{FIGURE}分(?:及?以[上下]|\((?:不?含)[^()]{{0,4}}\)|[者的,]){{0,4}}$")
_DOWNGRADES = patterns("vetoes", "downgrade")
_AT_BOTTOM = re.compile(
    rf"已(?:经)?(?:是|为|达)(?P<grade>{GRADE})(?:的|者|,){{0,6}}[^。;0-9]{{0,12}}?(?P<n>{FIGURE})%"
)
_NUMBERING = (
    r"^\s*(?:[0-9①-⑳]{1,2}[.、)]|\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十]{1,3}、)?\s*"
)
_FRONT = re.compile(
    _NUMBERING
    + r"(?:凡|如|若|因|对|对于|发生|出现|存在|班主任|当[月年期]|学年内|学期内|或|和|、|,|:|\s){0,6}"
)
_BACK = re.compile(r"(?:[的者,、;。:\s]|行为|情形|情况|等|之一){1,12}$")


def read_vetoes(text: str) -> list[Read]:
    """Read what happens on which events; a list of events stands below its heading, one a line."""
    heading, *below = [line for line in text.split("\n") if line.strip()] or [""]
    if below and (_is_heading(heading) or not any(_effects(line) for line in below)):
        return _vetoes(text, Span(0, len(text)))
    found: list[Read] = []
    start = 0
    for sentence in re.split("(?<=[。\n])", text):
        span = Span(start, start + len(sentence))
        start = span.end
        found += _vetoes(text, span)
    return found


def _is_heading(line: str) -> bool:
    return bool(_effects(line)) and bool(has("vetoes", "listed", line) or line.rstrip().endswith((":", "的")))


def _effects(text: str) -> dict[str, re.Match[str]]:
    """Find what a text threatens with; words that are part of an effect named before are not another."""
    found: dict[str, re.Match[str]] = {}
    for effect in EFFECTS:
        match = _first(effect, text)
        if match and not any(
            match.start() < other.end() and other.start() < match.end() for other in found.values()
        ):
            found[effect] = match
    return found


def is_behind_score(text: str, place: int) -> bool:
    """Tell a place right behind a bound of the score: `75分以下定为不合格`."""
    return bool(_BEHIND_SCORE.search(text, max(0, place - _NEAR), place))


def _first(effect: str, text: str) -> re.Match[str] | None:
    """Find an effect; a rating behind a bound of the score is a band of ratings, and follows on no event."""
    return next(
        (
            match
            for pattern in patterns("vetoes", effect)
            for match in pattern.finditer(text)
            if effect != "grade_fixed" or not is_behind_score(text, match.start())
        ),
        None,
    )


def _vetoes(text: str, span: Span) -> list[Read]:
    piece = text[span.start : span.end]
    bottom = _AT_BOTTOM.search(piece)
    searched = piece[: bottom.start()] if bottom else piece
    effects = _effects(searched)
    if not effects:
        return []
    effect, *others = effects
    params: dict[str, Any] = {"events": _events(piece, effects, span.start), "effect": effect}
    params |= _details(effects[effect], span.start)
    if bottom:
        share = figure(bottom)
        factor = None if share.value is None else Decimal(share.value) / 100
        params["at_bottom"] = {
            "grade": bottom["grade"],
            "factor": Figure(factor, Span(share.span.start + span.start, share.span.end + span.start)),
        }
    if others and not (others == ["bar_award"] and effects["bar_award"][0] == "一票否决"):
        params["also"] = others[0] if len(others) == 1 else others
    for vacancy in ("left_open", "next_in_rank"):
        if "vacancy" not in params and has("vetoes", vacancy, piece):
            params["vacancy"] = vacancy
    return [Read(params)]


def _details(match: re.Match[str], offset: int) -> dict[str, Any]:
    """Read the grade, the steps or the share that an effect names."""
    details: dict[str, Any] = {}
    for name, words in match.groupdict().items():
        if words is None:
            continue
        span = Span(match.start(name) + offset, match.end(name) + offset)
        if name in {"to", "below"}:
            details[name] = Words(words, span)
            continue
        value = figure(match, name).value
        if name.endswith("_percent") and value is not None:
            share = Decimal(value) / 100
            details["factor"] = Figure(share if name == "factor_percent" else 1 - share, span)
        else:
            details[name] = Figure(value, span)
    if match.re in _DOWNGRADES and "steps" not in details:
        details["steps"] = 1
    return details


def _events(piece: str, effects: dict[str, re.Match[str]], offset: int) -> list[Words]:
    heading, _, below = piece.partition("\n")
    if below.strip():
        return [
            words
            for words in _parts(piece, len(heading) + 1, len(piece), "\n;", offset)
            if not _effects(words.text)  # another thing that follows, not an event
        ]
    first = min(match.start() for match in effects.values())
    colon = piece.find(":", first)
    if has("vetoes", "listed", piece) and colon >= 0:
        return _parts(piece, colon + 1, len(piece), ";、" if ";" not in piece[colon:] else ";", offset)
    lead = piece.rfind(",", 0, first)
    end = lead if lead > 0 else first
    numbering = re.match(_NUMBERING, piece)
    return _parts(piece, min(numbering.end() if numbering else 0, end), end, "、或,;", offset)


def _parts(piece: str, start: int, end: int, marks: str, offset: int) -> list[Words]:
    words: list[Words] = []
    begin = start
    for place in range(start, end + 1):
        if place == end or piece[place] in marks:
            cut = _BACK.sub("", _FRONT.sub("", piece[begin:place]))
            if len(cut) < SHORTEST and piece[place : place + 1] == "或":
                continue  # 体罚或变相体罚学生
            if cut:
                words.append(Words(cut, Span(begin + offset, place + offset)))
            begin = place + 1
    return words

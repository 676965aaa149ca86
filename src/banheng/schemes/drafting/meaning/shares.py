"""Points that follow from a share, an average, or the judgement of people."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.phrases import one_of, patterns
from banheng.schemes.drafting.meaning.settling import Words
from banheng.schemes.drafting.meaning.slate import PAUSES, Slate, stretches
from banheng.schemes.drafting.nodes import Span

_TIMES = re.compile(
    rf"(?P<measure>[^{PAUSES}+]{{1,40}}?)(?:\)|之后|后|再)?{one_of('items', 'ratio_times')}\s*(?P<n>{FIGURE})(?!\s*%)\s*分?"
)
_SHARES = (
    re.compile(
        r"(?P<num>[^÷/占]{1,24})(?:占|÷|/|除以)(?P<den>[^÷/占]{1,24}?)(?:的(?:百分比|比例|比值|比率|百分数))?(?:[*×]100%)?"
    ),
    re.compile(r"(?P<num>[^÷/]{1,24}?)(?:与|和|同|比)(?P<den>[^÷/]{1,24}?)(?:之比|的?比值|的?比例|的比率?)"),
)
_MEASURE_LEAD = re.compile(r"^(?:[按以用将取、+\s]|根据|得分|=|得分=){1,12}")
_MEASURE_BACK = re.compile(r"(?:的|得分|计算|,|\s){1,12}$")
_MEAN = re.compile(one_of("items", "mean"))
_BY = re.compile("^[取按以求]")
_FACTOR_OF_MEAN = re.compile(
    rf"分?(?:的|再)?{one_of('items', 'ratio_times')}\s*(?:(?P<m>{FIGURE})\s*%|(?P<n>0\.[0-9]{{1,3}}))"
)
_MEAN_LEAD = re.compile(rf"^(?:{one_of('items', 'mean_before')}){{1,12}}")
_JUDGED = re.compile(one_of("items", "judged"))
_RATED = re.compile(
    rf"酌情|(?:由|经|请)[^{PAUSES}]{{2,24}}?{one_of('items', 'judged')}|无记名|{one_of('items', 'judged')}(?:[,。;]|$)"
)
_PART = re.compile(rf"(?P<event>[^{PAUSES}、0-9]{{2,16}}?)(?:占|计|为)?(?P<n>{FIGURE})(?:分|%)")
_RANGE = re.compile(rf"(?P<a>{FIGURE})分?\s*{one_of('bounds', 'dash')}\s*(?P<n>{FIGURE})分")


def read_ratio(slate: Slate) -> dict[str, Any] | None:
    """Read `满意率×60分`, `A占B的比例乘以10分`, `与最高分之比乘以100分`, and sums of such parts."""
    parts = list(_TIMES.finditer(slate.open))
    if (
        len(parts) == 1
        and (found := _MEAN.search(parts[0][0]))
        and _FACTOR_OF_MEAN.match(parts[0][0], found.end())
    ):
        return None
    if not parts:
        return None
    for match in parts:
        slate.wipe(Span(*match.span()))
    measures = [_measure(match) for match in parts]
    if len(parts) > 1:
        return {
            "kind": "percent",
            "parts": [
                {"measure": words, "times": figure(match)}
                for words, match in zip(measures, parts, strict=True)
            ],
        }
    times = figure(parts[0])
    share = next((found for pattern in _SHARES if (found := pattern.fullmatch(measures[0].text))), None)
    if not share:
        return {"kind": "percent", "measure": measures[0], "times": times}
    numerator, denominator = share["num"].strip("的()"), share["den"].strip("的()")
    return {"kind": _kind(denominator), "num": numerator, "den": denominator, "times": times}


def _kind(denominator: str) -> str:
    if re.search(one_of("items", "best"), denominator):
        return "relative_to_best"
    return "own_share" if re.search("全校|全体|总和|之和", denominator) else "percent"


def _measure(match: re.Match[str]) -> Words:
    words = _MEASURE_BACK.sub("", _MEASURE_LEAD.sub("", match["measure"])).strip("()的")
    return Words(words, Span(*match.span("measure")))


def read_trim(slate: Slate) -> dict[str, Any]:
    """Read how many of the highest and lowest marks are left out."""
    match = slate.take_any("items", "trim")
    if not match:
        return {}
    span = Span(*match.span())
    groups = match.groupdict()
    highest = figure(match) if groups.get("n") else Figure(1, span)
    return {
        "trim": {"highest": highest, "lowest": figure(match, "m") if groups.get("m") else Figure(1, span)}
    }


def read_mean(slate: Slate) -> dict[str, Any] | None:
    """Read `取全学年周评比平均分`."""
    match = _MEAN.search(slate.open)
    if not match:
        return None
    factor = _FACTOR_OF_MEAN.match(slate.open, match.end())
    leads = [slate.open[span.start : span.end] for span in stretches(slate.open, 0, match.start())]
    sources = [_source(lead) for lead in reversed(leads)] + [
        _BY.sub("", lead).strip() for lead in reversed(leads)
    ]
    words = next((words for words in sources if len(words) > 1), None)
    if not factor:
        return {"source": words}
    slate.wipe(Span(*factor.span()))
    share = figure(factor, "m" if factor["m"] else "n")
    if factor["m"] and share.value is not None:
        share = Figure(Decimal(share.value) / 100, share.span)
    return {"source": words, "factor": share}


def _source(words: str) -> str:
    return re.sub(r"(?:的|得分|后|,){1,12}$", "", _MEAN_LEAD.sub("", words.strip()))


def has_mean(slate: Slate) -> bool:
    return bool(_MEAN.search(slate.open))


def read_judged(slate: Slate) -> dict[str, Any] | None:
    """Read `由科任教师打分`, `0~5分`, with its parts."""
    if not is_rated(slate.open) and not _RANGE.search(slate.open):
        return None
    if match := _RANGE.search(slate.open):
        slate.wipe(Span(*match.span()))
    parts = list(_PART.finditer(slate.open))
    if len(parts) < 2:
        return {}
    for match in parts:
        slate.wipe(Span(*match.span()))
    return {"parts": [{"event": match["event"].strip("、的"), "points": figure(match)} for match in parts]}


def is_rater(words: str) -> bool:
    """Tell whether words name an opinion, not a fact: `年级组评分`."""
    return bool(_JUDGED.search(words))


def is_rated(text: str) -> bool:
    """Tell whether a text says that somebody gives the points."""
    return bool(_RATED.search(text))


def read_first(slate: Slate, name: str) -> bool:
    """Tell whether the text has one of the phrases, and wipe it out."""
    return any(slate.take(pattern) for pattern in patterns("items", name))

"""Points by place: `第一名得15分,第二名得13分,依此类推`, `前3名30分,其余20分`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.phrases import one_of, patterns
from banheng.schemes.drafting.meaning.slate import PAUSES, SENTENCE_ENDS, Slate
from banheng.schemes.drafting.nodes import Span

_DASH = one_of("bounds", "dash")
_RESULT = (
    rf"(?:[的者,:]|班级|各|为){{0,6}}(?:{one_of('verbs', 'give')}|{one_of('verbs', 'hedges')}|班主任|的|班级){{0,6}}"
    rf"(?P<n>{FIGURE})分"
)
_NOT_PLACE = "(?!次|个?月|学期|学年|周|节|天|条|款|项|章|届|期|部)"
_PLACE = re.compile(
    rf"(?:前(?P<top>{FIGURE})名|第(?P<single>{FIGURE}){_NOT_PLACE}名?(?:{_DASH}第?(?P<last>{FIGURE})名?)?"
    rf"|(?P<from>{FIGURE})名?{_DASH}(?P<to>{FIGURE})名|(?P<rest>{one_of('bounds', 'rest')})(?:名次)?)"
    + _RESULT
)
_BY_PLACE = re.compile(rf"[^{PAUSES}、]*?(?:名次|排名|排序|位次)")
_BY = re.compile(rf"[^{PAUSES}、]*?(?:评比|成绩|率|分)")
_TOP_LIST = re.compile(
    rf"前(?P<n>{FIGURE})名(?:的|者|,|班级|班主任|分别|依次|各){{0,4}}{one_of('verbs', 'give')}{{0,2}}"
    rf"(?P<all>{FIGURE}分?(?:[、/]{FIGURE}分?){{1,9}})(?<=分)"
)
_GROUP = re.compile(rf"(?:在|按|居|列)?(?P<within>{one_of('levels', 'groups')})")


def read_ranks(slate: Slate) -> dict[str, Any] | None:
    """Read at least two places with points, or one and the step to the next."""
    if listed := _listed(slate):
        return listed
    places = list(_PLACE.finditer(slate.open))
    if all(match["rest"] for match in places):
        return None
    first = next(match for match in places if not match["rest"])
    step: Figure | int | Decimal | None = _step(slate, first.end())
    if len(places) < 2 and step is None:
        return None
    params = _named(slate.open, first.start())
    for match in places:
        slate.wipe(Span(*match.span()))
    entries = [_entry(match) for match in places]
    if step is None and slate.take_any("items", "ordinal_again"):
        step = _difference(entries)
    if step is not None and entries[0].get("from") and entries[0]["from"].value == 1:
        return params | {"first": entries[0]["points"], "step": step}
    if all("to" in entry and entry["to"].value == entry["from"].value for entry in entries):
        return params | {"table": {entry["from"].value: entry["points"] for entry in entries}}
    return params | {"table": entries}


def _listed(slate: Slate) -> dict[str, Any] | None:
    """Read `前三名分别加3、2、1分`."""
    match = _TOP_LIST.search(slate.open)
    if not match:
        return None
    amounts = [figure(one, 0) for one in re.compile(FIGURE).finditer(slate.open, *match.span("all"))]
    if len(amounts) != figure(match).value:
        return None
    params = _named(slate.open, match.start())
    slate.wipe(Span(*match.span()))
    return params | {"table": dict(enumerate(amounts, start=1))}


def _entry(match: re.Match[str]) -> dict[str, Any]:
    points = figure(match)
    if match["rest"]:
        return {"rest": True, "points": points}
    if match["top"]:
        return {"from": Figure(1, Span(*match.span("top"))), "to": figure(match, "top"), "points": points}
    low, high = ("from", "to") if match["from"] else ("single", "last")
    start = figure(match, low)
    return {"from": start, "to": figure(match, high) if match[high] else start, "points": points}


def _step(slate: Slate, behind: int) -> Figure | None:
    for pattern in patterns("items", "step"):
        if match := pattern.search(slate.open, behind):
            slate.wipe(Span(*match.span()))
            return figure(match)
    return None


def _difference(entries: list[dict[str, Any]]) -> int | Decimal | None:
    """Return by how much the second place is below the first: what `依此类推` goes on with."""
    values = [entry["points"].value for entry in entries[:2]]
    if len(values) < 2 or None in values:
        return None
    step: int | Decimal = values[0] - values[1]
    return step


def _named(text: str, place: int) -> dict[str, Any]:
    """Read what the places are by, and among whom."""
    start = max(text.rfind(mark, 0, place) for mark in SENTENCE_ENDS) + 1
    lead = text[start:place]
    params: dict[str, Any] = {}
    if group := _GROUP.search(lead):
        params["within"] = group["within"]
        lead = lead[: group.start()] or lead[group.end() :]
    lead = re.sub(r"^(?:按|根据|以|依据|班级|本班|月){1,12}", "", lead)
    if by := _BY_PLACE.search(lead) or _BY.search(lead):
        params["by"] = by[0]
    return params

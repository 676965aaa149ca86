"""The places of a school's document that somebody has to look at before its scheme is put in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext, gettext_lazy
from ruamel.yaml.error import YAMLError

from banheng.policies.wording_of_places import DEFECTS, WHAT_TO_DO
from banheng.schemes.saving import open_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from banheng.policies.models import SchemeSource

Path_ = tuple[str | int, ...]
UNDECIDED, UNREAD, BLANK = "undecided", "unread", "blank"
NAMES = {
    UNDECIDED: gettext_lazy("没有归类的条款"),
    UNREAD: gettext_lazy("没有读懂怎样计分"),
    BLANK: gettext_lazy("方案里的数值空着"),
}
LONGEST_QUOTE = 300
LONGEST_KEY = 120
MAIN_PARTS = ("indicators", "ratings", "allowances", "vetoes", "limits")


@dataclass(frozen=True, slots=True)
class MarkedPlace:
    """One place.

    Attributes:
        key: names it as long as the document is the same; of a figure left open, as long as it is.
        kind: kind of a defect, `undecided`, `unread` or `blank`.
        span: where it stands in the document, in characters.
        clause: path of its clause.
        path: the place of the scheme where it is repaired; None if the scheme has none yet.
        settled: how it was settled; empty while it is not.
    """

    key: str
    kind: str
    name: str
    quote: str
    why: str
    todo: str
    span: tuple[int, int]
    clause: str
    path: Path_ | None
    settled: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None

    @property
    def may_be_settled(self) -> bool:
        """Tell whether a word settles it; a figure that is left open is filled in or taken out."""
        return self.kind != BLANK


def places_of(source: SchemeSource, text: str) -> list[MarkedPlace]:
    """List the places in the order of the document, with what is settled about them by now.

    Args:
        text: the scheme as it is now: a figure that is filled in is no longer open.
    """
    content = _content(text)
    parts = _parts(content)
    blanks = blanks_of(content)
    found = [*_defects(source, parts, blanks), *_clauses(source, parts), *_unread(source, parts)]
    told = {place.clause for place in found if place.kind == "blank_value"}
    found += [blank for blank in _blanks(source, content, blanks) if blank.clause not in told]
    words = {each.key: each for each in source.settled.select_related("by")}
    for number, place in enumerate(found):
        if (said := words.get(place.key)) is not None:
            by = str(said.by) if said.by else ""
            found[number] = replace(place, settled=said.word, settled_by=by, settled_at=said.at)
    return sorted(found, key=lambda place: place.span)


def unsettled(places: Sequence[MarkedPlace]) -> list[MarkedPlace]:
    """Pick those that nobody has dealt with."""
    return [place for place in places if not place.settled]


def blanks_of(content: Any, path: Path_ = ()) -> list[Path_]:
    """List what is left open, by position in lists and by key in tables."""
    if content is None:
        return [path]
    inside: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(content, dict):
        inside = iter(content.items())
    elif isinstance(content, list):
        inside = enumerate(content)
    return [blank for step, part in inside for blank in blanks_of(part, (*path, step))]


def part_of_clause(parts: dict[str, Path_], clause: str) -> Path_ | None:
    """Find the part of the scheme that a clause became, or the one around it; several clauses are joined by `and`."""
    for each in clause.split(" and "):
        steps = each.split("/")
        for length in range(len(steps), 0, -1):
            if (path := parts.get("/".join(steps[:length]))) is not None:
                return path
    return None


def parts_by_clause(text: str) -> dict[str, Path_]:
    """Give the place of the scheme that each clause became; of several, the one that says most."""
    return _parts(_content(text))


def _content(text: str) -> Any:
    try:
        return open_document(text)
    except YAMLError:
        return {}


def _parts(content: Any, path: Path_ = ()) -> dict[str, Path_]:
    found: dict[str, Path_] = {}
    if isinstance(content, dict):
        clauses = content.get("clause") or ()
        for clause in [clauses] if isinstance(clauses, str) else clauses:
            found.setdefault(str(clause), path)
        steps = list(content.items())
        if not path:
            steps.sort(key=lambda pair: pair[0] not in MAIN_PARTS)
    elif isinstance(content, list):
        steps = list(enumerate(content))
    else:
        return found
    for step, part in steps:
        for clause, place in _parts(part, (*path, step)).items():
            found.setdefault(clause, place)
    return found


def _defects(source: SchemeSource, parts: dict[str, Path_], blanks: list[Path_]) -> Iterator[MarkedPlace]:
    in_english = not (get_language() or "zh").startswith("zh")
    for number, defect in enumerate(source.report.get("planted_defects", ())):
        kind = defect["kind"]
        place = part_of_clause(parts, defect["where"])
        settled = ""
        if kind == "blank_value" and place is not None:
            within = [blank for blank in blanks if blank[: len(place)] == place]
            place = within[0] if within else place
            settled = "" if within else gettext("数值已在方案里填上")
        yield MarkedPlace(
            f"defect-{number}",
            kind,
            str(DEFECTS.get(kind, kind)),
            defect["quote"],
            defect["detail"] if in_english else defect.get("detail_zh") or defect["detail"],
            str(WHAT_TO_DO.get(kind, "")),
            (defect["span"][0], defect["span"][1]),
            defect["where"],
            {"total_mismatch": ("full_points",), "period_conflict": ("period",)}.get(kind, place),
            settled,
        )


def _clauses(source: SchemeSource, parts: dict[str, Path_]) -> Iterator[MarkedPlace]:
    for number, clause in enumerate(source.report.get("clauses", ()), 1):
        if clause["ends_as"] == UNDECIDED:
            yield _place(
                source,
                f"clause-{number}",
                UNDECIDED,
                gettext("看不出这一条是计分、常规还是原则，没有写进方案。"),
                clause,
                parts.get(clause["path"]),
            )


def _unread(source: SchemeSource, parts: dict[str, Path_]) -> Iterator[MarkedPlace]:
    pieces: dict[str, list[str]] = {}
    for piece in source.report.get("unread", ()):
        pieces.setdefault(piece["path"], []).append(piece["text"])
    for number, item in enumerate(source.report.get("items", ()), 1):
        left = pieces.get(item["path"], [])
        if item.get("mechanism") is None:
            why = gettext("原文没有写明怎样计分，方案里先按评分处理。")
        elif left:
            why = gettext("这几个字没有读懂：%(pieces)s") % {"pieces": "；".join(left)}
        else:
            continue
        yield _place(source, f"item-{number}", UNREAD, why, item, parts.get(item["path"]))


def _blanks(source: SchemeSource, content: Any, blanks: list[Path_]) -> Iterator[MarkedPlace]:
    """Give one place for each clause with figures that are open, or were when the draft was made."""
    spans = {clause["path"]: clause for clause in source.report.get("clauses", ())}
    now: dict[str, Path_] = {}
    for path in blanks:
        now.setdefault(clause_above(content, path), path)
    why = gettext("填好以前，方案不能备案，也不能试算。")
    for clause in dict.fromkeys([*now, *source.report.get("blanks", ())]):
        where = spans.get(clause, {"path": clause, "span": [0, 0]})
        path_now = now.get(clause)
        place = _place(source, f"blank-{clause}"[:LONGEST_KEY], BLANK, why, where, path_now)
        yield place if path_now else replace(place, settled=gettext("数值已在方案里填上"))


def open_clauses(text: str) -> list[str]:
    """List the clauses of which a scheme leaves figures open."""
    content = _content(text)
    return list(dict.fromkeys(clause_above(content, path) for path in blanks_of(content)))


def clause_above(content: Any, path: Path_) -> str:
    """Give the clause that a place of the scheme comes from; empty if none is named."""
    clause = ""
    for step in path:
        if isinstance(content, dict) and (said := content.get("clause")):
            clause = str(said if isinstance(said, str) else said[0])
        content = content[step]
    return clause


def _place(
    source: SchemeSource, key: str, kind: str, why: str, part: dict[str, Any], path: Path_ | None
) -> MarkedPlace:
    start, end = part["span"]
    quote = source.text[start:end].strip()
    if len(quote) > LONGEST_QUOTE:
        quote = quote[:LONGEST_QUOTE] + "……"
    return MarkedPlace(
        key, kind, str(NAMES[kind]), quote, why, str(WHAT_TO_DO[kind]), (start, end), part["path"], path
    )

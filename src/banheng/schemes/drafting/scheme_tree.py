"""The indicators and items of a draft in the scheme language, and their codes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from banheng.rules.figures import BLANK
from banheng.schemes.drafting.scheme_figures import plain
from banheng.schemes.drafting.scheme_layout import code_of
from banheng.schemes.drafting.scheme_remarks import LONGEST_REMARK
from banheng.schemes.drafting.scheme_rules import Content, rule_for
from banheng.schemes.scheme import Scheme

if TYPE_CHECKING:
    from banheng.schemes.drafting.drafted import Draft
    from banheng.schemes.drafting.nodes import Section
    from banheng.schemes.drafting.scored import Indicator, Item

PIECES = {"周": "week", "月": "month", "天": "day", "日": "day"}
GREATEST_POINTS = 100_000


class SchemeTree:
    """Writes the tree of a draft.

    Attributes:
        code_of: codes by the identity of a section.
        remarks: where the item with a code stands in the document.
        left_out: clauses that the language has no words for: path and text.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.codes: dict[str, int] = {}
        self.code_of: dict[int, str] = {}
        self.remarks: dict[str, str] = {}
        self.left_out: list[tuple[str, str]] = []

    def leave_out(self, section: Section) -> None:
        entry = (section.path, section.own().text.replace("\n", " "))
        if entry not in self.left_out:
            self.left_out.append(entry)

    def _code(self, section: Section) -> str:
        if id(section) not in self.code_of:
            self.code_of[id(section)] = self._unique(code_of(section.path) or "part")
        return self.code_of[id(section)]

    def _unique(self, code: str) -> str:
        """Count a code up if it is taken."""
        self.codes[code] = self.codes.get(code, 0) + 1
        return code if self.codes[code] == 1 else self._unique(f"{code}_again{self.codes[code]}")

    def indicators(self) -> list[Content]:
        """Give the outermost indicators; items without one stand under an indicator of their own."""
        draft = self.draft
        inner = {id(item) for indicator in draft.indicators for item in indicator.items}
        by_section = {id(indicator.section): indicator for indicator in draft.indicators}
        outermost = [
            indicator
            for indicator in draft.indicators
            if indicator.feeds is None
            and not any(id(section) in by_section for section in indicator.section.above())
            and (indicator.items or id(indicator.section) not in {id(item.section) for item in draft.items})
        ]
        tree = [(indicator.section.place, self._indicator(indicator)) for indicator in outermost]
        free: dict[tuple[str, str], list[Item]] = {}
        for item in draft.items:
            if id(item) not in inner:
                parent = item.section.parent
                free.setdefault((parent.path if parent else "", item.role), []).append(item)
        for (path, role), items in free.items():
            tree.append((items[0].section.place, self._loose(path, role, items)))
        return [content for _, content in sorted(tree, key=lambda pair: pair[0])]

    def _indicator(self, indicator: Indicator) -> Content:
        within = {id(section) for section in indicator.section.all()}
        inner = [
            other
            for other in self.draft.indicators
            if other is not indicator
            and other.feeds is None
            and id(other.section) in within
            and self._nearest(other) is indicator
        ]
        own = [item for item in indicator.items if item.indicator is indicator]
        content: Content = {
            "code": self._code(indicator.section),
            "name": indicator.label.text or indicator.path,
        }
        if indicator.points is not None or (indicator.worth.blank and indicator.worth.has_points):
            content["full_points"] = sound(indicator.points)
        if indicator.weight is not None or indicator.worth.has_weight:
            content["weight"] = None if indicator.weight is None else sound(plain(indicator.weight * 100))
        if indicator.role != "base":
            content["outside_total"] = True
            if sound(indicator.points) is not None and indicator.role == "bonus":
                content["cap"] = indicator.points
        if indicator.shared:
            content["start"] = "full"
            content["floor"] = 0
        content["clause"] = indicator.path
        if inner:
            content["indicators"] = [self._indicator(other) for other in inner]
        each = PIECES.get(str(indicator.extra.get("base_per")))
        if own and indicator.shared and each and indicator.extra.get("aggregate") == "mean":
            del content["start"], content["floor"]
            content["items"] = [self._mean_of_pieces(indicator, own, each)]
        elif own:
            content["items"] = [self._item(item, shared=indicator.shared) for item in own]
        return content

    def _mean_of_pieces(self, indicator: Indicator, items: list[Item], each: str) -> Content:
        """Make one item of clauses that deduct from a base of each week, of whose rests the mean is taken."""
        events = self._events_of(items, f"{self._code(indicator.section)}_item")
        floor = {"floor": indicator.extra["floor"]} if "floor" in indicator.extra else {}
        return {
            "code": f"{self._code(indicator.section)}_item",
            "name": indicator.label.text or indicator.path,
            "full_points": sound(indicator.points),
            "clause": indicator.path,
            "rule": {
                "kind": "roll_up",
                "each": each,
                "take": "mean",
                "rule": {"kind": "tally", "start": "full", "events": events, **floor},
            },
        }

    def _events_of(self, items: list[Item], code: str) -> Content:
        """Put the events of several clauses into one item."""
        events: Content = {}
        for item in items:
            single = self._item(item, shared=True)
            for event in (single["rule"].get("events") or {}).values():
                events[f"e{len(events) + 1}"] = event | {"clause": item.section.path}
            self.code_of[id(item.section)] = code
        return events

    def _nearest(self, indicator: Indicator) -> Indicator | None:
        by_section = {id(other.section): other for other in self.draft.indicators}
        return next((by_section[id(s)] for s in indicator.section.above() if id(s) in by_section), None)

    def _loose(self, path: str, role: str, items: list[Item]) -> Content:
        section = items[0].section.parent
        name = section.text[:20] if section is not None and section.text else "考核项"
        content: Content = {"code": self._unique(f"{code_of(path) or 'all'}_{role}"), "name": name}
        points = [item.points for item in items]
        if role == "base" and all(value is not None for value in points):
            content["full_points"] = plain(
                sum((Decimal(value) for value in points if value is not None), Decimal(0))
            )
        if role != "base":
            content["outside_total"] = True
        content["items"] = [self._item(item, shared=False) for item in items]
        return content

    def _item(self, item: Item, *, shared: bool) -> Content:
        if item.indicator is not None and item.section is item.indicator.section:
            code = f"{self._code(item.section)}_item"
        else:
            code = self._code(item.section)
        content: Content = {"code": code, "name": item.label.text[:40] or item.section.path}
        takes = item.role == "penalty" or shared
        content["full_points"] = 0 if takes else item.points
        if item.role == "bonus" and item.points is None:
            del content["full_points"]
        content["clause"] = item.section.path
        rule = self._priced_elsewhere(item, code) or rule_for(item, shared=shared)
        if (
            rule.get("start") == "full"
            and (draft_floor := (self.draft.defaults or {}).get("floor")) is not None
        ):
            rule.setdefault("floor", draft_floor)
        content["rule"] = rule
        if not self._loads(content, item):
            content["rule"] = {"kind": "judged", "when_missing": "not_applicable"}
            self.leave_out(item.section)
            if not self._loads(content, item):
                content["full_points"] = None
        meaning = item.meaning
        if meaning.mechanism is None:
            content["note"] = "原文没有写明怎样计分，请学校确定。"
        elif halves := meaning.params.get("halves"):
            content["note"] = f"{halves}减半计分，没有写进方案。"
        elif meaning.unread:
            pieces = "；".join(item.text.text[slice(*span)] for span in meaning.unread)
            content["note"] = f"没有读懂：{pieces[:LONGEST_REMARK]}"
        start, end = item.section.span
        line = self.draft.document.text.count("\n", 0, start) + 1
        self.remarks[code] = f"第 {line} 行，第 {start + 1}—{end} 字"
        return content

    def _priced_elsewhere(self, item: Item, code: str) -> Content | None:
        """Give an item the prices of the list that it refers to."""
        prices = [each for other in self.draft.indicators if other.feeds is item for each in other.items]
        if not prices:
            return None
        floor = {} if (least := item.meaning.params.get("floor")) is None else {"floor": least}
        return {"kind": "tally", "start": "full", "events": self._events_of(prices, code), **floor}

    def _loads(self, content: Content, item: Item) -> bool:
        """Tell whether the rule of an item can be said as it was put."""
        alone: Content = {"scheme": "a", "title": "a", "period": "term", "full_points": 100}
        alone["indicators"] = [
            {"code": "i", "name": "i", "outside_total": item.role != "base", "items": [content]}
        ]
        try:
            Scheme.model_validate(with_blanks(alone))
        except ValidationError:
            return False
        return True


def sound(figure: int | Decimal | None) -> int | Decimal | None:
    """Take a figure that no scheme can hold for one that is missing."""
    return figure if figure is not None and 0 <= figure <= GREATEST_POINTS else None


def with_blanks(value: Any) -> Any:
    """Put blanks where the file says null, as loading does."""
    if value is None:
        return BLANK
    if isinstance(value, dict):
        return {name: with_blanks(part) for name, part in value.items()}
    if isinstance(value, list):
        return [with_blanks(part) for part in value]
    return value

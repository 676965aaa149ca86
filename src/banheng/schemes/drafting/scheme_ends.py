"""What a total leads to, in the scheme language: limits, ranking, ratings, vetoes and pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banheng.schemes.drafting.scheme_outcome import RATING_CODES, effect_for, rating_for, rating_order
from banheng.schemes.drafting.scheme_pay import PAY_NAMES, allowance_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.drafting.drafted import Draft, Rule
    from banheng.schemes.drafting.nodes import Section
    from banheng.schemes.drafting.scheme_rules import Content
    from banheng.schemes.drafting.scheme_tree import SchemeTree

Part = tuple[str, Any, "Section | None"]
"""A key of the scheme, what stands there, and the clause that says it."""


class SchemeEnds:
    """Writes what follows the tree of a draft, part by part."""

    def __init__(self, draft: Draft, tree: SchemeTree) -> None:
        self.draft = draft
        self.tree = tree
        self.rating_codes: dict[str, str] = {}

    def parts(self) -> Iterator[Part]:
        """Give the parts in the order in which they refer to each other."""
        for say in (self._limits, self._ranking, self._ratings, self._vetoes, self._allowances):
            yield from say()

    def _limits(self) -> list[Part]:
        parts: list[Part] = []
        for place, rule in enumerate(self.draft.caps, 1):
            scope = {str(path) for path in rule.content.get("scope") or []}
            codes = [
                self.tree.code_of[id(item.section)] for item in self.draft.items if item.section.path in scope
            ]
            cap = rule.content.get("cap")
            bound = (
                {"floor": None if cap is None else -cap}
                if rule.content.get("kind") == "deduct"
                else {"cap": cap}
            )
            own = {
                i.label.text: [item.section.path for item in i.items]
                for i in self.draft.indicators
                if i.points == cap
            }
            if cap is not None and sorted(scope) in [sorted(paths) for paths in own.values()]:
                continue  # the cap of the indicator says it
            limit = {
                "code": f"limit_{place}",
                "name": rule.section.text[:30],
                "parts": codes,
                **bound,
                "clause": rule.section.path,
            }
            parts.append(("limits", [limit], rule.section))
        return parts

    def _ranking(self) -> list[Part]:
        rule = self.draft.grades
        if rule is None:
            return []
        content = rule.content
        ranking: Content = {"within": "grade" if "年级" in str(content.get("within")) else "school"}
        order = content.get("ranking") if isinstance(content.get("ranking"), dict) else {}
        names = [str(name).removesuffix("得分") for name in (order or {}).get("tie_break") or []]
        named = {i.label.text: self.tree.code_of.get(id(i.section)) for i in self.draft.indicators}
        breaks = [named[name] for name in names if named.get(name)]
        if breaks:
            ranking["tie_break"] = breaks
        return [("ranking", ranking | {"clause": rule.section.path}, rule.section)]

    def _ratings(self) -> list[Part]:
        rule = self.draft.grades
        if rule is None:
            return []
        if rule.content.get("basis") == "career_level":
            self.tree.leave_out(rule.section)
            return []
        listed = [grade for grade in rule.content.get("rules") or [] if grade.get("grade")]
        known = {str(grade["grade"]) for grade in listed}
        listed += [{"grade": name, "percent": "rest"} for name in self._grades_named_elsewhere() - known][:1]
        for place, grade in enumerate(listed, 1):
            name = str(grade["grade"])
            self.rating_codes.setdefault(name, RATING_CODES.get(name, f"rating_{place}"))
        ratings = [rating_for(grade, self._rating_code) | {"clause": rule.section.path} for grade in listed]
        if ratings and not any(rating.get("otherwise") for rating in ratings):
            open_below = [
                r for r in ratings if "at_least" not in r and "above" not in r and r.get("by") == "points"
            ]
            last = open_below[-1] if open_below else ratings[-1]
            if open_below:
                code, name = last["code"], last["name"]
                last.clear()
                last |= {"code": code, "name": name, "otherwise": True}
            else:
                ratings.append({"code": "rest", "name": "其余", "otherwise": True})
        ratings.sort(key=rating_order)
        return [("ratings", ratings, rule.section)] if ratings else []

    def _grades_named_elsewhere(self) -> set[str]:
        """Find grades that only a veto or a table of pay names."""
        named = {str(rule.content["to"]) for rule in self.draft.vetoes if rule.content.get("to")}
        for rule in self.draft.allowance:
            if rule.content.get("by") == "等次" and isinstance(rule.content.get("table"), dict):
                named |= set(rule.content["table"])
        return named

    def _vetoes(self) -> list[Part]:
        parts: list[Part] = []
        place = 0
        for rule in self.draft.vetoes:
            effect = effect_for(rule.content, self._rating_code)
            for event in rule.content.get("events") or [rule.section.text[:30]]:
                if any(str(event) == known[1][0]["name"] for known in parts):
                    continue
                place += 1
                veto = {
                    "code": f"veto_{place}",
                    "name": str(event),
                    "effect": effect,
                    "clause": rule.section.path,
                }
                parts.append(("vetoes", [veto], rule.section))
        return parts

    def _rating_code(self, name: Any) -> str:
        return self.rating_codes.get(str(name), str(name))

    def _pool_weights(self) -> dict[str, Any]:
        """Give the coefficients of the grades if a sum is shared out by them."""
        kinds = {rule.content.get("kind") for rule in self.draft.allowance}
        if not {"pool_total", "pool_share"} <= kinds:
            return {}
        tables = [r.content.get("table") for r in self.draft.allowance if r.content.get("by") == "等次"]
        return next((table for table in tables if isinstance(table, dict)), {})

    def _allowances(self) -> list[Part]:
        parts: list[Part] = []
        pool_weights = self._pool_weights()
        for place, rule in enumerate(self.draft.allowance, 1):
            if rule.content.get("kind") == "pool_share" and pool_weights:
                continue
            if rule.content.get("table") is pool_weights and pool_weights:
                continue
            line = None if self._is_by_career(rule) else allowance_for(rule.content, self._rating_code)
            if line is not None and line["kind"] == "pool" and pool_weights:
                line |= {
                    "by": "rating",
                    "weights": {self._rating_code(n): v for n, v in pool_weights.items()},
                }
            if line is None:
                self.tree.leave_out(rule.section)
                continue
            entry = {
                "code": f"pay_{place}",
                "name": PAY_NAMES.get(str(rule.content.get("kind")), "津贴"),
                **line,
                "clause": rule.section.path,
            }
            parts.append(("allowances", [entry], rule.section))
        return parts

    def _is_by_career(self, rule: Rule) -> bool:
        """Tell pay by a level of the career, which is no rating of a period."""
        grades = self.draft.grades
        if grades is None or grades.content.get("basis") != "career_level":
            return False
        levels = {grade["grade"] for grade in grades.content["rules"]}
        table = rule.content.get("table")
        return isinstance(table, dict) and bool(levels & set(table))

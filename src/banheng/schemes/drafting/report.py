"""The report on a draft: what was read, in the format that schools' documents are compared in, with places."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.schemes.drafting.defects import Defect
    from banheng.schemes.drafting.drafting import Draft, Rule
    from banheng.schemes.drafting.nodes import Section
    from banheng.schemes.drafting.scored import Indicator, Item


def report_on(draft: Draft, defects: Sequence[Defect]) -> dict[str, Any]:
    """Give the whole report as plain data; figures are int or Decimal, spans count characters of the document."""
    report: dict[str, Any] = {
        "doc": draft.document.name.rpartition(".")[0] or draft.document.name,
        "title": draft.title,
        "school_type": draft.school_type,
        "period": draft.period,
        "stated_total": draft.stated_total,
        "computed_total": draft.computed_total,
        "total_mode": "weighted" if draft.weighted else "sum",
    }
    if draft.rounding:
        report["rounding"] = draft.rounding
    if draft.converted:
        report["convert"] = {"to": draft.converted.to, "path": draft.converted.section.path}
    if draft.defaults:
        report["defaults"] = draft.defaults
    report["indicators"] = [_indicator(draft, indicator) for indicator in draft.indicators]
    report["items"] = [_item(item) for item in draft.items]
    report["caps"] = [_rule(rule) for rule in draft.caps]
    if draft.coefficients:
        report["coefficients"] = [_rule(rule) for rule in draft.coefficients]
    report["vetoes"] = [_rule(rule) for rule in draft.vetoes]
    report["grades"] = _rule(draft.grades) if draft.grades else None
    report["allowance"] = [_rule(rule) for rule in draft.allowance]
    report["planted_defects"] = [defect.as_dict() for defect in defects]
    report["clauses"] = [
        _clause(draft, section) for section in draft.root.all() if id(section) in draft.fates
    ]
    report["unread"] = [
        {"path": item.section.path, "span": list(item.text.span(*span)), "text": item.text.text[slice(*span)]}
        for item in draft.items
        for span in item.meaning.unread
    ]
    report["removed"] = [
        {"line": line.number, "span": list(line.passage.span()), "text": line.passage.text}
        for line in draft.document.removed
    ]
    return report


def _indicator(draft: Draft, indicator: Indicator) -> dict[str, Any]:
    content: dict[str, Any] = {
        "path": indicator.path,
        "label": indicator.label.text,
        "points": indicator.points,
    }
    if indicator.weight is not None or indicator.worth.has_weight:
        content["weight"] = indicator.weight
    if indicator.worth.blank:
        content["weight_blank" if indicator.worth.has_weight else "points_blank"] = True
    total = draft.children_sum(indicator)
    if (
        total is not None
        and indicator.role == "base"
        and (len(indicator.items) > 1 or indicator.items[0].worth.is_printed)
        and indicator.items[0].section is not indicator.section
    ):
        content["children_sum"] = total
    if indicator.shared:
        content["mode"] = "shared_deduct"
    content |= indicator.extra
    content["role"] = indicator.role
    content["span"] = list(indicator.section.span)
    if indicator.worth.printed:
        content["spans"] = {
            "points" if indicator.worth.has_points else "weight": list(indicator.worth.printed)
        }
    return content


def _item(item: Item) -> dict[str, Any]:
    content: dict[str, Any] = {"path": item.section.path, "label": item.label.text, "points": item.points}
    if item.worth.blank and item.worth.has_points:
        content["points_blank"] = True
    if item.worth.has_weight:
        content["weight"] = item.worth.weight
    if item.unit != "分":
        content["unit"] = item.unit
    if item.role != "base":
        content["role"] = item.role
    spans = {"label": list(item.label.span())}
    if item.worth.printed:
        spans["points" if item.worth.has_points else "weight"] = list(item.worth.printed)
    params = dict(item.meaning.params)
    if item.indicator is not None and item.indicator.shared and item.meaning.mechanism == "deduct":
        params["from"] = item.indicator.path
    if item.indicator is not None and item.indicator.feeds is not None:
        params["from"] = item.indicator.feeds.section.path
    content["mechanism"] = item.meaning.mechanism
    content["params"] = params
    content["confidence"] = item.meaning.confidence
    spans |= {f"params/{way}": list(item.text.span(*span)) for way, span in item.meaning.spans.items()}
    content["span"] = list(item.section.span)
    content["spans"] = spans
    return content


def _rule(rule: Rule) -> dict[str, Any]:
    content = dict(rule.content)
    content["span"] = list(rule.section.span)
    if rule.spans:
        content["spans"] = {way: list(span) for way, span in rule.spans.items()}
    return content


def _clause(draft: Draft, section: Section) -> dict[str, Any]:
    return {"path": section.path, "ends_as": draft.fates[id(section)], "span": list(section.span)}


def as_json(value: Any) -> Any:
    """Put exact figures into numbers of JSON; a report is read by people and compared, nothing is computed from it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    return value

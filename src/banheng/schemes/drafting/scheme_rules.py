"""How a mechanism that was read is said in the scheme language."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banheng.core.wording import Language
from banheng.rules.words import UNIT_NAMES
from banheng.schemes.drafting.scheme_figures import bounds_of, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banheng.schemes.drafting.scored import Item

Content = dict[str, Any]
UNITS = {wording.say(Language.ZH_HANS): code for code, wording in UNIT_NAMES.items()} | {
    "位": "person",
    "名": "person",
    "份": "piece",
    "样": "piece",
    "天次": "day",
}
TAKE = {"highest": "highest", "highest_per_project": "highest_per_project", "sum": "every"}
LONGEST_RANKING = 500
LOT = re.compile(r"(\d+(?:\.\d+)?)")


def unit_of(per: Any) -> Content:
    """Say what is counted; `每5人` counts full lots of five."""
    written = str(per or "")
    lot = LOT.match(written)
    unit = UNITS.get(LOT.sub("", written).removeprefix("个")) or (
        "percent" if "百分点" in written or "%" in written else None
    )
    content: Content = {"per": unit} if unit and unit != "time" else {}
    return content | ({"every": _plain(lot[1])} if lot and Decimal(lot[1]) != 1 else {})


def rule_for(item: Item, *, shared: bool) -> Content:
    """Give the rule of an item.

    Args:
        shared: the item deducts from the points of its indicator, and has none itself.
    """
    meaning = item.meaning
    if meaning.mechanism is None:
        return {"kind": "judged", "when_missing": "not_applicable"}
    return RULES[meaning.mechanism](item, meaning.params, shared=shared)


def _event(rule: Mapping[str, Any], sign: int) -> Content:
    event: Content = {"name": str(rule.get("event") or "") or "事项"}
    if rule.get("exempt"):
        return event | {"exempt": True}
    if "rate_min" in rule or "rate_max" in rule:
        ends = [rule.get("rate_min"), rule.get("rate_max")]
        signed = [None if end is None else sign * end for end in ends]
        known = [end for end in signed if end is not None]
        event["range"] = [min(known, default=None), max(known, default=None)] if len(known) == 2 else signed
    else:
        rate = rule.get("rate")
        event["points"] = None if rate is None else sign * rate
    return event | unit_of(rule.get("per"))


def _events(rules: Any, sign: int) -> Content:
    return {f"e{place}": _event(rule, sign) for place, rule in enumerate(rules or [], 1)}


def _deduct(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:
    events = _events(params.get("rules"), -1)
    for place, part in enumerate(params.get("parts") or [], 1):
        events[f"p{place}"] = {
            "name": str(part.get("event") or "得分"),
            "points": part.get("points"),
            "once": True,
        }
    repeat = params.get("repeat") or {}
    if rates := repeat.get("rates"):
        first = next(iter(events.values()))
        first.pop("points", None)
        first["escalate"] = [None if rate is None else -rate for rate in rates]
    from_elsewhere = shared or item.role == "penalty" or item.points is None
    content: Content = {"kind": "tally", "start": "zero" if from_elsewhere else "full", "events": events}
    if params.get("parts"):
        content["start"] = "zero"
        content["cap"] = item.points
    most = params.get("max_deduct")
    if from_elsewhere:
        return content | ({"floor": -most} if most else {})
    if most is not None and item.points is not None:
        return content | {"floor": item.points - most}
    return content | ({"floor": params["floor"]} if params.get("floor") is not None else {})


def _accrue(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001 — one signature for all
    content: Content = {"kind": "tally", "start": "zero", "events": _events(params.get("rules"), 1)}
    return content | ({"cap": params["cap"]} if params.get("cap") is not None else {})


def _shortfall(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    rate = params.get("rate")
    counted = params.get("unit") is None
    unit = unit_of(params.get("per"))
    content: Content = {
        "kind": "target",
        "measure": "count" if counted else "latest",
        "of": str(params.get("measure") or item.label.text),
        "target": params.get("target"),
        "short": None if rate is None else -rate,
    }
    if "every" in unit:
        content["every"] = unit["every"]
    if params.get("floor") is not None:
        content["floor"] = params["floor"]
    return content | {"when_missing": "counted_zero" if counted else "not_applicable"}


def _bands(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    bands = [bounds_of(band) | {"points": band.get("points")} for band in params.get("bands") or []]
    return {
        "kind": "band",
        "of": str(params.get("measure") or item.label.text),
        "bands": bands,
        "when_missing": "not_applicable",
    }


def _levels(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    if parts := params.get("parts"):
        events = {
            f"p{place}": {
                "name": str(part.get("event") or "得分"),
                "points": part.get("points"),
                "once": True,
            }
            for place, part in enumerate(parts, 1)
        }
        cap = {} if item.points is None else {"cap": item.points}
        return {"kind": "tally", "start": "zero", "events": events, **cap, "when_missing": "zero"}
    levels = {str(name): points for name, points in (params.get("levels") or {}).items()}
    take = {"mean": "mean", "sum": "sum"}.get(str(params.get("aggregate")), "latest")
    return {"kind": "level", "take": take, "levels": levels, "when_missing": "zero"}


def _awards(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    event = {"name": item.label.text, "levels": dict(params.get("table") or {}), **unit_of(params.get("per"))}
    content: Content = {"kind": "tally", "start": "zero", "events": {"award": event}}
    if (take := TAKE.get(str(params.get("combine")), "every")) != "every":
        content["take"] = take
    return content | ({"cap": params["cap"]} if params.get("cap") is not None else {})


def _places(table: Any) -> list[Any]:
    """Give the points of place 1, 2, …; the last stands for all further places: the rest, or nothing."""
    if isinstance(table, dict):
        return [*table.values(), 0]
    points: list[Any] = []
    rest: Any = 0
    for entry in table:
        if entry.get("rest"):
            rest = entry["points"]
        elif (
            entry["from"] == len(points) + 1
            and isinstance(entry["to"], int)
            and entry["to"] <= LONGEST_RANKING
        ):
            points += [entry["points"]] * (entry["to"] - len(points))
        else:
            return []  # places are missing: nobody can tell what they get
    return [*points, rest]


def _rank(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    content: Content = {"kind": "position", "of": str(params.get("by") or item.label.text)}
    within = str(params.get("within") or "")
    if "年级" in within or within == "grade":
        content["within"] = "grade"
    table = params.get("table")
    if table:
        content["table"] = _places(table)
    else:
        content["first"] = params.get("first")
        step = params.get("step")
        content["step"] = None if step is None else -abs(step)
        content["least"] = 0
    return content | {"when_missing": "not_applicable"}


def _ratio(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    if parts := params.get("parts"):
        groups = {
            f"g{place}": {"name": str(part.get("measure") or item.label.text), "weight": part.get("times")}
            for place, part in enumerate(parts, 1)
        }
        return {"kind": "survey", "scale": 100, "groups": groups, "when_missing": "not_applicable"}
    name = str(params.get("num") or params.get("measure") or item.label.text)
    times = {"times": params["times"]} if params.get("times") is not None else {}
    if params.get("kind") == "relative_to_best":
        return {
            "kind": "ratio",
            "numerator": {"name": name, "measure": "latest"},
            "over": {"best_within": "school"},
            **times,
            "when_missing": "zero",
        }
    if params.get("den"):
        over: Content = {"part": {"event": "whole", "name": str(params["den"]), "measure": "latest"}}
        numerator = {"event": "part", "name": name, "measure": "latest"}
        return {
            "kind": "ratio",
            "numerator": numerator,
            "over": over,
            **times,
            "when_missing": "not_applicable",
        }
    return {
        "kind": "ratio",
        "numerator": {"name": name, "measure": "latest"},
        "over": {"number": 100},
        **times,
        "when_missing": "not_applicable",
    }


def _mean(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    out_of = params.get("out_of")
    if out_of is None and params.get("factor") and item.points is not None:
        whole = Decimal(item.points) / params["factor"]
        out_of = plain(whole) if whole * params["factor"] == item.points else None
    most = {"most": out_of} if out_of is not None and out_of != item.points else {}
    trim = params.get("trim")
    trimmed = {"trim": dict(trim)} if isinstance(trim, dict) else {}
    return {"kind": "judged", "take": "mean", **most, **trimmed, "when_missing": "not_applicable"}


def _judged(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    return {"kind": "judged", "when_missing": "not_applicable"}


def _signed(item: Item, params: Mapping[str, Any], *, shared: bool) -> Content:  # noqa: ARG001
    content: Content = {
        "kind": "tally",
        "start": params.get("start"),
        "events": _events(params.get("rules"), 1),
    }
    if params.get("min") is not None:
        content["floor"] = params["min"]
    if params.get("max") is not None:
        content["cap"] = params["max"]
    return content


RULES: dict[str, Callable[..., Content]] = {
    "deduct": _deduct,
    "accrue": _accrue,
    "shortfall": _shortfall,
    "bands": _bands,
    "levels": _levels,
    "awards": _awards,
    "rank": _rank,
    "ratio": _ratio,
    "mean": _mean,
    "judged": _judged,
    "signed": _signed,
}


def _plain(written: str) -> int | Decimal:
    value = Decimal(written)
    return int(value) if value == value.to_integral_value() else value

"""Tallies that only price events, side by side: by hand, on both engines."""

from __future__ import annotations

import pytest

from banheng.core.points import parse_units
from banheng.scoring.columnar_items import ready
from banheng.scoring.run import Engine
from tests.scoring.builders import record, scheme_with, sheet

engines = pytest.mark.parametrize("engine", list(Engine))


def tally(code: str, *events: dict[str, object], full: int | None = 10, exceed: bool = False, **rule: object):
    named = {f"e{number}": {"name": "事件", **event} for number, event in enumerate(events)}
    item = {
        "code": code,
        "name": code,
        "may_exceed": exceed,
        "rule": {"kind": "tally", "events": named, **rule},
    }
    return item if full is None else {**item, "full_points": full}


def scheme_of(*items):
    return scheme_with(indicators=[{"code": "all", "name": "全部", "items": list(items)}])


CASES = {
    "deducted": (tally("x", {"points": -2}), "3", "4"),
    "rounded half away from zero": (tally("x", {"points": "-0.0001"}, {"points": -1}), "0.5", "9.9999"),
    "some are free": (tally("x", {"points": -2, "free": 2}), "3", "8"),
    "not more than are free": (tally("x", {"points": -2, "free": 5}), "3", "10"),
    "floor": (tally("x", {"points": -2}, floor=0), "9", "0"),
    "below zero without a floor": (tally("x", {"points": -2}), "9", "-8"),
    "cap of the rule": (tally("x", {"points": 2}, start="zero", cap=5), "3", "5"),
    "cap of the item": (tally("x", {"points": 2}, start="zero"), "9", "10"),
    "cap of an item that may exceed": (tally("x", {"points": 2}, exceed=True), "3", "16"),
    "no full points": (tally("x", {"points": 2}, full=None), "3", "6"),
    "start beyond the cap, nothing recorded": (tally("x", {"points": 2}, start=7, cap=5), None, "7"),
    "start below the floor, nothing recorded": (tally("x", {"points": -1}, start=1, floor=2), None, "1"),
    "floor above the full points": (tally("x", {"points": -1}, floor=12, cap=20), "1", "10"),
    "zero if nothing is recorded": (tally("x", {"points": -1}, when_missing="zero"), None, "0"),
    "points beside the prices by turn": (tally("x", {"points": -1, "escalate": [-1, -2]}), "3", "5"),
}  # fmt: skip


@engines
@pytest.mark.parametrize("case", CASES)
def test_points_of_one_tally_among_others(case, engine) -> None:
    item, quantity, points = CASES[case]
    scheme = scheme_of(tally("before", {"points": -1}), item, tally("after", {"points": -3}))
    rows = [
        record("a", "before", event="e0"),
        record("a", "after", event="e0"),
        record("b", "before", event="e0"),
    ]
    if quantity is not None:
        rows.append(record("a", "x", event="e0", quantity=parse_units(quantity)))

    results = sheet(scheme, rows, engine)

    of_a = results.results[0].items
    assert {code: part.points for code, part in of_a.items()} == {
        "before": 90_000, "x": parse_units(points), "after": 70_000
    }  # fmt: skip


def test_what_is_known_of_a_scheme_goes_with_it() -> None:
    scheme = scheme_of(tally("x", {"points": -1}))
    known = ready(scheme)

    assert ready(scheme) is known
    assert ready(scheme.model_copy()) is not known

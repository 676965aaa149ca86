"""Fifty schemes of forty items, alike in shape and different in every figure."""

from __future__ import annotations

import random
from typing import Any

from banheng.schemes.scheme import Scheme

COMMON_ITEMS = 26
"""Items 0 to 25 are what every peer can express: tallies of plain events, levels and bands."""


def benchmark_schemes(number: int, seed: int = 1) -> list[Scheme]:
    """Make schemes with all rule kinds, vetoes, quotas, ranks and allowances."""
    return [Scheme.model_validate(scheme_data(place, seed)) for place in range(number)]


def scheme_data(place: int, seed: int = 1) -> dict[str, Any]:
    """Make one of them as plain data."""
    return _scheme(place, random.Random(f"{seed}/{place}"))


def common_part(scheme: Scheme) -> Scheme:
    """Keep the items that every peer can express, and the rank by their sum in the school."""
    indicators = tuple(indicator for indicator in scheme.indicators if indicator.code != "special")
    return scheme.model_copy(update={"indicators": indicators, "vetoes": (), "ratings": (), "allowances": ()})


def _scheme(place: int, chance: random.Random) -> dict[str, Any]:
    common = [_tally(number, chance) for number in range(20)]
    common += [_level(number, chance) for number in range(20, 23)]
    common += [_band(number, chance) for number in range(23, COMMON_ITEMS)]
    special = _special_rules(chance)
    items = common + [_item(COMMON_ITEMS + number, rule) for number, rule in enumerate(special)]
    assert len(items) == 40
    return {
        "scheme": f"benchmark-{place:02d}",
        "title": f"测试方案 {place}",
        "period": "month",
        "full_points": 400,
        "floor": 0,
        "indicators": [
            {"code": "routine", "name": "常规", "items": items[:13]},
            {"code": "conduct", "name": "行为", "items": items[13:COMMON_ITEMS]},
            {"code": "special", "name": "专项", "items": items[COMMON_ITEMS:]},
        ],
        "vetoes": [
            {"code": "safety", "name": "安全事故", "effect": {"rating": "fail", "allowance": "forfeit_period"}},
            {"code": "fees", "name": "违规收费", "effect": {"rating_at_most": "pass", "ranking": "excluded"}},
        ],
        "ranking": {"within": "school", "ties": "competition"},
        "ratings": [
            {"code": "excellent", "name": "优秀", "by": "share", "share": chance.choice([15, 20, 30])},
            {"code": "good", "name": "良好", "by": "points", "at_least": chance.randint(150, 200)},
            {"code": "pass", "name": "合格", "by": "points", "at_least": chance.randint(60, 120)},
            {"code": "fail", "name": "不合格", "otherwise": True},
        ],
        "allowances": [
            {"code": "points", "name": "考核津贴", "kind": "per_point", "fen": chance.randint(50, 300)},
            {"code": "pupils", "name": "人数津贴", "kind": "per_pupil", "fen": chance.randint(20, 90)},
            {"code": "grade", "name": "等次津贴", "kind": "by_rating", "fen": {"excellent": 10_000, "good": 5_000}},
            {"code": "late", "name": "例会缺席", "kind": "per_event", "events": {"absent": {"name": "缺席", "fen": -500}}},
        ],
        "pay": {"floor": 0, "prorate": "days_in_post"},
    }  # fmt: skip


def _item(number: int, rule: dict[str, Any], full_points: int = 10) -> dict[str, Any]:
    return {"code": f"item{number:02d}", "name": f"项目{number}", "full_points": full_points, "rule": rule}


def _tally(number: int, chance: random.Random) -> dict[str, Any]:
    """Three plain events, one of them free for the first few times."""
    events: dict[str, dict[str, Any]] = {
        f"e{place}": {"name": f"事件{place}", "points": _tenths(-chance.randint(1, 20))} for place in range(3)
    }
    events["e1"]["free"] = chance.randint(0, 3)
    return _item(number, {"kind": "tally", "events": events, "floor": 0})


def _level(number: int, chance: random.Random) -> dict[str, Any]:
    levels = {"A": 10, "B": _tenths(chance.randint(70, 95)), "C": _tenths(chance.randint(30, 65)), "D": 0}
    return _item(number, {"kind": "level", "levels": levels, "take": "mean", "when_missing": "full"})


def _band(number: int, chance: random.Random) -> dict[str, Any]:
    bands = [
        {"at_least": chance.randint(90, 98), "points": 10},
        {"at_least": chance.randint(75, 89), "points": _tenths(chance.randint(60, 95))},
        {"at_least": chance.randint(50, 70), "points": _tenths(chance.randint(10, 55))},
    ]
    return _item(number, {"kind": "band", "measure": "mean", "bands": bands, "when_missing": "zero"})


def _special_rules(chance: random.Random) -> list[dict[str, Any]]:
    price = _tenths(-chance.randint(1, 9))
    plain = {"kind": "tally", "events": {"e0": {"name": "问题", "points": price}}, "floor": 0}
    return [
        {
            "kind": "tally",
            "start": "zero",
            "take": "highest_per_project",
            "when_missing": "zero",
            "events": {"prize": {"name": "获奖", "levels": {"city": 5, "county": 3, "school": 1}}},
        },
        {
            "kind": "tally",
            "events": {
                "again": {"name": "再犯", "escalate": [_tenths(-5), -1, -2]},
                "chosen": {"name": "酌情", "range": [-3, 0]},
                "grave": {"name": "严重", "zeroes_item": True},
            },
            "floor": 0,
        },
        {"kind": "target", "target": chance.randint(3, 6), "short": -1, "part_counts": True, "floor": 0, "when_missing": "zero"},
        {"kind": "target", "measure": "sum", "target": 40, "short": _tenths(-3), "floor": 0, "when_missing": "not_applicable"},
        {"kind": "timely", "due": {"days": chance.randint(5, 20)}, "on_time": 10, "late": 5, "each_day_late": _tenths(-2), "floor": 0, "when_missing": "zero"},
        {"kind": "judged", "take": "mean", "when_missing": "not_applicable"},
        {"kind": "judged", "take": "mean", "trim": {"highest": 1, "lowest": 1}, "when_missing": "not_applicable"},
        {
            "kind": "survey",
            "scale": 100,
            "groups": {"pupil": {"name": "学生", "weight": 60}, "guardian": {"name": "家长", "weight": 40, "minimum": 2}},
            "when_missing": "not_applicable",
        },
        {
            "kind": "ratio",
            "numerator": {"event": "present", "name": "实到"},
            "over": {"part": {"event": "expected", "name": "应到"}},
            "cap": 10,
            "when_missing": "full",
        },
        {"kind": "position", "within": "grade", "measure": "mean", "first": 10, "step": -1, "least": 2, "when_missing": "zero"},
        {
            "kind": "progress",
            "baseline": {"event": "before", "name": "原", "measure": "latest"},
            "now": {"event": "after", "name": "现", "measure": "latest"},
            "every": 1,
            "gain": _tenths(chance.randint(2, 8)),
            "floor": 0,
            "when_missing": "zero",
        },
        {"kind": "streak", "each": "week", "length": 2, "points": 2, "of": "红旗", "when_missing": "zero"},
        {"kind": "roll_up", "each": "week", "take": "mean", "rule": plain, "when_missing": "full"},
        {"kind": "level", "levels": {"A": 10, "B": 8, "C": 5}, "take": "latest", "when_missing": "zero"},
    ]  # fmt: skip


def _tenths(number: int) -> str:
    return f"{'-' if number < 0 else ''}{abs(number) // 10}.{abs(number) % 10}"

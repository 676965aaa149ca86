"""Random schemes, rosters and evidence for the laws of scoring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import strategies as st

from banheng.core.calendar import SchoolCalendar
from banheng.core.periods import Period, parse_period
from banheng.core.points import UNITS
from banheng.rules.position import Position
from banheng.rules.ratio import Ratio
from banheng.rules.roll_up import RollUp
from banheng.rules.tally import Take, Tally
from banheng.schemes.scheme import Scheme
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.roster import Posting, Role

PERIOD = parse_period("2026-10")
CALENDAR = SchoolCalendar(
    days_off=frozenset(date(2026, 10, day) for day in range(1, 8)),
    working_days=frozenset({date(2026, 10, 10)}),
)
FIRST = PERIOD.first


@dataclass(frozen=True)
class Situation:
    """Everything one scoring needs."""

    scheme: Scheme
    evidence: pl.DataFrame
    postings: tuple[Posting, ...]
    period: Period = PERIOD
    calendar: SchoolCalendar = CALENDAR


def figures(least: int, most: int, places: int = 1) -> st.SearchStrategy[Decimal]:
    """Decimals with few places."""
    scale = 10**places
    return st.integers(least * scale, most * scale).map(lambda number: Decimal(number) / scale)


prices = figures(-5, 5).filter(bool)
missing = st.sampled_from(["start", "full", "zero", "not_applicable"])
maybe_floor = st.one_of(st.none(), figures(-20, 0))
maybe_cap = st.one_of(st.none(), figures(5, 30))
measures = st.sampled_from(["latest", "mean", "sum", "count", "least", "greatest"])


def without_none(fields: dict[str, Any]) -> dict[str, Any]:
    """Drop options that were not drawn."""
    return {name: value for name, value in fields.items() if value is not None}


@st.composite
def plain_events(draw: st.DrawFn, number: int) -> dict[str, Any]:
    name = f"事件{number}"
    form = draw(st.sampled_from(["points", "range", "levels", "escalate", "zeroes_item", "exempt"]))
    event: dict[str, Any] = {"name": name}
    if form == "points":
        event["points"] = draw(prices)
        event["free"] = draw(st.integers(0, 2))
        event["once"] = draw(st.booleans())
        event["at_least"] = draw(st.integers(0, 3))
        event["every"] = draw(st.one_of(st.none(), figures(1, 3)))
        event["doubled_from"] = draw(st.one_of(st.none(), st.integers(1, 4)))
    elif form == "range":
        low, high = sorted([draw(figures(-5, 5)), draw(figures(-5, 5))])
        event["range"] = [low, high]
    elif form == "levels":
        event["levels"] = {"市级": {"一等": draw(prices), "二等": draw(prices)}, "校级": draw(prices)}
    elif form == "escalate":
        event["escalate"] = draw(st.lists(prices, min_size=1, max_size=3))
        event["free"] = draw(st.integers(0, 1))
    else:
        event[form] = True
    event["limit"] = draw(st.one_of(st.none(), figures(1, 6)))
    return without_none(event)


@st.composite
def tallies(draw: st.DrawFn) -> dict[str, Any]:
    take = draw(st.sampled_from(["every", "every", "highest", "highest_per_project"]))
    if take == "every":
        events = {f"e{number}": draw(plain_events(number)) for number in range(draw(st.integers(1, 4)))}
    else:
        events = {
            "e0": {"name": "奖", "levels": {"甲": draw(figures(0, 5)), "乙": draw(figures(0, 5))}},
            "e1": {"name": "荣誉", "points": draw(figures(0, 5))},
        }
    groups = []
    if take == "every" and len(events) > 2:
        groups = [
            {
                "name": "合计",
                "events": ["e0", "e1"],
                "cap": draw(figures(0, 5)),
                "floor": draw(figures(-5, 0)),
            }
        ]
    return without_none(
        {
            "kind": "tally",
            "start": draw(st.one_of(st.sampled_from(["full", "zero"]), figures(0, 20))),
            "events": events,
            "groups": groups,
            "take": take,
            "floor": draw(maybe_floor),
            "cap": draw(maybe_cap),
            "when_missing": draw(missing),
        }
    )


@st.composite
def levels(draw: st.DrawFn) -> dict[str, Any]:
    return without_none(
        {
            "kind": "level",
            "levels": {"优": draw(figures(5, 10)), "良": draw(figures(0, 5)), "差": draw(figures(-5, 0))},
            "take": draw(st.sampled_from(["latest", "mean", "sum", "best", "worst"])),
            "floor": draw(maybe_floor),
            "cap": draw(maybe_cap),
            "when_missing": draw(missing),
        }
    )


@st.composite
def bands(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "kind": "band",
        "measure": draw(measures),
        "bands": [
            {"at_least": draw(figures(5, 9)), "points": draw(figures(0, 10))},
            {"above": draw(figures(0, 4)), "at_most": draw(figures(5, 9)), "points": draw(figures(0, 10))},
            {"below": draw(figures(0, 5)), "points": draw(figures(-5, 5))},
        ],
        "otherwise": draw(figures(-2, 2)),
        "when_missing": draw(missing),
    }


@st.composite
def targets(draw: st.DrawFn) -> dict[str, Any]:
    return without_none(
        {
            "kind": "target",
            "measure": draw(measures),
            "target": draw(figures(0, 8)),
            "short": draw(figures(-3, 0)),
            "extra": draw(figures(0, 3)),
            "every": draw(figures(1, 3)),
            "part_counts": draw(st.booleans()),
            "for_days": draw(st.booleans()),
            "floor": draw(maybe_floor),
            "cap": draw(maybe_cap),
            "when_missing": draw(missing),
        }
    )


@st.composite
def timelies(draw: st.DrawFn) -> dict[str, Any]:
    due = draw(
        st.one_of(
            st.fixed_dictionaries(
                {
                    "days": st.integers(0, 40),
                    "school_days": st.booleans(),
                    "counted_from": st.sampled_from(["period_start", "period_end"]),
                }
            ),
            st.just({"on": date(2026, 10, 14).isoformat()}),
        )
    )
    return without_none(
        {
            "kind": "timely",
            "due": due,
            "on_time": draw(figures(0, 5)),
            "late": draw(figures(-2, 3)),
            "each_day_late": draw(figures(-1, 0)),
            "only_if_in_post": draw(st.booleans()),
            "floor": draw(maybe_floor),
            "when_missing": draw(missing),
        }
    )


trims = st.fixed_dictionaries({"highest": st.integers(0, 2), "lowest": st.integers(0, 2)})


@st.composite
def judgements(draw: st.DrawFn) -> dict[str, Any]:
    return without_none(
        {
            "kind": "judged",
            "take": draw(st.sampled_from(["mean", "latest", "sum"])),
            "trim": draw(trims),
            "minimum": draw(st.integers(0, 3)),
            "most": draw(st.one_of(st.none(), st.just(10), st.just(100))),
            "when_missing": draw(missing),
        }
    )


@st.composite
def surveys(draw: st.DrawFn) -> dict[str, Any]:
    def group(name: str) -> dict[str, Any]:
        return {
            "name": name,
            "weight": draw(st.integers(0, 60)),
            "minimum": draw(st.integers(0, 3)),
            "trim": draw(trims),
        }

    return without_none(
        {
            "kind": "survey",
            "groups": {"pupil": group("学生"), "guardian": group("家长")},
            "scale": draw(st.sampled_from([5, 10, 100])),
            "levels": draw(st.one_of(st.none(), st.just({"满意": 5, "一般": 3, "不满意": 0}))),
            "when_missing": draw(missing),
        }
    )


@st.composite
def ratios(draw: st.DrawFn) -> dict[str, Any]:
    over = draw(
        st.sampled_from(
            [
                {"part": {"event": "all", "name": "应到"}},
                {"number": 100},
                {"pupils": True},
                {"best_within": "grade"},
            ]
        )
    )
    return without_none(
        {
            "kind": "ratio",
            "numerator": {"event": "some", "name": "实到", "measure": draw(measures)},
            "over": over,
            "times": draw(st.one_of(st.none(), figures(1, 20))),
            "floor": draw(maybe_floor),
            "cap": draw(maybe_cap),
            "when_missing": draw(missing),
        }
    )


@st.composite
def progresses(draw: st.DrawFn) -> dict[str, Any]:
    return without_none(
        {
            "kind": "progress",
            "baseline": {"event": "before", "name": "原", "measure": draw(measures)},
            "now": {"event": "after", "name": "现", "measure": draw(measures)},
            "every": draw(figures(1, 3)),
            "gain": draw(figures(0, 3)),
            "loss": draw(figures(-3, 0)),
            "floor": draw(maybe_floor),
            "cap": draw(maybe_cap),
            "when_missing": draw(missing),
        }
    )


@st.composite
def streaks(draw: st.DrawFn) -> dict[str, Any]:
    return without_none(
        {
            "kind": "streak",
            "each": draw(st.sampled_from(["day", "week"])),
            "length": draw(st.integers(1, 3)),
            "points": draw(prices),
            "of": "红旗",
            "without": draw(st.booleans()),
            "cap": draw(maybe_cap),
            "when_missing": draw(missing),
        }
    )


simple_rules = st.one_of(
    tallies(),
    levels(),
    bands(),
    targets(),
    timelies(),
    judgements(),
    surveys(),
    ratios(),
    progresses(),
    streaks(),
)


@st.composite
def positions(draw: st.DrawFn, inner: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    form = draw(
        st.sampled_from(
            [
                {"table": [9, 7, 4]},
                {"ladders": {"1": [5], "3": [6, 4, 2], "5": [10, 8, 6, 4, 2]}},
                {"first": 10, "step": "-1.5", "least": 2},
            ]
        )
    )
    return without_none(
        {
            "kind": "position",
            "within": draw(st.sampled_from(["school", "grade", "class_type"])),
            "measure": draw(measures),
            "by": draw(st.one_of(st.none(), inner)),
            "better": draw(st.sampled_from(["highest", "lowest"])),
            "ties": draw(st.sampled_from(["competition", "dense", "last", "average"])),
            "when_missing": draw(missing),
            **form,
        }
    )


@st.composite
def roll_ups(draw: st.DrawFn, inner: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    take = draw(st.sampled_from(["mean", "sum", "least", "greatest"]))
    count = draw(st.one_of(st.none(), st.integers(1, 5))) if take in ("mean", "sum") else None
    return without_none(
        {
            "kind": "roll_up",
            "each": draw(st.sampled_from(["day", "week", "month"])),
            "take": take,
            "count": count,
            "empty": draw(st.sampled_from(["inner", "leave_out"])),
            "rule": draw(inner),
            "when_missing": draw(missing),
        }
    )


@st.composite
def ratios_of_points(draw: st.DrawFn, inner: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    return without_none(
        {
            "kind": "ratio",
            "by": draw(inner),
            "over": {"best_within": draw(st.sampled_from(["school", "grade", "class_type"]))},
            "times": draw(st.one_of(st.none(), figures(1, 20))),
            "floor": draw(maybe_floor),
            "when_missing": draw(missing),
        }
    )


rules = st.one_of(
    simple_rules,
    ratios_of_points(simple_rules),
    roll_ups(ratios_of_points(simple_rules)),
    positions(simple_rules),
    roll_ups(simple_rules),
    roll_ups(positions(simple_rules)),
    positions(roll_ups(simple_rules)),
    roll_ups(roll_ups(simple_rules)),
)

within = st.sampled_from(["school", "stage", "grade", "class_type"])


@st.composite
def ratings(draw: st.DrawFn) -> list[dict[str, Any]]:
    quota = draw(
        st.one_of(
            st.fixed_dictionaries({"by": st.just("rank"), "top": st.integers(0, 3)}),
            st.fixed_dictionaries(
                {
                    "by": st.just("share"),
                    "share": figures(0, 60),
                    "share_rounding": st.sampled_from(["half_up", "half_even", "up", "down"]),
                    "least_number": st.integers(0, 2),
                }
            ),
        )
    )
    excellent = {
        "code": "excellent", "name": "优秀", "within": draw(within), "not_below": draw(figures(0, 40)),
        "ties": draw(st.sampled_from(["all_in", "none_in"])), **quota,
    }  # fmt: skip
    if draw(st.booleans()):
        conditions = [{"part": "i0", "at_least": draw(figures(-5, 10))}, {"at_least": draw(figures(0, 30))}]
        excellent["needs"] = {"at_least": draw(st.integers(1, 2)), "of": conditions}
    last = {"code": "last", "name": "丙等", "by": "share", "share": draw(figures(0, 30)), "from_bottom": True}
    return [
        excellent,
        {"code": "pass", "name": "合格", "by": "points", "at_least": draw(figures(0, 20))},
        last,
        {"code": "fail", "name": "不合格", "otherwise": True},
    ]


@st.composite
def vetoes(draw: st.DrawFn) -> list[dict[str, Any]]:
    effect = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "rating": st.just("fail"),
                "rating_at_most": st.just("pass"),
                "downgrade": st.integers(0, 2),
                "points": st.sampled_from(["keep", "zero"]),
                "points_percent": figures(0, 100),
                "allowance": st.sampled_from(["keep", "forfeit_period"]),
                "allowance_percent": figures(0, 100),
                "honours": st.sampled_from(["keep", "barred"]),
                "ranking": st.sampled_from(["keep", "excluded"]),
            },
        )
    )
    return [
        {"code": "safety", "name": "安全事故", "effect": effect, "times": draw(st.integers(1, 2))},
        {
            "code": "low",
            "name": "过低",
            "effect": {"rating": "fail"},
            "evidence": "i0",
            "when": {"part": "i0", "below": draw(figures(-30, 0))},
            "times": 3,
        },
    ]


@st.composite
def allowances(draw: st.DrawFn) -> list[dict[str, Any]]:
    fen = st.integers(-500, 2000)
    prorate = st.sampled_from(["none", "days_in_post", "school_days"])
    rated = st.fixed_dictionaries({}, optional={"excellent": fen, "pass": fen, "fail": fen})
    percent = st.fixed_dictionaries({}, optional={"excellent": figures(50, 150), "fail": figures(0, 100)})
    both = {"paid_to": ["homeroom_teacher", "substitute"]}
    own = {"paid_to": ["assistant_homeroom_teacher"]}
    everyone = {"paid_to": ["homeroom_teacher", "substitute", "assistant_homeroom_teacher"]}
    kinds: list[dict[str, Any]] = [
        {"kind": "fixed", "fen": draw(fen), "prorate": draw(prorate)},
        {"kind": "per_point", "fen": draw(fen), "above": draw(figures(0, 5)), "most_fen": 5000},
        {"kind": "per_pupil", "fen": draw(fen), "over": 30, "count": draw(st.sampled_from(["pupils", "boarders", "day_pupils"]))},
        {"kind": "per_pupil", "by_stage": {"primary": 50}, "months": 5, "up_to": 40},
        {"kind": "by_rating", "fen": draw(rated), **both},
        {"kind": "by_band", "of": draw(st.sampled_from(["total", "i0", "pupils", "years"])), "bands": [{"at_least": 30, "fen": draw(fen)}, {"above": 5, "below": 25, "fen": draw(fen)}]},
        {"kind": "factor", "by": "all", "percent": {"all": draw(figures(0, 200))}},
        {"kind": "by_rank", "fen": [1000, 500, 100]},
        {"kind": "factor", "by": "class_type", "percent": {"毕业班": draw(figures(50, 150))}},
        {"kind": "factor", "by": "rating", "percent": draw(percent), "of": ["a0"]},
        {"kind": "factor", "by": "level", "percent": {"轻": 80, "重": 60}},
        {"kind": "pool", "fen": draw(st.integers(0, 10_001)), "by": draw(st.sampled_from(["points", "equal"])), "within": draw(within)},
        {"kind": "by_rank", "fen": [600, 300, 100], **own},
        {"kind": "per_point", "fen": draw(fen), **own},
        {"kind": "assistant_share", "percent": draw(figures(0, 60)), "of": draw(st.sampled_from([[], ["a0", "a1"]])), "on_top": draw(st.booleans())},
        {"kind": "pool", "fen": 7777, "by": "points", "within": draw(within), **everyone},
        {"kind": "pool", "fen_per_class": 333, "by": "rating", "weights": {"excellent": "1.3", "pass": 1}, "for_days": draw(st.booleans())},
        {"kind": "below", "at": 20, "fen": -700},
        {"kind": "per_event", "events": {"late": {"name": "迟到", "fen": -500}}, "least_fen": -1200},
        {"kind": "seniority", "fen": 60, "every_years": 3, "most_fen": 200},
        {"kind": "per_day", "fen": 909, "most_days": 17, "for_days": draw(st.integers(1, 22)), **both},
        {"kind": "leave", "fen": -1000, "least_days": 2},
        {"kind": "decided", "most_fen": 3000},
        {"kind": "minimum", "fen": draw(fen), "percent": 10, "average_fen": 12_345, "take": draw(st.sampled_from(["greater", "lesser"]))},
    ]  # fmt: skip
    kept = [kind for kind in kinds if draw(st.booleans())]
    return [{"code": f"a{number}", "name": f"津贴{number}", **kind} for number, kind in enumerate(kept)]


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    items = [
        without_none(
            {
                "code": f"i{number}",
                "name": f"项目{number}",
                "full_points": draw(st.integers(1, 20)),
                "weight": draw(st.one_of(st.none(), st.none(), figures(0, 100))),
                "may_exceed": draw(st.booleans()),
                "answers": draw(st.sampled_from(["on_duty", "on_duty", "homeroom_teacher"])),
                "rule": draw(rules),
            }
        )
        for number in range(draw(st.integers(2, 4)))
    ]
    if draw(st.booleans()):
        counting = {**draw(targets()), "measure": "count"}
        items.append(
            {
                "code": "reader",
                "name": "次数",
                "full_points": 5,
                "evidence": "i0",
                "answers": draw(st.sampled_from(["on_duty", "homeroom_teacher"])),
                "rule": draw(st.sampled_from([counting, items[0]["rule"]])),
            }
        )
    inner = {
        "code": "inner", "name": "内层", "full_points": draw(st.integers(1, 30)),
        "weight": draw(st.one_of(st.none(), figures(10, 90))), "items": items[1:],
    }  # fmt: skip
    outer = without_none(
        {
            "code": "outer",
            "name": "常规",
            "full_points": draw(st.one_of(st.none(), st.integers(10, 60))),
            "start": draw(st.sampled_from(["zero", "full"])),
            "floor": draw(maybe_floor),
            "cap": draw(st.one_of(st.none(), figures(20, 60))),
            "indicators": [inner],
            "items": items[:1],
        }
    )
    limits = []
    bonus = {
        "code": "bonus", "name": "加分", "outside_total": True,
        "items": [{"code": "extra", "name": "奖", "rule": draw(tallies())}],
    }  # fmt: skip
    if draw(st.booleans()):
        bounded = {"floor", "cap"} & set(outer) or "weight" in items[0]
        parts = ["extra"] if bounded else ["i0", "extra"]
        limits = [{"code": "top", "name": "合计", "parts": parts, "cap": 6, "floor": -3}]
    else:
        bonus["cap"] = 8
    return Scheme.model_validate(
        without_none(
            {
                "scheme": "random",
                "title": "随机方案",
                "period": "month",
                "full_points": 60,
                "scale_to": draw(st.one_of(st.none(), st.just(100))),
                "floor": draw(maybe_floor),
                "cap": draw(st.one_of(st.none(), figures(30, 60))),
                "rounding": {
                    "places": draw(st.integers(0, 4)),
                    "mode": draw(st.sampled_from(["half_up", "half_even", "up", "down"])),
                },
                "weeks": draw(st.sampled_from(["clipped", "by_monday", "by_thursday"])),
                "indicators": [outer, bonus],
                "limits": limits,
                "coefficients": draw(
                    st.lists(st.just({"by": "class_type", "factors": {"毕业班": "1.05"}}), max_size=1)
                ),
                "eligible": draw(
                    st.one_of(
                        st.none(),
                        st.fixed_dictionaries(
                            {"least_days": st.integers(0, 20), "school_days": st.booleans()}
                        ),
                    )
                ),
                "vetoes": draw(vetoes()),
                "decisions": {"by": "校委会", "may": ["points", "rating", "allowance", "veto"]},
                "ranking": draw(
                    st.one_of(
                        st.none(),
                        st.fixed_dictionaries(
                            {
                                "within": within,
                                "ties": st.sampled_from(["competition", "dense", "last"]),
                                "tie_break": st.sampled_from([[], ["i0"], ["outer", "extra"]]),
                                "flag_last": st.integers(0, 2),
                            }
                        ),
                    )
                ),
                "ratings": draw(ratings()),
                "allowances": draw(allowances()),
                "pay": without_none(
                    {
                        "floor": draw(st.one_of(st.none(), st.integers(0, 500))),
                        "prorate": draw(st.sampled_from(["none", "days_in_post", "school_days"])),
                        "rounding": {
                            "to": draw(st.sampled_from(["fen", "jiao", "yuan"])),
                            "mode": draw(st.sampled_from(["half_up", "half_even", "up", "down"])),
                        },
                    }
                ),
            }
        )
    )


@st.composite
def rosters(draw: st.DrawFn, school: str = "") -> tuple[Posting, ...]:
    """A few classes; one may change its teacher in mid-month, have a substitute or assistants, or open late."""
    postings: list[Posting] = []
    for number in range(draw(st.integers(1, 5))):
        common: dict[str, Any] = {
            "school": school,
            "school_class": f"c{number}",
            "stage": draw(st.sampled_from(["primary", "junior"])),
            "grade": draw(st.sampled_from(["一年级", "二年级"])),
            "class_type": draw(st.sampled_from(["", "毕业班"])),
            "pupils": draw(st.integers(0, 60)),
            "years": draw(st.integers(0, 10)),
        }
        first = Posting(teacher=f"t{number}", boarders=min(common["pupils"], 7), row=10 * number, **common)
        change = draw(st.sampled_from(["none", "none", "change", "substitute", "late"]))
        day = FIRST + timedelta(days=draw(st.integers(1, 27)))
        if change == "change":
            postings += [
                _ending(first, day - timedelta(days=1)),
                Posting(teacher=f"u{number}", first=day, row=10 * number + 1, **common),
            ]
        elif change == "substitute":
            stand_in = Posting(
                teacher=f"u{number}", first=day, last=day + timedelta(days=3), role=Role.SUBSTITUTE,
                row=10 * number + 1, **common,
            )  # fmt: skip
            postings += [first, stand_in]
        elif change == "late":
            postings.append(Posting(teacher=f"t{number}", first=day, row=10 * number, **common))
        else:
            postings.append(first)
        for place in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
            assisting = draw(st.integers(0, 27))
            name = draw(
                st.sampled_from([f"v{number}{place}", f"v{number}{place}", f"t{number}", "t0", f"u{number}"])
            )
            assistant = Posting(
                teacher=name, first=FIRST + timedelta(days=assisting),
                last=FIRST + timedelta(days=assisting + draw(st.integers(0, 31))),
                role=Role.ASSISTANT_HOMEROOM_TEACHER, row=10 * number + 2 + place, **common,
            )  # fmt: skip
            postings.append(assistant)
    return tuple(postings)


def _ending(posting: Posting, last: date) -> Posting:
    return replace(posting, last=last)


def wants_value(scheme: Scheme, item: str) -> bool:
    """Tell whether records of an item carry a value (all but tallies and levels do here)."""
    rule = next(one.rule for one in scheme.items() if one.code == item)
    while isinstance(rule, RollUp | Position | Ratio):
        inner = rule.rule if isinstance(rule, RollUp) else rule.by
        if inner is None:
            return True
        rule = inner
    return not (isinstance(rule, Tally) and rule.take is not Take.EVERY)


@st.composite
def evidence_for(
    draw: st.DrawFn, scheme: Scheme, postings: tuple[Posting, ...], prefix: str = "r"
) -> pl.DataFrame:
    """Records for every item, some vetoes, decisions, paid events and voids."""
    recorded = [item for item in scheme.items() if item.evidence is None]
    choices = [(item.code, event, level) for item in recorded for event, level in item.rule.codes()]
    choices += [("safety", "", "")]
    choices += [(a.code, event, "") for a in scheme.allowances for event in getattr(a, "events", {})]
    choices += [
        (a.code, "", level)
        for a in scheme.allowances
        if getattr(a, "by", "") == "level"
        for level in ("轻", "重")
    ]
    choices += [(a.code, "", "") for a in scheme.allowances if getattr(a, "kind", "") == "decided"]
    choices += [("decision", kind, "") for kind in ("points", "adjust", "allowance")]
    choices += [("decision", "rating", "pass"), ("decision", "veto", "safety")]
    rows = []
    for number in range(draw(st.integers(0, 40))):
        posting = draw(st.sampled_from(postings))
        item, event, level = draw(st.sampled_from(choices))
        by_teacher = draw(st.integers(0, 7)) == 0
        rows.append(
            {
                "id": f"{prefix}{number}",
                "school": posting.school,
                "school_class": "" if by_teacher else posting.school_class,
                "teacher": posting.teacher if by_teacher else "",
                "item": item,
                "event": event,
                "level": level,
                "project": draw(st.sampled_from(["", "运动会", "合唱"])),
                "day": FIRST + timedelta(days=draw(st.integers(0, 30))),
                "quantity": draw(st.sampled_from([0, 1, 1, 1, 2, 3, 5])) * UNITS,
                "value": draw(st.integers(-3 * UNITS, 10 * UNITS)),
                "recorder": "",
                "note": "",
                "voids": "",
                "row": number,
            }
        )
    for number in range(draw(st.integers(0, min(3, len(rows))))):
        target = rows[number]
        void = {
            **target,
            "id": f"{prefix}v{number}",
            "voids": target["id"],
            "note": "误记",
            "row": 1000 + number,
        }
        rows.append(void)
    return pl.DataFrame(rows, schema=EVIDENCE_SCHEMA)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A scheme, a roster and evidence that fit together."""
    scheme = draw(schemes())
    postings = draw(rosters())
    return Situation(scheme, draw(evidence_for(scheme, postings)), postings)

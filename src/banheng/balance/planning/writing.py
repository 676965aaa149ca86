"""A plan as plain data, to be kept and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banheng.balance.exact import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.balance.planning.plan import Plan, Step

PLAN_VERSION = "banheng-balance-plan/1"


def plan_json(plan: Plan) -> dict[str, Any]:
    """Write a plan."""
    return {
        "version": PLAN_VERSION,
        "outcome": plan.outcome.value,
        "cost_fen": plan.fen,
        "bound_fen": plan.bound,
        "gap": None if plan.gap is None else written(plan.gap),
        "may_miss": [
            {"county": place.county, "level": place.level.value, "school": school, "indicators": list(codes)}
            for (place, school), codes in plan.may_miss.items()
        ],
        "indicators": [_step_json(step) for step in plan.steps],
    }


def pieces_in(content: Mapping[str, Any]) -> dict[tuple[str, str, str, str], int]:
    """Tell how many pieces each school gets: by county, level, indicator and school."""
    return {
        (step["county"], step["level"], step["indicator"], each["school"]): each["pieces"]
        for step in content["indicators"]
        for each in step["schools"]
    }


def _step_json(step: Step) -> dict[str, Any]:
    place = step.task.place
    return {
        "county": place.county,
        "level": place.level.value,
        "indicator": step.task.indicator.code,
        "threshold": written(step.task.limit),
        "cv_before": None if step.before is None else written(step.before),
        "cv_after": None if step.after is None else written(step.after),
        "pass": step.passes,
        "cost_fen": step.fen,
        "schools": [
            {
                "school": each.unit.name,
                "pieces": each.pieces,
                "moved": each.moved,
                "cost_fen": each.fen,
                "stock_before": written(each.before),
                "stock_after": written(each.after),
                "reason": each.reason.value,
            }
            for each in step.actions
        ],
    }

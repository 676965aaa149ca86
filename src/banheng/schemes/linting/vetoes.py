"""Vetoes that nothing triggers, that change nothing, or that let the best rating through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.points import format_units
from banheng.schemes.linting.check import Found, check, complete
from banheng.schemes.rating import TOTAL

if TYPE_CHECKING:
    from banheng.schemes.rating import Condition, Effect
    from banheng.schemes.scheme import Scheme


@check(
    "L401",
    Severity.ERROR,
    "没有考核项或事件叫“{evidence}”，“{name}”永远不会触发。请改成已有的“考核项”或“考核项/事件”代码。",
    "there is no item or event '{evidence}', so '{name}' can never be triggered. Name an item, or item/event.",
)
def unknown_evidence(scheme: Scheme) -> Found:
    """The evidence of a veto is an item of the scheme, one of its events, or another veto's code."""
    events = {item.code: {event for event, _ in item.rule.codes()} for item in scheme.items()}
    events |= {veto.code: set() for veto in scheme.vetoes if veto.evidence is None}
    for number, veto in enumerate(scheme.vetoes):
        item, _, event = (veto.evidence or veto.code).partition("/")
        if item not in events or (event and event not in events[item]):
            yield ("vetoes", number, "evidence"), {"name": veto.name, "evidence": veto.evidence or veto.code}


@check(
    "L402",
    Severity.ERROR,
    "“{name}”的条件没有界值，对所有人都成立。请写 below、at_most 等界值。",
    "the condition of '{name}' has no bound, so it holds for everybody. Write below, at_most or the like.",
)
def always_met(scheme: Scheme) -> Found:
    """A condition names a bound."""
    for number, veto in enumerate(scheme.vetoes):
        bounds = (
            (veto.when.at_least, veto.when.above, veto.when.at_most, veto.when.below) if veto.when else ()
        )
        if veto.when and all(bound is None for bound in bounds):
            yield ("vetoes", number, "when"), {"name": veto.name}


@check(
    "L403",
    Severity.ERROR,
    "“{name}”要求 {part} 达到 {bound}，而它最多 {full} 分，条件永远不成立。请改正界值。",
    "'{name}' asks for {bound} of '{part}', which has {full} at most: the condition never holds. Correct the bound.",
)
def never_met(scheme: Scheme) -> Found:
    """A condition can hold; only upper ends are checked, for parts without awards on top."""
    for number, veto in enumerate(scheme.vetoes):
        if veto.when is None or not complete(veto.when):
            continue
        full = _greatest(scheme, veto.when)
        wanted = veto.when.at_least if veto.when.at_least is not None else veto.when.above
        beyond = veto.when.above is not None and wanted == full
        if full is not None and wanted is not None and (wanted > full or beyond):
            figures = {"part": veto.when.part, "bound": format_units(wanted), "full": format_units(full)}
            yield ("vetoes", number, "when"), {"name": veto.name, **figures}


def _greatest(scheme: Scheme, condition: Condition) -> int | None:
    if condition.part == TOTAL:
        more = any(part.outside_total for part in scheme.all_indicators()) or scheme.coefficients
        full = None if more else scheme.full_total
    else:
        item = next((item for item in scheme.items() if item.code == condition.part), None)
        full = None if item is None or item.may_exceed else item.full_points
    return full if full is not None and complete(full) else None


@check(
    "L404",
    Severity.WARNING,
    "“{name}”的后果什么也不改变（{why}）。请写出后果，或删去这一条。",
    "the effect of '{name}' changes nothing ({why_en}). State an effect, or remove the veto.",
)
def no_effect(scheme: Scheme) -> Found:
    """A veto has an effect, on something that the scheme has."""
    for number, veto in enumerate(scheme.vetoes):
        if _changes_something(scheme, veto.effect):
            continue
        stated = veto.effect.model_fields_set - {"clause", "note", "assumption"}
        why, why_en = (
            ("没有写后果", "none is stated")
            if not stated
            else ("方案没有它要改变的内容", "the scheme lacks what it changes")
        )
        yield ("vetoes", number, "effect"), {"name": veto.name, "why": why, "why_en": why_en}


def _changes_something(scheme: Scheme, effect: Effect) -> bool:
    ratings = any((scheme.ratings, *(longer.ratings for longer in scheme.longer_periods)))
    pay = any((scheme.allowances, *(longer.allowances for longer in scheme.longer_periods)))
    ranks = scheme.ranking or any(rating.by in ("rank", "share") for rating in scheme.ratings)
    best = scheme.ratings[0].code if scheme.ratings else None
    return bool(
        effect.rating
        or (effect.rating_at_most and effect.rating_at_most != best)
        or (effect.downgrade and ratings)
        or effect.points == "zero"
        or effect.points_percent is not None
        or (effect.allowance != "keep" and pay)
        or (effect.allowance_percent is not None and pay)
        or effect.honours == "barred"
        or (effect.ranking == "excluded" and ranks)
    )


@check(
    "L405",
    Severity.WARNING,
    "触发“{name}”的人仍可能评为“{best}”。请在 effect 里写 rating、rating_at_most 或 downgrade。",
    "someone vetoed by '{name}' can still be rated {best}. Write rating, rating_at_most or downgrade in the effect.",
)
def best_rating_possible(scheme: Scheme) -> Found:
    """Someone who is vetoed does not get the best rating."""
    if not scheme.ratings:
        return
    best = scheme.ratings[0]
    for number, veto in enumerate(scheme.vetoes):
        effect = veto.effect
        lowered = (
            (effect.rating is not None and effect.rating != best.code)
            or (effect.rating_at_most is not None and effect.rating_at_most != best.code)
            or effect.downgrade
            or effect.points == "zero"
            or (effect.ranking == "excluded" and best.by in ("rank", "share"))
        )
        if not lowered:
            yield ("vetoes", number, "effect"), {"name": veto.name, "best": best.name}

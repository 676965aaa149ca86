"""What a county shows for the conditions of a regime, with the proof of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.balance.exact import read_exact
from banheng.balance.regime import Kind
from banheng.balance.schools import Level
from banheng.bureau.collecting.models import ConditionAnswer
from banheng.bureau.errors import BureauRefused
from banheng.core.errors import MalformedNumber

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.balance.conditions import Answer
    from banheng.balance.regime import Condition, Regime
    from banheng.bureau.collecting.models import Collection

YES, NO = "yes", "no"


def answer_condition(
    collection: Collection,
    regime: Regime,
    condition: Condition,
    level: Level | None,
    *,
    value: str,
    proof: str,
    by: User | None,
    at: datetime,
) -> ConditionAnswer:
    """Keep an answer; an empty one takes the answer before back.

    Raises:
        BureauRefused: neither yes nor no, no figure, or no proof.
    """
    plain = value.strip()
    if plain and not asks_yes_or_no(condition):
        try:
            is_figure = read_exact(plain) >= 0
        except MalformedNumber:
            is_figure = False
        if not is_figure:
            raise BureauRefused("figure", gettext("“%(value)s”不是数值。请改正。") % {"value": plain})
    elif plain not in {"", YES, NO}:
        raise BureauRefused("figure", gettext("请选“是”或“否”。"))
    if plain and not proof.strip():
        raise BureauRefused("proof", gettext("请写明佐证：文件名、文号或存放处。"))
    return ConditionAnswer.objects.create(
        collection=collection,
        regime=regime.regime,
        condition=condition.code,
        level=level.value if level else "",
        value=plain,
        proof=proof.strip(),
        by=by,
        at=at,
    )


def asks_yes_or_no(condition: Condition) -> bool:
    """Tell whether a condition is answered without a figure."""
    return condition.kind in {Kind.HOLDS, Kind.ABSENT}


def newest_answers(collection: Collection, regime: Regime) -> dict[tuple[str, Level | None], ConditionAnswer]:
    """Give the answers that count, by condition and level."""
    found = {
        (each.condition, Level(each.level) if each.level else None): each
        for each in collection.answers.filter(regime=regime.regime).select_related("by")
    }
    return {key: each for key, each in found.items() if each.value}


def as_answers(
    kept: dict[tuple[str, Level | None], ConditionAnswer],
) -> dict[tuple[str, Level | None], Answer]:
    """Read answers as the regime compares them."""
    return {
        key: each.value == YES if each.value in {YES, NO} else read_exact(each.value)
        for key, each in kept.items()
    }

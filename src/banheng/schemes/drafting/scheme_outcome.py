"""How grades and vetoes that were read are said in the scheme language."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banheng.schemes.drafting.scheme_figures import bounds_of, percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from banheng.schemes.drafting.scheme_rules import Content

RATING_CODES = {
    "优秀": "excellent",
    "良好": "good",
    "合格": "pass",
    "称职": "competent",
    "基本合格": "marginal",
    "基本称职": "marginal",
    "不合格": "fail",
    "不称职": "fail",
}
EFFECTS: dict[str, Content] = {
    "score_zero": {"points": "zero"},
    "bar_award": {"honours": "barred"},
    "pay_withheld": {"allowance": "forfeit_period"},
}


def rating_for(grade: Content, rating_code: Callable[[Any], str]) -> Content:
    """Say how a grade is reached."""
    content: Content = {"code": rating_code(grade["grade"]), "name": str(grade["grade"])}
    shares = [grade[key] for key in ("percent", "top_percent", "bottom_percent") if key in grade]
    if "rest" in shares:
        return content | {"otherwise": True}
    if shares:
        bottom = {"from_bottom": True} if "bottom_percent" in grade else {}
        return content | {"by": "share", "share": shares[0], **bottom}
    if grade.get("top") is not None:
        return content | {"by": "rank", "top": grade["top"]}
    return content | {"by": "points", **bounds_of(grade)}


def rating_order(rating: Content) -> tuple[bool, Decimal]:
    """Put ratings from best to worst: by their lower bound, the rest last."""
    low = rating.get("at_least", rating.get("above"))
    return bool(rating.get("otherwise")), -Decimal(low) if isinstance(low, int | Decimal) else Decimal(0)


def effect_for(veto: Content, rating_code: Callable[[Any], str]) -> Content:
    """Say what a veto does."""
    also = veto.get("also") or []
    effect: Content = {}
    for name in [veto.get("effect"), *([also] if isinstance(also, str) else also)]:
        effect |= EFFECTS.get(str(name), {})
        if name == "grade_fixed":
            effect["rating"] = rating_code(veto.get("to"))
        elif name == "max_grade":
            effect["rating_at_most"] = rating_code(veto.get("to"))
        elif name == "scale_score":
            effect["points_percent"] = percent(veto.get("factor"))
        elif name == "downgrade":
            effect["downgrade"] = veto.get("steps") or 1
    return effect

"""How a rule about money that was read is said in the scheme language."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banheng.schemes.drafting.scheme_figures import bounds_of, percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from banheng.schemes.drafting.scheme_rules import Content

FEN = 100

PAY_NAMES = {
    "fixed": "固定津贴",
    "per_point": "考核津贴",
    "per_head": "人数津贴",
    "per_head_over": "超员津贴",
    "tier": "等次津贴",
    "coefficient": "津贴系数",
    "grade_factor": "等次折算",
    "grade_penalty": "不达标扣减",
    "rank_table": "名次津贴",
    "pool_total": "津贴总额",
}


def allowance_for(content: Content, rating_code: Callable[[Any], str]) -> Content | None:
    """Say a rule about money in the scheme language; None if it has no such line.

    Args:
        rating_code: gives the code of a rating by its name.
    """
    say = LINES.get(str(content.get("kind")))
    line = say(content) if say else None
    for key in ("fen", "percent"):
        if line is not None and isinstance(line.get(key), dict):
            line[key] = {rating_code(name): value for name, value in line[key].items()}
    return line


def _fixed(content: Content) -> Content | None:
    return {"kind": "fixed", "fen": _fen(content["amount"])} if "amount" in content else None


def _per_point(content: Content) -> Content | None:
    return {"kind": "per_point", "fen": _fen(content["rate"])} if "rate" in content else None


def _per_pupil(content: Content) -> Content | None:
    if "rate" not in content:
        return None
    over = {"over": content["over"]} if "over" in content else {}
    return {"kind": "per_pupil", "fen": _fen(content["rate"]), **over}


def _score_bands(content: Content) -> Content:
    bands = [bounds_of(band) | {"fen": _fen(band.get("amount"))} for band in content["bands"]]
    return {"kind": "by_band", "of": "total", "bands": bands}


def _fine(content: Content) -> Content | None:
    if content.get("below") is None:
        return None
    fine = _fen(content.get("amount"))
    return {"kind": "below", "at": content["below"], "fen": None if fine is None else -fine}


def _tier(content: Content) -> Content | None:
    if content.get("bands"):
        return _score_bands(content)
    table = content.get("table")
    if not isinstance(table, dict):
        return None
    return {"kind": "by_rating", "fen": {str(name): _fen(amount) for name, amount in table.items()}}


def _coefficient(content: Content) -> Content | None:
    table = content.get("table")
    if not isinstance(table, dict) or content.get("by") != "等次":
        return None
    return {
        "kind": "factor",
        "by": "rating",
        "percent": {str(name): percent(value) for name, value in table.items()},
    }


def _grade_factor(content: Content) -> Content | None:
    if not content.get("grade"):
        return None
    return {
        "kind": "factor",
        "by": "rating",
        "percent": {str(content["grade"]): percent(content.get("factor"))},
    }


def _rank_table(content: Content) -> Content | None:
    table = content.get("table")
    return {"kind": "by_rank", "fen": [_fen(amount) for amount in table]} if isinstance(table, list) else None


def _pool(content: Content) -> Content | None:
    if content.get("per_class") is not None:
        return {"kind": "pool", "fen_per_class": _fen(content["per_class"]), "by": "points"}
    return {"kind": "pool", "fen": _fen(content.get("amount")), "by": "points"}


LINES: dict[str, Callable[[Content], Content | None]] = {
    "fixed": _fixed,
    "per_point": _per_point,
    "per_head": _per_pupil,
    "per_head_over": _per_pupil,
    "tier": _tier,
    "coefficient": _coefficient,
    "grade_factor": _grade_factor,
    "grade_penalty": _fine,
    "rank_table": _rank_table,
    "pool_total": _pool,
}


def _fen(amount: Any) -> int | None:
    return None if amount is None else int(Decimal(amount) * FEN)

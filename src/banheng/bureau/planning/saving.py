"""Make a plan for a county, keep it, and tell what is different in another."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext

from banheng.balance.planning.cone import SolverMissing
from banheng.balance.planning.plan import make_plan
from banheng.balance.planning.task import UNBOUNDED, Price, Prices, tasks_of
from banheng.balance.planning.writing import pieces_in, plan_json
from banheng.balance.verdict import Place
from banheng.bureau.errors import BureauRefused
from banheng.bureau.library import regime_of, standard_of
from banheng.bureau.planning.models import SavedPlan
from banheng.bureau.standing.county import standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.bureau.collecting.models import Collection

MOST_SCHOOLS = 400
"""At one level; the solver needs seconds for so many, and a page should not need minutes."""


class Terms(NamedTuple):
    """What a plan is to be made of; money in fen, as it is kept with the plan.

    Attributes:
        standard: that every school is to meet; empty if none.
        prices: by indicator: fen, lot (decimal text), ceiling, move_fen, movable, budget; absent is no limit.
        budget: for everything, None if it is open.
    """

    regime: str
    standard: str
    prices: Mapping[str, Mapping[str, Any]]
    budget: int | None


class Difference(NamedTuple):
    """What a school gets in one plan and in another."""

    level: str
    indicator: str
    school: str
    before: int
    after: int


def save_plan(collection: Collection, name: str, terms: Terms, *, by: User | None, at: datetime) -> SavedPlan:
    """Compute a plan and keep it.

    Raises:
        BureauRefused: nothing has a price, no figures count yet, too many schools, or there is no solver here.
    """
    regime = regime_of(terms.regime)
    standing = standing_of(collection, regime)
    if standing.missing or not standing.units:
        raise BureauRefused(
            "figures",
            gettext("这个办法需要的数据还没有采齐，算不出方案：%(columns)s。")
            % {"columns": "、".join(standing.missing) or gettext("还没有学校报送")},
        )
    if not terms.prices:
        raise BureauRefused("prices", gettext("至少要填一项单价。没有单价的指标不会安排添置。"))
    if max(map(len, standing.units.values())) > MOST_SCHOOLS:
        raise BureauRefused(
            "many",
            gettext("学校超过 %(most)s 所，请用命令 banheng balance plan 计算。") % {"most": MOST_SCHOOLS},
        )
    prices = _prices(terms)
    standard = standard_of(terms.standard) if terms.standard else None
    places = {
        Place(collection.bureau.name, level, str(collection.year)): units
        for level, units in standing.units.items()
    }
    try:
        plan = make_plan(tasks_of(regime, places, prices, standard), prices, standard, terms.budget)
    except SolverMissing as missing:
        raise BureauRefused(
            "solver",
            gettext("这台服务器没有安装求解器，不能测算。请系统管理员运行：pip install 'banheng[planner]'。"),
        ) from missing
    return SavedPlan.objects.create(
        collection=collection, name=name, terms=terms._asdict(), content=plan_json(plan), by=by, at=at
    )


def differences(one: SavedPlan, other: SavedPlan) -> list[Difference]:
    """List what schools get differently."""
    before, after = pieces_in(one.content), pieces_in(other.content)
    return [
        Difference(*key[1:], before.get(key, 0), after.get(key, 0))
        for key in {**before, **after}
        if before.get(key, 0) != after.get(key, 0)
    ]


def _prices(terms: Terms) -> Prices:
    common = {
        code: Price(
            price["fen"],
            Fraction(price.get("lot") or 1),
            UNBOUNDED if price.get("ceiling") is None else price["ceiling"],
            price.get("move_fen"),
            price.get("movable") or 0,
        )
        for code, price in terms.prices.items()
    }
    budgets = {
        code: price["budget"] for code, price in terms.prices.items() if price.get("budget") is not None
    }
    return Prices(common, {}, budgets)

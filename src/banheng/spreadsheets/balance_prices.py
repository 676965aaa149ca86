"""Read what additions cost: a row for each indicator, and rows for single schools that differ."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from banheng.balance.planning.task import UNBOUNDED, Price, Prices
from banheng.core.money import FEN_PER_YUAN
from banheng.core.wording import Wording
from banheng.spreadsheets.balance_columns import LEFT_EMPTY, UNKNOWN_WORD, figure
from banheng.spreadsheets.balance_file import refuse_faults, rows_of
from banheng.spreadsheets.faults import Check
from banheng.spreadsheets.headers import Column
from banheng.spreadsheets.names import Names
from banheng.spreadsheets.tables import read_table

if TYPE_CHECKING:
    from typing import Any

    from banheng.balance.regime import Regime
    from banheng.core.findings import Finding
    from banheng.spreadsheets.faults import Fault

PART_OF_FEN = Check(
    "input.E119",
    Wording("“{found}”元不是整分。请改正。", "'{found}' yuan has a fraction of a fen. Correct it."),
)
NOT_WHOLE = Check(
    "input.E120", Wording("“{found}”不是整数。请改正。", "'{found}' is no whole number. Correct it.")
)
NOT_COUNTED_SINGLY = Check(
    "input.E121",
    Wording(
        "能在学校之间调配的按个数计，每份数量应为 1。请改正。",
        "what moves between schools is counted singly: its lot is 1. Correct it.",
    ),
)
PRICE_TWICE = Check(
    "input.E122", Wording("这一项已经有价格了。请删去一行。", "this has a price already. Remove one row.")
)
BUDGET_OF_SCHOOL = Check(
    "input.E123",
    Wording("预算只按指标写，不写在单个学校的行里。", "a budget is for an indicator, not for one school."),
)

INDICATOR = Column("indicator", ("指标",), required=True)
SCHOOL = Column("school", ("学校", "学校名称"))
UNIT_COST = Column("unit_cost", ("单价", "单价（元）"), required=True)
LOT = Column("lot", ("每份数量",))
CEILING = Column("ceiling", ("每校上限", "每校最多份数"))
BUDGET = Column("budget", ("预算", "预算（元）"))
MOVE_COST = Column("move_cost", ("调配单价", "调配单价（元）"))
MOVABLE = Column("movable", ("每校最多调出",))


def read_prices(path: Path | str, regime: Regime) -> Prices:
    """Read prices and budgets in yuan.

    Raises:
        InputRefused: a file that cannot be read, or bad rows; carries all findings.
    """
    columns = [INDICATOR, SCHOOL, UNIT_COST, LOT, CEILING, BUDGET, MOVE_COST, MOVABLE]
    table = read_table(Path(path), columns)
    names = Names([(each.code, each.name, each.code) for each in regime.indicators])
    findings: list[Finding] = []
    common: dict[str, Price] = {}
    own: dict[tuple[str, str], Price] = {}
    budgets: dict[str, int] = {}
    for cells in rows_of(table, findings):
        faults: list[Fault] = []
        codes = names.find(cells["indicator"])
        if not codes:
            faults.append(UNKNOWN_WORD.wrong("indicator", cells["indicator"], names.words))
        price, budget, school = _price(cells, faults), fen("budget", cells, faults), cells["school"]
        for code in codes[:1]:
            if code in common if not school else (code, school) in own:
                faults.append(PRICE_TWICE.fault("indicator"))
            if school:
                own[code, school] = price
                faults += [BUDGET_OF_SCHOOL.fault("budget")] if budget is not None else []
            else:
                common[code] = price
                budgets |= {code: budget} if budget is not None else {}
        findings += [fault.finding(table.file, cells["row"], table.header.texts) for fault in faults]
    refuse_faults(table, findings, is_empty=not common and not own)
    return Prices(common, own, budgets)


def _price(cells: dict[str, Any], faults: list[Fault]) -> Price:
    cost = fen("unit_cost", cells, faults)
    if not cells["unit_cost"]:
        faults.append(LEFT_EMPTY.fault("unit_cost"))
    lot = figure("lot", cells, faults, required=False)
    move = fen("move_cost", cells, faults)
    if lot == 0:
        faults.append(LEFT_EMPTY.fault("lot"))
    if move is not None and lot not in {None, 1}:
        faults.append(NOT_COUNTED_SINGLY.fault("lot"))
    ceiling, movable = _count("ceiling", cells, faults), _count("movable", cells, faults)
    return Price(cost or 0, lot or Fraction(1), UNBOUNDED if ceiling is None else ceiling, move, movable or 0)


def fen(name: str, cells: dict[str, Any], faults: list[Fault]) -> int | None:
    """Read an amount in yuan; None if the cell is empty or wrong."""
    yuan = figure(name, cells, faults, required=False)
    if yuan is None:
        return None
    found = yuan * FEN_PER_YUAN
    if found.denominator != 1:
        faults.append(PART_OF_FEN.fault(name, found=cells[name]))
    return int(found)


def _count(name: str, cells: dict[str, Any], faults: list[Fault]) -> int | None:
    found = figure(name, cells, faults, required=False)
    if found is not None and found.denominator != 1:
        faults.append(NOT_WHOLE.fault(name, found=cells[name]))
    return None if found is None else min(int(found), UNBOUNDED)

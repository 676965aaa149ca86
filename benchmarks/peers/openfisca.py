"""OpenFisca-core: one formula an item; it knows no records, so a Polars group-by counts them first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from openfisca_core import periods
from openfisca_core.entities import build_entity
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.peers.polars_group_by import cells_of
from benchmarks.tables import RESULT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "OpenFisca-core"
PACKAGE = "openfisca-core"
MONTH = "2026-10"

Subject = build_entity(key="subject", plural="subjects", label="班主任", is_person=True)


def score(folder: Path) -> pl.DataFrame:
    subjects, prices, items = (
        pl.read_parquet(folder / f"tables/{name}.parquet") for name in ("subjects", "prices", "items")
    )
    cells = cells_of(folder).collect(engine="streaming")
    system = _system(prices, items)
    simulation = SimulationBuilder().build_default_simulation(system, count=len(subjects))
    simulation.set_input("scheme", MONTH, subjects["scheme"].to_numpy().astype(np.int32))
    row = subjects.select("subject").with_row_index("row")
    wanted = set(prices["what"].to_list())
    for (what,), counted in cells.join(row, on="subject").partition_by("what", as_dict=True).items():
        if what in wanted:
            place = counted["row"].to_numpy()
            for name in ("quantity", "times", "value"):
                column = np.zeros(len(subjects), dtype=np.int32)
                column[place] = counted[name].to_numpy()
                simulation.set_input(f"{name}_{what}", MONTH, column)
    total = simulation.calculate("total", MONTH).astype(np.int64)
    scored = subjects.with_columns(total=pl.Series(total))
    rank = pl.col("total").rank("min", descending=True).over("school_number").cast(pl.Int64)
    return scored.with_columns(rank=rank).select(RESULT)


def _system(prices: pl.DataFrame, items: pl.DataFrame) -> TaxBenefitSystem:
    system = TaxBenefitSystem([Subject])
    system.parameters = None
    system.add_variable(_variable("scheme"))
    for what in prices["what"].unique().to_list():
        for name in ("quantity", "times", "value"):
            system.add_variable(_variable(f"{name}_{what}"))
    numbers = items["item"].unique().sort().to_list()
    for item in numbers:
        own, rows = prices.filter(pl.col("item") == item), items.filter(pl.col("item") == item).sort("scheme")
        system.add_variable(_variable(f"item_{item}", _points(own, rows)))

    def total(subject: Any, period: periods.Period) -> np.ndarray:
        exact = sum(subject(f"item_{item}", period).astype(np.int64) for item in numbers)
        return (2 * exact + 100) // 200 * 100

    system.add_variable(_variable("total", total))
    return system


def _variable(name: str, formula: Callable[..., np.ndarray] | None = None) -> type[Variable]:
    content: dict[str, Any] = {
        "value_type": int,
        "entity": Subject,
        "definition_period": periods.DateUnit.MONTH,
        "label": name,
    }
    if formula:
        content["formula"] = lambda subject, period, _=None: formula(subject, period)
    return type(name, (Variable,), content)


def _points(prices: pl.DataFrame, items: pl.DataFrame) -> Callable[..., np.ndarray]:
    """Write the formula of one item; figures are arrays with one entry a scheme."""
    kind = items["kind"][0]
    whats = prices["what"].unique(maintain_order=True).to_list()
    by_what = {what: prices.filter(pl.col("what") == what).sort("scheme") for what in whats}
    price = {what: own["price"].to_numpy() for what, own in by_what.items()}
    free = {what: own["free"].to_numpy() for what, own in by_what.items()}
    missing = items["missing"].to_numpy()
    bands = [
        (items[f"at_least{place}"].to_numpy(), items[f"points{place}"].to_numpy()) for place in (2, 1, 0)
    ]

    def summed(subject: Any, period: periods.Period, name: str, what: int) -> np.ndarray:
        return subject(f"{name}_{what}", period).astype(np.int64)

    def formula(subject: Any, period: periods.Period) -> np.ndarray:
        scheme = subject("scheme", period)
        if kind == "tally":
            off = sum(
                price[what][scheme]
                * np.maximum(0, summed(subject, period, "quantity", what) - free[what][scheme])
                // 10_000
                for what in whats
            )
            return np.maximum(0, 100_000 - off)
        times = sum(summed(subject, period, "times", what) for what in whats)
        if kind == "level":
            points = sum(price[what][scheme] * summed(subject, period, "times", what) for what in whats)
        else:
            points = sum(summed(subject, period, "value", what) for what in whats)
        mean = (2 * points + times) // np.maximum(1, 2 * times)
        result = mean
        if kind == "band":
            result = np.zeros_like(mean)
            for at_least, worth in bands:
                result = np.where(mean >= at_least[scheme], worth[scheme], result)
        return np.where(times == 0, missing[scheme], result)

    return formula

"""GoRules zen-engine: one decision a scheme, asked once a subject; a Polars group-by counts the records first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl
import zen

from benchmarks.peers.polars_group_by import cells_of
from benchmarks.tables import RESULT

if TYPE_CHECKING:
    from pathlib import Path

NAME = "GoRules zen-engine"
PACKAGE = "zen-engine"


def score(folder: Path) -> pl.DataFrame:
    subjects, prices, items = (
        pl.read_parquet(folder / f"tables/{name}.parquet") for name in ("subjects", "prices", "items")
    )
    empty = {str(what): 0 for what in prices["what"].unique().to_list()}
    asked: dict[int, dict[str, dict[str, int]]] = {}
    for subject, what, quantity, times, value in cells_of(folder).collect(engine="streaming").iter_rows():
        if str(what) in empty:
            own = asked.setdefault(subject, {name: dict(empty) for name in ("quantity", "times", "value")})
            own["quantity"][str(what)], own["times"][str(what)], own["value"][str(what)] = (
                quantity,
                times,
                value,
            )
    nothing = dict.fromkeys(("quantity", "times", "value"), empty)
    engine = zen.ZenEngine()
    decisions = {
        scheme: engine.create_decision(
            json.dumps(_decision(prices.filter(scheme=scheme), items.filter(scheme=scheme)))
        )
        for scheme in subjects["scheme"].unique().to_list()
    }
    total = [
        decisions[scheme].evaluate(asked.get(subject, nothing))["result"]["total"]
        for subject, scheme in subjects.select("subject", "scheme").iter_rows()
    ]
    scored = subjects.with_columns(total=pl.Series(total, dtype=pl.Int64))
    rank = pl.col("total").rank("min", descending=True).over("school_number").cast(pl.Int64)
    return scored.with_columns(rank=rank).select(RESULT)


def _decision(prices: pl.DataFrame, items: pl.DataFrame) -> dict[str, Any]:
    expressions = [
        {
            "id": f"item{row['item']}",
            "key": f"item{row['item']}",
            "value": _points(row, prices.filter(item=row["item"])),
        }
        for row in items.iter_rows(named=True)
    ]
    exact = " + ".join(f"$.{each['key']}" for each in expressions)
    expressions.append({"id": "total", "key": "total", "value": f"floor((2 * ({exact}) + 100) / 200) * 100"})
    place = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {"id": "rules", "type": "expressionNode", "name": "rules", "position": place, "content": {"expressions": expressions}},
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }  # fmt: skip


def _points(item: dict[str, Any], prices: pl.DataFrame) -> str:
    """Write the expression of one item."""
    rows = prices.to_dicts()
    if item["kind"] == "tally":
        off = [
            f"{row['price']} * max([0, quantity['{row['what']}'] - {row['free']}]) / 10000" for row in rows
        ]
        return f"max([0, 100000 - ({' + '.join(off)})])"
    times = " + ".join(f"times['{row['what']}']" for row in rows)
    if item["kind"] == "level":
        summed = " + ".join(f"{row['price']} * times['{row['what']}']" for row in rows)
    else:
        summed = " + ".join(f"value['{row['what']}']" for row in rows)
    mean = f"floor((2 * ({summed}) + ({times})) / (2 * ({times})))"
    points = mean
    if item["kind"] == "band":
        points = "0"
        for place in (2, 1, 0):
            points = f"({mean} >= {item[f'at_least{place}']} ? {item[f'points{place}']} : {points})"
    return f"({times}) == 0 ? {item['missing']} : {points}"

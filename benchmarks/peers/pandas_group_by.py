"""pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import polars as pl

from benchmarks.tables import RESULT

if TYPE_CHECKING:
    from pathlib import Path

NAME = "pandas"
PACKAGE = "pandas"


def score(folder: Path) -> pl.DataFrame:
    who, subjects, prices, items = (
        pd.read_parquet(folder / f"tables/{name}.parquet") for name in ("who", "subjects", "prices", "items")
    )
    evidence = pd.concat(
        pd.read_parquet(part) for part in sorted((folder / "tables").glob("evidence-*.parquet"))
    )
    records = evidence.merge(who, on="who")
    later, last = records["day"] >= records["day2"], records["day"] >= records["day3"]
    records["subject"] = (
        records["subject1"].where(~later, records["subject2"]).where(~last, records["subject3"])
    )
    records = records[records["subject"].notna()]
    records["subject"] = records["subject"].astype("int64")
    records["times"] = records["quantity"].astype("int64") // 10_000
    records["value"] = records["value"].astype("int64") * records["times"]
    cells = records.groupby(["subject", "what"], as_index=False)[["quantity", "times", "value"]].sum()
    cells = cells.merge(subjects[["subject", "scheme"]], on="subject").merge(prices, on=["scheme", "what"])
    cells["off"] = cells["price"] * (cells["quantity"] - cells["free"]).clip(lower=0) // 10_000
    cells["sum"] = cells["value"].where(cells["kind"] != "level", cells["price"] * cells["times"])
    by_item = cells.groupby(["subject", "scheme", "item"], as_index=False)[["off", "times", "sum"]].sum()
    by_item = by_item.merge(items, on=["scheme", "item"])
    mean = (2 * by_item["sum"] + by_item["times"]) // (2 * by_item["times"]).clip(lower=1)
    bands = [mean >= by_item[f"at_least{place}"] for place in range(3)]
    points = np.select(
        [by_item["kind"] == "tally", by_item["times"] == 0, by_item["kind"] == "level", *bands],
        [
            (100_000 - by_item["off"]).clip(lower=0),
            by_item["missing"],
            mean,
            *(by_item[f"points{n}"] for n in range(3)),
        ],
        0,
    )
    change = (points - by_item["missing"]).groupby(by_item["subject"]).sum()
    missing = subjects["scheme"].map(items.groupby("scheme")["missing"].sum())
    total = missing + subjects["subject"].map(change).fillna(0).astype("int64")
    subjects["total"] = (2 * total + 100) // 200 * 100
    subjects["rank"] = (
        subjects.groupby("school_number")["total"].rank(method="min", ascending=False).astype("int64")
    )
    return pl.DataFrame({name: subjects[name].to_list() for name in RESULT})

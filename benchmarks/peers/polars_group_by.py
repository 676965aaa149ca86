"""A plain Polars group-by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from benchmarks.tables import RESULT

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Polars group-by"
PACKAGE = "polars"


def score(folder: Path) -> pl.DataFrame:
    tables = {
        name: pl.scan_parquet(folder / f"tables/{name}.parquet")
        for name in ("who", "subjects", "prices", "items")
    }
    cells = cells_of(folder)
    return finish(cells, tables).collect(engine="streaming")


def cells_of(folder: Path) -> pl.LazyFrame:
    """Sum the records of each subject and what."""
    who = pl.scan_parquet(folder / "tables/who.parquet")
    subject = (
        pl.when(pl.col("day") >= pl.col("day3"))
        .then("subject3")
        .when(pl.col("day") >= pl.col("day2"))
        .then("subject2")
        .otherwise("subject1")
    )
    times = pl.col("quantity").cast(pl.Int64) // 10_000
    return (
        pl.scan_parquet(folder / "tables/evidence-*.parquet")
        .join(who, on="who")
        .with_columns(subject=subject)
        .filter(pl.col("subject").is_not_null())
        .group_by("subject", "what")
        .agg(
            quantity=pl.col("quantity").cast(pl.Int64).sum(),
            times=times.sum(),
            value=(pl.col("value") * times).sum(),
        )
    )


def finish(cells: pl.LazyFrame, tables: dict[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Price the cells, add up, rank."""
    off = pl.col("price") * pl.max_horizontal(0, pl.col("quantity") - pl.col("free")) // 10_000
    measured = pl.when(pl.col("kind") == "level").then(pl.col("price") * pl.col("times")).otherwise("value")
    mean = (2 * pl.col("sum") + pl.col("times")) // (2 * pl.col("times"))
    band = pl.lit(0)
    for place in (2, 1, 0):
        band = pl.when(mean >= pl.col(f"at_least{place}")).then(f"points{place}").otherwise(band)
    points = (
        pl.when(pl.col("kind") == "tally")
        .then(pl.max_horizontal(0, 100_000 - pl.col("off")))
        .when(pl.col("times") == 0)
        .then("missing")
        .when(pl.col("kind") == "level")
        .then(mean)
        .otherwise(band)
    )
    change = (
        cells.join(tables["subjects"].select("subject", "scheme"), on="subject")
        .join(tables["prices"], on=["scheme", "what"])
        .group_by("subject", "scheme", "item")
        .agg(off=off.sum(), times=pl.col("times").sum(), sum=measured.sum())
        .join(tables["items"], on=["scheme", "item"])
        .group_by("subject")
        .agg(change=(points - pl.col("missing")).sum())
    )
    missing = tables["items"].group_by("scheme").agg(pl.col("missing").sum())
    total = pl.col("missing") + pl.col("change").fill_null(0)
    return (
        tables["subjects"]
        .join(missing, on="scheme")
        .join(change, on="subject", how="left")
        .with_columns(total=(2 * total + 100) // 200 * 100)
        .with_columns(rank=pl.col("total").rank("min", descending=True).over("school_number").cast(pl.Int64))
        .select(RESULT)
    )

"""What is wider than a school: the rank in the county, a sum shared out in it, and one line a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from banheng.core.points import UNITS
from banheng.core.rounding import divide_array, multiply
from banheng.scoring.many_schools import RESULT_SCHEMA
from banheng.scoring.paying import share_out
from banheng.scoring.roster import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTY_SCHEMA: dict[str, type[pl.DataType]] = {
    "scheme": pl.String,  # fingerprint
    **RESULT_SCHEMA,
    "share": pl.Int64,  # of the full mark, units of 1/10,000
    "county_rank": pl.Int64,  # null if not ranked
    "county_rank_of": pl.Int64,
    "county_pool": pl.Int64,  # fen
}
"""Columns of the results of a county."""

SCHOOL_SCHEMA: dict[str, type[pl.DataType]] = {
    "county": pl.String,
    "school": pl.String,
    "teachers": pl.Int64,  # who are ranked
    "share": pl.Int64,  # the sum of theirs
    "pay": pl.Int64,  # fen, of all teachers
    "county_pool": pl.Int64,  # fen
}
"""Columns of the lines of schools, from which counties are added up."""


def across_county(
    results: pl.DataFrame, roster: pl.DataFrame, full: Mapping[str, int], pool: int = 0
) -> pl.DataFrame:
    """Put the results of a county's schools in order and compare them with each other.

    Schools have schemes of their own, so what is compared is the share of the full mark, rounded to 1/10,000;
    equal shares have equal ranks. Compared are the homeroom teachers whom their school ranks.

    Args:
        results: of the columns of `RESULT_SCHEMA`, and `scheme`.
        roster: tells assistants, who are not compared.
        full: full mark by scheme, in units.
        pool: fen, shared out by the compared shares to the last fen, as `share_out` does.
    """
    keys = ["school", "school_class", "teacher"]
    results = results.sort(*keys, "scheme")
    assistants = roster.filter(pl.col("role") == Role.ASSISTANT_HOMEROOM_TEACHER.value).select(keys).unique()
    assistants = assistants.with_columns(assists=True)
    marks = results["scheme"].replace_strict(full, return_dtype=pl.Int64)
    share = divide_array(multiply(results["total"].to_numpy(), UNITS), marks.to_numpy())
    results = results.with_columns(share=pl.Series(share, dtype=pl.Int64)).join(
        assistants, on=keys, how="left", maintain_order="left"
    )
    compared = pl.col("rank").is_not_null() & (pl.col("teacher") != "") & pl.col("assists").is_null()
    shown = pl.when(compared).then("share")
    results = results.with_columns(
        county_rank=shown.rank("min", descending=True).cast(pl.Int64),
        county_rank_of=pl.when(compared).then(compared.sum()).otherwise(0).cast(pl.Int64),
    )
    return results.with_columns(county_pool=_shared(results, pool)).select(list(COUNTY_SCHEMA))


def _shared(results: pl.DataFrame, pool: int) -> pl.Series:
    """Share out the pool among those with a rank in the county; fen, 0 for everybody else."""
    ranked = results["county_rank"].is_not_null()
    fen = pl.zeros(len(results), dtype=pl.Int64, eager=True)
    if not pool or not ranked.any():
        return fen
    weights = [max(0, share) for share in results["share"].filter(ranked)]
    # the rows stand in the order of their names, which decides between equal remainders
    keys = [f"{place:012d}" for place in range(len(weights))]
    return fen.scatter(ranked.arg_true(), share_out(pool, weights, keys))


def school_lines(results: pl.DataFrame, county: str) -> pl.DataFrame:
    """Add up the results of a county by school."""
    compared = pl.col("county_rank").is_not_null()
    lines = results.group_by("school", maintain_order=True).agg(
        teachers=compared.sum().cast(pl.Int64),
        share=pl.col("share").filter(compared).sum(),
        pay=pl.col("pay").filter(pl.col("teacher") != "").sum(),
        county_pool=pl.col("county_pool").sum(),
    )
    return lines.select(pl.lit(county).alias("county"), *list(SCHOOL_SCHEMA)[1:]).cast(SCHOOL_SCHEMA)  # type: ignore[arg-type]


def county_lines(schools: pl.DataFrame) -> pl.DataFrame:
    """Add up the lines of schools by county; `mean` is the mean share of those compared, 0 if there are none."""
    lines = (
        schools.group_by("county", maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("schools"), *(pl.col(name).sum() for name in SUMS))
        .sort("county")
    )
    teachers = lines["teachers"].to_numpy()
    mean = divide_array(lines["share"].to_numpy(), teachers.clip(1))
    return lines.with_columns(mean=pl.Series(mean, dtype=pl.Int64))


SUMS = ("teachers", "share", "pay", "county_pool")

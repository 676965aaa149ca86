"""Ids of records and voids: checks that need all rows of all files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from banheng.core.findings import Place
from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check, Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

ID_TWICE = Check(
    "input.E061",
    Wording(
        "编号“{found}”已用于 {place}。编号不能重复，请改用别的编号或删去重复的行。",
        "the id '{found}' is already taken by {place}. Use another id, or remove the row if it is the same record.",
    ),
)
VOIDS_UNKNOWN = Check(
    "input.E062",
    Wording(
        "要作废的编号“{found}”不存在。请核对编号。", "there is no record '{found}' to void. Check the id."
    ),
)
VOIDS_VOID = Check(
    "input.E063",
    Wording(
        "“{found}”本身是作废记录，不能再作废。要恢复原记录，请重新记一条。",
        "'{found}' is itself a void and cannot be voided. Record anew what should count.",
    ),
)

Faults = list[tuple[int, Fault]]


def fill_schools_of_voids(evidence: pl.DataFrame) -> pl.DataFrame:
    """Give voids that name no school the school of the record they void."""
    lacks_school = (pl.col("voids") != "") & (pl.col("school") == "")
    wanted = evidence.filter(lacks_school).select(pl.col("voids").alias("id")).unique()
    if wanted.is_empty():
        return evidence
    voided = evidence.join(wanted, on="id", how="semi").unique("id", keep="first", maintain_order=True)
    schools = voided.select(pl.col("id").alias("voids"), pl.col("school").alias("school_of_voided"))
    school = (
        pl.when(lacks_school)
        .then(pl.col("school_of_voided").fill_null(""))
        .otherwise("school")
        .alias("school")
    )
    joined = evidence.join(schools, on="voids", how="left", maintain_order="left")
    return joined.with_columns(school).drop("school_of_voided")


def faults_of_ids(evidence: pl.DataFrame, files: Sequence[str]) -> Faults:
    """Find ids that stand twice in a school, and voids of nothing or of voids.

    Args:
        evidence: needs `at` (number of the row), `file` (number of its file), `row`, `school`, `id`, `voids`.
        files: names by number.

    Returns:
        For each fault the number of its row.
    """
    return _twice(evidence, files) + _voids(evidence)


def _twice(evidence: pl.DataFrame, files: Sequence[str]) -> Faults:
    named = evidence.select("at", "school", "id", "file", "row")
    first = named.unique(["school", "id"], keep="first")
    if first.height == named.height:
        return []
    again = named.join(first.select("at"), on="at", how="anti", maintain_order="left").join(
        first, on=["school", "id"], suffix="_first", maintain_order="left"
    )
    columns = again.select("at", "id", "file_first", "row_first")
    return [
        (at, ID_TWICE.fault("id", found=found, place=str(Place(files[file], row))))
        for at, found, file, row in columns.iter_rows()
    ]


def _voids(evidence: pl.DataFrame) -> Faults:
    voids = evidence.filter(pl.col("voids") != "").select("at", "school", "voids")
    if voids.is_empty():
        return []
    targets = evidence.select("school", pl.col("id").alias("voids"), (pl.col("voids") != "").alias("is_void"))
    targets = targets.join(voids, on=["school", "voids"], how="semi").unique(
        ["school", "voids"], keep="first"
    )
    joined = voids.join(targets, on=["school", "voids"], how="left", maintain_order="left")
    wrong = joined.filter(pl.col("is_void").fill_null(value=True)).select("at", "voids", "is_void")
    return [
        (at, (VOIDS_VOID if is_void else VOIDS_UNKNOWN).fault("voids", found=found))
        for at, found, is_void in wrong.iter_rows()
    ]

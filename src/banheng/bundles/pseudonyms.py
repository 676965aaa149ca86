"""What scoring needs of the evidence, without what might name a pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from banheng.spreadsheets.dictionary import headings_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from banheng.schemes.scheme import Scheme


def without_names(evidence: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
    """Leave out what the scheme does not read, and everything that somebody wrote in their own words.

    Recorders (who may be pupils) and notes are dropped: no rule reads them. Projects, and levels that the scheme
    does not list, become pseudonyms, which are equal and in order where the names were. Ids become the place of the
    record, since a school may make ids of names. Of a void nothing remains but what it voids.
    """
    headings = headings_of(scheme)
    is_void = pl.col("voids") != ""
    levels = {entry.level for heading in headings for entry in heading.entries}
    levels |= {level for item in scheme.items() for _, level in item.rule.codes()}
    read = evidence.filter(is_void | pl.col("item").is_in([heading.code for heading in headings]))
    plain = read.with_columns(
        *(pl.when(is_void).then(pl.lit("")).otherwise(name).alias(name) for name in ("item", "event")),
        _pseudonyms(read, "level", keep=levels),
        _pseudonyms(read, "project", keep=()),
        *(pl.lit("").alias(name) for name in ("recorder", "note")),
    )
    return _places_as_ids(plain)


def _pseudonyms(evidence: pl.DataFrame, column: str, *, keep: Collection[str]) -> pl.Series:
    """Put numbered words in the place of those that are not to be kept; void records have none."""
    words = evidence.select(pl.when(pl.col("voids") == "").then(column).otherwise(pl.lit("")))[column]
    others = sorted(set(words.unique()) - set(keep) - {""})
    width = len(str(len(others)))
    return words.replace({word: f"{column}-{number:0{width}}" for number, word in enumerate(others, start=1)})


def _places_as_ids(evidence: pl.DataFrame) -> pl.DataFrame:
    """Let the place in the order of arrival be the id; a void of what is not there drops out."""
    place = pl.col("row").cast(pl.String)
    places = evidence.select("school", pl.col("id").alias("voids"), place.alias("voided"))
    joined = evidence.join(places, on=["school", "voids"], how="left", maintain_order="left")
    return (
        joined.filter((pl.col("voids") == "") | pl.col("voided").is_not_null())
        .with_columns(place.alias("id"), pl.col("voided").fill_null("").alias("voids"))
        .drop("voided")
        .sort("row")
    )

"""Rows of an evidence file: what the cells stand for, and what is wrong with them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from banheng.core.wording import Wording
from banheng.spreadsheets.dates import read_day
from banheng.spreadsheets.faults import Check, Fault
from banheng.spreadsheets.people import People
from banheng.spreadsheets.records import Records, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from banheng.core.findings import Finding
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.roster import Posting
    from banheng.spreadsheets.tables import Table

DATE_MISSING = Check("input.E031", Wording("没有填日期。请填写。", "the date is missing. Fill it in."))
DATE_UNREADABLE = Check(
    "input.E032",
    Wording(
        "“{found}”不是日期。请写成 2026-10-08 或 10月8日。", "'{found}' is no date. Write it as 2026-10-08."
    ),
)
DATE_OUTSIDE = Check(
    "input.E033",
    Wording(
        "日期 {found} 不在本周期（{first} 至 {last}）内。请改正日期，或把这一行移到所属周期的文件。",
        "the date {found} is not in the period ({first} to {last}). Correct it, or move the row to the file of its period.",
    ),
)
LOOKED_UP = {
    "date": {"day": pl.Date, "date_faults": pl.Int32},
    "people": {
        "school": pl.String,
        "school_class": pl.String,
        "teacher": pl.String,
        "people_faults": pl.Int32,
    },
    "record": {
        "item": pl.String,
        "event": pl.String,
        "level": pl.String,
        "quantity": pl.Int64,
        "value": pl.Int64,
        "is_idle_value": pl.Boolean,
        "is_open_level": pl.Boolean,
        "is_inspection": pl.Boolean,
        "record_faults": pl.Int32,
    },
}
"""What is looked up for the cells of a row; `..._faults` numbers a list of faults, 0 for none."""


FAULTS = ("date_faults", "people_faults", "record_faults")

WHO = ("has_voids", "school", "class", "teacher", "day")
SAID = ("item", "event", "level", "quantity", "value", "has_project", "has_recorder", "has_note", "has_voids")
"""The cells that `Said` is made of, in its order."""


class Rows:
    """Looks up what the cells of rows stand for. Each distinct combination of cells is looked up once."""

    def __init__(self, scheme: Scheme, postings: Sequence[Posting], span: Period) -> None:
        """Take what may be recorded, about whom, and on which days."""
        self._span = span
        self._lists: list[tuple[Fault, ...]] = [()]
        self._people, self._records = People(postings, span), Records(scheme)
        self._find_day, self._find_people, self._find_record = (
            cache(self._day),
            cache(self._who),
            cache(self._record),
        )

    def check(self, texts: pl.DataFrame, stem: str) -> pl.DataFrame:
        """Put in the place of the cells what they stand for.

        Returns:
            The canonical columns, `is_bad`, the marks that remarks are made of, and the numbers of fault lists.
        """
        filled = (
            (pl.col(name) != "").alias(f"has_{name}") for name in ("project", "recorder", "note", "voids")
        )
        texts = texts.with_columns(filled)
        days = look_up(texts, ("has_voids", "date"), self._find_day, LOOKED_UP["date"])
        people = look_up(texts.with_columns(days), WHO, self._find_people, LOOKED_UP["people"])
        records = look_up(texts, SAID, self._find_record, LOOKED_UP["record"])
        default_id = pl.lit(f"{stem}:") + pl.col("row").cast(pl.String)
        return texts.select(
            pl.when(pl.col("id") == "").then(default_id).otherwise("id").alias("id"),
            (pl.col("id") == "").alias("lacks_id"),
            *("project", "recorder", "note", "voids", "row"),
            *(*days, *people, *records),
        ).with_columns(pl.any_horizontal(pl.col(FAULTS) > 0).alias("is_bad"))

    def findings(self, checked: pl.DataFrame, table: Table) -> Iterator[Finding]:
        """Say what is wrong with the bad rows."""
        for row, *numbers in checked.filter("is_bad").select("row", *FAULTS).iter_rows():
            for fault in (fault for number in numbers for fault in self._lists[number]):
                yield fault.finding(table.file, row, table.header.texts)

    def _numbered(self, faults: Iterable[Fault]) -> int:
        """Keep a list of faults and give its number; 0 if it is empty."""
        if not faults:
            return 0
        self._lists.append(tuple(faults))
        return len(self._lists) - 1

    def _day(self, is_void: bool, text: str) -> tuple[object, ...]:  # noqa: FBT001 - cells of a row
        day = read_day(text, self._span)
        if day is None:
            return None, self._numbered(
                [(DATE_UNREADABLE if text else DATE_MISSING).fault("date", found=text)]
            )
        if is_void or day in self._span:
            return day, 0
        days = {"first": self._span.first.isoformat(), "last": self._span.last.isoformat()}
        return day, self._numbered([DATE_OUTSIDE.fault("date", found=day.isoformat(), **days)])

    def _who(self, is_void: bool, school: str, *cells: Any) -> tuple[object, ...]:  # noqa: FBT001 - cells of a row
        found = self._people.find_void(school) if is_void else self._people.find(school, *cells)
        return *found[:-1], self._numbered(found.faults)

    def _record(self, *cells: Any) -> tuple[object, ...]:
        record = self._records.read(Said(*cells))
        return *record[:-1], self._numbered(record.faults)


def look_up(
    texts: pl.DataFrame, keys: Sequence[str], find: Callable[..., tuple[object, ...]], schema: Any
) -> list[pl.Series]:
    """Look up each distinct combination of cells once; the columns have one value for each row."""
    distinct = texts.select(keys).unique(maintain_order=True)
    found = pl.DataFrame([find(*cells) for cells in distinct.iter_rows()], schema=schema, orient="row")
    numbered = distinct.with_row_index("place")
    places = texts.select(keys).join(numbered, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return found[places["place"]].get_columns()

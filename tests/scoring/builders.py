"""Small situations written as tables: who has which total, what else was recorded, what the scheme says."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from banheng.core.calendar import SchoolCalendar
from banheng.core.periods import parse_period
from banheng.core.points import parse_units
from banheng.schemes.scheme import Scheme
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.outcome import ScoreSheet
from banheng.scoring.roster import Posting
from banheng.scoring.run import Engine, score

MARK = {
    "code": "mark",
    "name": "得分",
    "rule": {"kind": "judged", "take": "sum", "when_missing": "zero"},
}
"""An item whose points are the sum of the values recorded."""

SECOND = {**MARK, "code": "second", "name": "第二项", "weight": 0}
"""A second figure that does not enter the total, for tie-breaks and conditions."""

WEEKDAYS = SchoolCalendar()


def scheme_with(**parts: Any) -> Scheme:
    """A month scheme whose total is the sum of the marks, with the parts given."""
    base = {
        "scheme": "table",
        "title": "表",
        "period": "month",
        "full_points": 100,
        "indicators": [{"code": "all", "name": "全部", "items": [MARK, SECOND]}],
    }
    return Scheme.model_validate({**base, **parts})


def record(who: str, item: str, value: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of evidence for the class `who`."""
    row = dict.fromkeys(EVIDENCE_SCHEMA, "")
    row |= {"school_class": who, "item": item, "day": date(2026, 10, 14), "quantity": parse_units("1")}
    row |= {"value": None if value is None else parse_units(value), "row": 0}
    return {**row, **more}


def table(*rows: dict[str, Any]) -> pl.DataFrame:
    """Evidence from rows, numbered in order."""
    numbered = [{**row, "id": row["id"] or f"r{n}", "row": n} for n, row in enumerate(rows)]
    return pl.DataFrame(numbered, schema=EVIDENCE_SCHEMA)


def marks(**totals: str) -> list[dict[str, Any]]:
    """One mark for each class."""
    return [record(who, "mark", total) for who, total in totals.items()]


def sheet(
    scheme: Scheme,
    rows: list[dict[str, Any]],
    engine: Engine,
    *,
    postings: tuple[Posting, ...] | None = None,
    period: str = "2026-10",
    calendar: SchoolCalendar = WEEKDAYS,
) -> ScoreSheet:
    """Score; without postings every class in the rows has a teacher named as the class."""
    if postings is None:
        classes = sorted({row["school_class"] for row in rows})
        postings = tuple(Posting(name, name, pupils=40, row=n) for n, name in enumerate(classes))
    return score(scheme, table(*rows), postings, parse_period(period), calendar, engine=engine)


def by_class(results: ScoreSheet, attribute: str) -> dict[str, Any]:
    """Give one attribute of every result, by class."""
    return {r.subject.posting.school_class: getattr(r, attribute) for r in results.results}

"""Score a period so that one class can be explained, without going through everybody's records row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from banheng.rules.rule import Scored, Within
from banheng.scoring.evidence import effective
from banheng.scoring.reduce import code_table
from banheng.scoring.reference import conclude_sheet, judged_of, records_of, score_items
from banheng.scoring.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.schemes.scheme import Item
    from banheng.scoring.outcome import ScoreSheet
    from banheng.scoring.roster import Posting


def score_for_class(
    columnar: ScoreSheet,
    evidence: pl.DataFrame,
    postings: Sequence[Posting],
    calendar: SchoolCalendar,
    school_class: str,
) -> ScoreSheet:
    """Give the sheet of the reference engine, in which only those who have one class have the steps of all items.

    The items of the others are taken from the sheet of the columnar engine for the same evidence, postings and
    calendar, which agrees to the last unit, except where a rule compares subjects with each other. Conclusions are
    drawn row by row for all, so that every rank, quota and shared amount is the reference engine's.
    """
    scheme, period = columnar.scheme, columnar.period
    span = period.whole_weeks(scheme.weeks)
    subjects = subjects_of(postings, span)
    comparing = [item for item in scheme.items() if compares(item)]
    by_all = {*code_table(scheme).asked_for, *(item.records_of for item in comparing)}
    needed = concerning(postings, school_class) | pl.col("item").is_in(by_all)
    records = records_of(scheme, subjects, effective(evidence, span).filter(needed))
    judged = judged_of(subjects, records)
    scored = _known_items(columnar)
    scored |= score_items(comparing, judged, span, calendar)
    own = [
        number for number, (subject, _) in enumerate(judged) if subject.posting.school_class == school_class
    ]
    rest = [item for item in scheme.items() if item not in comparing]
    for code, of_class in score_items(rest, [judged[number] for number in own], span, calendar).items():
        for number, item_score in zip(own, of_class, strict=True):
            scored[code][number] = item_score
    return conclude_sheet(scheme, subjects, records, scored, period, calendar)


def concerning(postings: Sequence[Posting], school_class: str) -> pl.Expr:
    """Choose the records that may concern a class: those about it, those about whoever has it, and all voids."""
    teachers = [posting.teacher for posting in postings if posting.school_class == school_class]
    about_teacher = pl.col("teacher").is_in(teachers)
    return (pl.col("school_class") == school_class) | about_teacher | (pl.col("voids") != "")


def _known_items(sheet: ScoreSheet) -> dict[str, list[Scored]]:
    """Give the points of each item as a rule would, one entry a judged subject, without steps."""
    judged = [result for result in sheet.results if not result.subject.is_assistant]
    return {
        item.code: [
            Scored(part.points, part.applies) for result in judged for part in [result.items[item.code]]
        ]
        for item in sheet.scheme.items()
    }


def compares(item: Item) -> bool:
    """Tell whether the rule of an item, or one inside it, looks at other subjects of a group."""
    return _names_a_group(item.rule.model_dump())


def _names_a_group(node: object) -> bool:
    if isinstance(node, dict):
        return any(_names_a_group(below) for below in node.values())
    if isinstance(node, list | tuple):
        return any(_names_a_group(below) for below in node)
    return isinstance(node, Within)

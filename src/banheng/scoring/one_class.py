"""Score a period so that one class can be explained, without going through everybody's records row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from banheng.rules.rule import Within
from banheng.scoring.concluding import Standing, decide_eligibility
from banheng.scoring.evidence import effective
from banheng.scoring.reduce import code_table
from banheng.scoring.reference import compare, judged_of, records_of, score_items, stand
from banheng.scoring.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.rules.rule import Scored
    from banheng.schemes.scheme import Item, Scheme
    from banheng.scoring.outcome import ScoreSheet, SubjectResult
    from banheng.scoring.reference import ItemRecords
    from banheng.scoring.roster import Posting
    from banheng.scoring.subjects import Subject


def score_for_class(
    columnar: ScoreSheet,
    evidence: pl.DataFrame,
    postings: Sequence[Posting],
    calendar: SchoolCalendar,
    school_class: str,
) -> ScoreSheet:
    """Give the sheet of the reference engine, in which only those who have one class have all their steps.

    What the others come to before they are compared is taken from the sheet of the columnar engine for the same
    evidence, postings and calendar, which agrees to the last unit. Comparisons are made row by row for all, so that
    every rank, quota and shared amount of the class is the reference engine's.
    """
    scheme, period = columnar.scheme, columnar.period
    span = period.whole_weeks(scheme.weeks)
    subjects = subjects_of(postings, span)
    comparing = [item for item in scheme.items() if compares(item)]
    by_all = {*code_table(scheme).asked_for, *(item.records_of for item in comparing)}
    needed = concerning(postings, school_class) | pl.col("item").is_in(by_all)
    records = records_of(scheme, subjects, effective(evidence, span).filter(needed))
    judged = judged_of(subjects, records)
    own = [
        number for number, (subject, _) in enumerate(judged) if subject.posting.school_class == school_class
    ]
    names = scheme.part_names()
    results = [result for result in columnar.results if not result.subject.is_assistant]
    standings = [
        _standing_of(scheme, result, own_records, names, calendar)
        for result, (_, own_records) in zip(results, judged, strict=True)
    ]
    for number, scored in zip(own, _items_of(scheme, comparing, judged, own, span, calendar), strict=True):
        standings[number] = stand(scheme, *judged[number], scored, names, calendar)
    known = {
        result.subject.key: result
        for result in columnar.results
        if result.subject.posting.school_class != school_class
    }
    return compare(scheme, subjects, records, standings, period, calendar, known)


def _items_of(
    scheme: Scheme,
    comparing: Sequence[Item],
    judged: Sequence[tuple[Subject, ItemRecords]],
    own: Sequence[int],
    span: Period,
    calendar: SchoolCalendar,
) -> list[dict[str, Scored]]:
    """Give what each item gives some of the judged, by their numbers; only what compares is scored for all."""
    of_all = score_items(comparing, judged, span, calendar)
    rest = [item for item in scheme.items() if item not in comparing]
    of_own = score_items(rest, [judged[number] for number in own], span, calendar)
    return [
        {code: by[number] for code, by in of_all.items()} | {code: by[place] for code, by in of_own.items()}
        for place, number in enumerate(own)
    ]


def _standing_of(
    scheme: Scheme,
    result: SubjectResult,
    records: ItemRecords,
    names: Mapping[str, str],
    calendar: SchoolCalendar,
) -> Standing:
    """Give what a subject of the columnar sheet came to, as far as others are compared with it."""
    effects = [(veto, veto.effect) for veto in scheme.vetoes if veto.code in result.vetoes]
    standing = Standing(
        result.subject,
        {**result.indicators, **result.items},
        records,
        result.total,
        "not_applicable" not in result.flags,
        names,
        ranked=all(effect.ranking != "excluded" for _, effect in effects),
        effects=effects,
    )
    decide_eligibility(scheme.eligible, standing, calendar)
    return standing


def concerning(postings: Sequence[Posting], school_class: str) -> pl.Expr:
    """Choose the records that may concern a class: those about it, those about whoever has it, and all voids."""
    teachers = [posting.teacher for posting in postings if posting.school_class == school_class]
    about_teacher = pl.col("teacher").is_in(teachers)
    return (pl.col("school_class") == school_class) | about_teacher | (pl.col("voids") != "")


def compares(item: Item) -> bool:
    """Tell whether the rule of an item, or one inside it, looks at other subjects of a group."""
    return _names_a_group(item.rule.model_dump())


def _names_a_group(node: object) -> bool:
    if isinstance(node, dict):
        return any(_names_a_group(below) for below in node.values())
    if isinstance(node, list | tuple):
        return any(_names_a_group(below) for below in node)
    return isinstance(node, Within)

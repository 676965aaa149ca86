"""The truth: scoring row by row, as plainly as it can be said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from banheng.core.points import UNITS
from banheng.core.rounding import divide, round_units
from banheng.rules.roll_up import Combine
from banheng.rules.rule import Case, Scored, Setting, Step
from banheng.scoring.amounts import Payee, PaySetting
from banheng.scoring.assisting import with_assistants
from banheng.scoring.concluding import (
    Standing,
    apply_decisions,
    apply_vetoes,
    decide_eligibility,
    flags_of,
    rank,
    set_order,
)
from banheng.scoring.evidence import as_records, effective
from banheng.scoring.outcome import PartScore, ScoreSheet, SubjectResult
from banheng.scoring.owners import Owners
from banheng.scoring.paying import pay_out
from banheng.scoring.rating import override_ratings, rate
from banheng.scoring.subjects import Subject, subjects_of
from banheng.scoring.tree import rounding_step, score_indicators, score_total

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    import polars as pl

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.evidence import EvidenceRecord
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Item, LongerPeriod, Scheme
    from banheng.scoring.roster import Posting

ItemRecords = dict[str, list["EvidenceRecord"]]


def score_reference(
    scheme: Scheme,
    evidence: pl.DataFrame,
    postings: Sequence[Posting],
    period: Period,
    calendar: SchoolCalendar,
) -> ScoreSheet:
    """Score one period of the scheme's own kind, for any number of schools with the same scheme."""
    span = period.whole_weeks(scheme.weeks)
    subjects = subjects_of(postings, span)
    records = records_of(scheme, subjects, effective(evidence, span))
    scored = score_items(scheme.items(), judged_of(subjects, records), span, calendar)
    return conclude_sheet(scheme, subjects, records, scored, period, calendar)


def judged_of(
    subjects: Sequence[Subject], records: Sequence[ItemRecords]
) -> list[tuple[Subject, ItemRecords]]:
    """Pair subjects with their records; assistants are not judged by their own."""
    return [pair for pair in zip(subjects, records, strict=True) if not pair[0].is_assistant]


def conclude_sheet(
    scheme: Scheme,
    subjects: Sequence[Subject],
    records: Sequence[ItemRecords],
    scored: Mapping[str, Sequence[Scored]],
    period: Period,
    calendar: SchoolCalendar,
) -> ScoreSheet:
    """Draw totals, vetoes, ranks, ratings and pay from what each item gives each judged subject."""
    names = scheme.part_names()
    standings = [
        stand(scheme, subject, own, {code: by[number] for code, by in scored.items()}, names, calendar)
        for number, (subject, own) in enumerate(judged_of(subjects, records))
    ]
    return compare(scheme, subjects, records, standings, period, calendar)


def stand(
    scheme: Scheme,
    subject: Subject,
    records: ItemRecords,
    scored: Mapping[str, Scored],
    names: Mapping[str, str],
    calendar: SchoolCalendar,
) -> Standing:
    """Draw from its items what a judged subject comes to before it is compared with others."""
    standing = _standing(scheme, subject, records, scored, names)
    apply_vetoes(scheme, standing, by_result=False)
    apply_decisions(scheme, standing)
    apply_vetoes(scheme, standing, by_result=True)
    decide_eligibility(scheme.eligible, standing, calendar)
    return standing


def compare(
    scheme: Scheme,
    subjects: Sequence[Subject],
    records: Sequence[ItemRecords],
    standings: Sequence[Standing],
    period: Period,
    calendar: SchoolCalendar,
    known: Mapping[str, SubjectResult] = MappingProxyType({}),
) -> ScoreSheet:
    """Draw ranks, ratings and pay from the standings of all judged subjects.

    Results that are `known`, by key of the subject, are taken as they are; the others are compared with them.
    """
    _rank_and_rate(scheme, scheme, standings)
    standings = with_assistants(subjects, records, standings)
    payees = _pay(scheme, scheme, standings, period.whole_weeks(scheme.weeks), calendar, known)
    results = (known.get(standing.subject.key) or _result(scheme, standing, payees) for standing in standings)
    return ScoreSheet(scheme, period, tuple(results))


def records_of(scheme: Scheme, subjects: Sequence[Subject], evidence: pl.DataFrame) -> list[ItemRecords]:
    """Give each subject its records by item; the line of a class gets those of all its teachers.

    A record about a class goes to whoever answered for it on the day, as the item says; a record about a
    teacher, to the teacher with the class named, or with any class.
    """
    owners = Owners(subjects)
    records: list[ItemRecords] = [defaultdict(list) for _ in subjects]
    readers = scheme.readers()
    for row, record in as_records(evidence):
        about = (row["school"], row["school_class"], row["teacher"], record.day)
        if record.item not in readers:
            for owner in owners.of(*about):
                records[owner][record.item].append(record)
        for item in readers.get(record.item, ()):
            for owner in owners.of(*about, item.answers):
                records[owner][item.code].append(record)
    return records


def score_items(
    items: Sequence[Item],
    judged: Sequence[tuple[Subject, ItemRecords]],
    span: Period,
    calendar: SchoolCalendar,
) -> dict[str, list[Scored]]:
    """Score items by the rules' own meaning: by code, one entry a judged subject."""
    scored = {}
    for item in items:
        setting = Setting(item.full_points or 0, span, calendar)
        cases = [
            Case(_counting(item, own), _days_answered(item, subject), subject.groups, subject.posting.pupils)
            for subject, own in judged
        ]
        scored[item.code] = [
            result if item.answers == "on_duty" or case.days else NOT_HELD
            for case, result in zip(cases, item.rule.score(cases, setting), strict=True)
        ]
    return scored


NOT_HELD = Scored(0, applies=False, steps=(Step("not_held"),))
"""Of a substitute, where only the homeroom teacher answers."""


def _days_answered(item: Item, subject: Subject) -> tuple[date, ...]:
    return subject.held_days if item.answers == "homeroom_teacher" else subject.days


def _counting(item: Item, records: ItemRecords) -> tuple[EvidenceRecord, ...]:
    """Keep the records that the item's rule has a place for."""
    counted = []
    for record in records.get(item.code, ()):
        code = item.counted_as(record.event, record.level)
        if code is not None:
            counted.append(replace(record, event=code[0], level=code[1]))
    return tuple(counted)


def _standing(
    scheme: Scheme,
    subject: Subject,
    records: ItemRecords,
    scored: Mapping[str, Scored],
    names: Mapping[str, str],
) -> Standing:
    items: dict[str, PartScore] = {}
    steps: dict[str, tuple[Step, ...]] = {}
    for item in scheme.items():
        result = scored[item.code]
        points, more = result.points, result.steps
        if item.full_points is not None and not item.may_exceed and points > item.full_points:
            points, more = item.full_points, (*more, Step("capped", {"cap": item.full_points}))
        items[item.code] = PartScore(points, result.applies, result.missing)
        steps[item.code] = (*more, Step("result", {"points": points})) if result.applies else more
    parts: dict[str, PartScore] = {}
    score_indicators(scheme.indicators, items, parts, steps)
    total, total_steps = score_total(scheme, subject, parts | items)
    steps["total"] = total_steps
    return Standing(subject, parts | items, records, total.points, total.applies, names, steps=steps)


def _rank_and_rate(scheme: Scheme, ends: Scheme | LongerPeriod, standings: Sequence[Standing]) -> None:
    """Rank and rate, as the scheme or its longer period says."""
    set_order(ends.ranking, standings)
    if ends.ranking is not None:
        rank(ends.ranking, standings)
    rate(ends.ratings, standings)
    for standing in standings:
        override_ratings(scheme, ends.ratings, standing)


def _pay(
    scheme: Scheme,
    ends: Scheme | LongerPeriod,
    standings: Sequence[Standing],
    span: Period,
    calendar: SchoolCalendar,
    known: Collection[str] = (),
) -> list[Payee]:
    """Pay, as the scheme or its longer period says."""
    names = {rating.code: rating.name for rating in ends.ratings}
    return pay_out(ends.allowances, PaySetting(scheme, ends.pay, span, calendar, names), standings, known)


def _result(scheme: Scheme, standing: Standing, payees: Sequence[Payee]) -> SubjectResult:
    payee = next((payee for payee in payees if payee.standing is standing), None)
    indicators = {indicator.code for indicator in scheme.all_indicators()}
    rated = not standing.subject.is_assistant
    return SubjectResult(
        subject=standing.subject,
        items={code: part for code, part in standing.parts.items() if code not in indicators},
        indicators={code: part for code, part in standing.parts.items() if code in indicators},
        total=standing.total,
        rank=standing.rank if rated else None,
        rank_of=standing.rank_of if rated else 0,
        rating=standing.rating if rated else "",
        vetoes=tuple(veto.code for veto, _ in standing.effects),
        flags=flags_of(standing),
        pay_lines=tuple(payee.lines) if payee else (),
        pay=payee.so_far if payee else 0,
        steps=standing.steps,
    )


def score_longer(
    scheme: Scheme,
    longer: LongerPeriod,
    sheets: Sequence[ScoreSheet],
    postings: Sequence[Posting],
    period: Period,
    calendar: SchoolCalendar,
) -> ScoreSheet:
    """Combine the sheets of the shorter periods into one of a longer period.

    A subject's total is the mean or sum over the periods in which it has a result; its parts are not combined.
    """
    subjects = subjects_of(postings, period)
    standings: list[Standing] = []
    pieces_of: dict[str, tuple[tuple[str, int], ...]] = {}
    for subject in (subject for subject in subjects if not subject.is_assistant):
        results = _shorter_results(subject, sheets)
        eligible = [(code, result) for code, result in results if "not_eligible" not in result.flags]
        pieces = [(code, result.total) for code, result in eligible or results]
        pieces_of[subject.key] = tuple(pieces)
        total, steps = _combine_pieces(scheme, longer, [points for _, points in pieces])
        piece_steps = tuple(Step("period", {"code": code, "points": points}) for code, points in pieces)
        standing = Standing(
            subject, {}, {}, total, applies=bool(pieces), steps={"total": (*piece_steps, *steps)}
        )
        if longer.carry_vetoes:
            _carry_vetoes(scheme, standing, [result for _, result in results])
        decide_eligibility(longer.eligible, standing, calendar)
        if longer.eligible is None and pieces and not eligible:
            standing.eligible = standing.ranked = False
            standing.add("rank", Step("never_eligible"))
        standings.append(standing)
    _rank_and_rate(scheme, longer, standings)
    standings = with_assistants(subjects, [{}] * len(subjects), standings)
    payees = _pay(scheme, longer, standings, period, calendar)
    combined = (_result(scheme, standing, payees) for standing in standings)
    return ScoreSheet(
        scheme,
        period,
        tuple(replace(result, pieces=pieces_of.get(result.subject.key, ())) for result in combined),
    )


def _shorter_results(subject: Subject, sheets: Sequence[ScoreSheet]) -> list[tuple[str, SubjectResult]]:
    """Find a subject's results in the shorter periods.

    The line of a class is, in a period with one teacher, that teacher's.
    """
    found = ((sheet.period.code, _result_in(sheet, subject)) for sheet in sheets)
    return [
        (code, result)
        for code, result in found
        if result is not None and "not_applicable" not in result.flags
    ]


def _result_in(sheet: ScoreSheet, subject: Subject) -> SubjectResult | None:
    own = [result for result in sheet.results if result.subject.key == subject.key]
    if not own and subject.is_class_line:
        own = [result for result in sheet.results if result.subject.of_same_class(subject)]
    return own[0] if len(own) == 1 else None


def _carry_vetoes(scheme: Scheme, standing: Standing, results: Sequence[SubjectResult]) -> None:
    """Let the vetoes of the shorter periods act on the longer one, but not on its points again."""
    own = {code for result in results for code in result.vetoes}
    for veto in scheme.vetoes:
        if veto.code in own:
            standing.effects.append((veto, veto.effect))
            standing.ranked = standing.ranked and veto.effect.ranking != "excluded"
            what = "limited" if veto.effect.only_limits else "veto"
            standing.add("total", Step(what, {"name": veto.name}))


def _combine_pieces(
    scheme: Scheme, longer: LongerPeriod, points: Sequence[int]
) -> tuple[int, tuple[Step, ...]]:
    if not points:
        return 0, ()
    combined = sum(points) if longer.take is Combine.SUM else divide(sum(points), len(points))
    figures = {"number": len(points) * UNITS, "total": sum(points), "points": combined}
    steps = (Step(f"{longer.take.value}_of_periods", figures),)
    total = round_units(combined, scheme.rounding.places, scheme.rounding.mode)
    return total, steps if total == combined else (*steps, rounding_step(scheme.rounding, total))

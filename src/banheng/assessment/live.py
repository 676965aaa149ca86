"""Results as the ledger stands now."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from banheng.assessment.evidence import ledger_table
from banheng.assessment.settled import settled_pieces, settled_sheet
from banheng.schemes.loading import parse_scheme
from banheng.schools.calendars import school_calendar
from banheng.schools.rosters import roster
from banheng.scoring.columnar import score_columnar
from banheng.scoring.explanation import explain
from banheng.scoring.one_class import concerning, score_for_class
from banheng.scoring.run import Engine, score

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import polars as pl

    from banheng.assessment.models import FrozenSheet
    from banheng.assessment.periods import ScoredPeriod
    from banheng.core.calendar import SchoolCalendar
    from banheng.schemes.loading import SchemeFile
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.explanation import Explanation
    from banheng.scoring.outcome import ScoreSheet, SubjectResult
    from banheng.scoring.roster import Posting
    from banheng.scoring.subjects import Subject

T = TypeVar("T")
RESULTS_KEPT = 300
"""Of each kind, in a process."""

MARGIN = timedelta(days=7)
"""Whole weeks may reach beyond the edges of a period by as much."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the result of a period depends on beside the scheme.

    Attributes:
        sequence, hash: the record up to which the ledger was read.
        settled: the published results that a longer period adds up as they stand.
    """

    evidence: pl.DataFrame
    postings: tuple[Posting, ...]
    calendar: SchoolCalendar
    sequence: int
    hash: str
    settled: tuple[FrozenSheet, ...] = ()


def inputs_of(scored: ScoredPeriod) -> Inputs:
    """Gather what a period is scored from, as it is now."""
    school, period = scored.version.school, scored.period
    table = ledger_table(school)
    evidence = table.between(period.first - MARGIN, period.last + MARGIN)
    postings = roster(school, period.first, period.last)
    settled = settled_pieces(scored)
    return Inputs(evidence, postings, school_calendar(school), table.sequence, table.hash, settled)


def live_sheet(scored: ScoredPeriod, inputs: Inputs | None = None) -> ScoreSheet:
    """Score a period by the ledger as it is now; the same inputs are scored once in a process.

    Raises:
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    given = inputs or inputs_of(scored)
    return _once(
        ("sheet", *_key(scored, given)), lambda: _score(scored.scheme, scored, given, Engine.COLUMNAR)
    )


def sheet_under(scheme: Scheme, scored: ScoredPeriod) -> ScoreSheet:
    """Score a period by another scheme than its own, by the ledger as it is now.

    Raises:
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    return _score(scheme, scored, inputs_of(scored), Engine.COLUMNAR)


def live_part_sheet(scored: ScoredPeriod, inputs: Inputs) -> ScoreSheet:
    """Apply a scheme's items to the records of a shorter period than its own.

    The points of single items can be compared between classes; the totals are no result of the scheme.
    """
    scheme, calendar = scored.scheme, inputs.calendar
    return _once(
        ("part", *_key(scored, inputs)),
        lambda: score_columnar(scheme, inputs.evidence, inputs.postings, scored.period, calendar),
    )


def remembered(what: str, scored: ScoredPeriod, inputs: Inputs, compute: Callable[[], T]) -> T:
    """Compute something that is a function of a period's inputs once in a process; `what` names it."""
    found: T = _once((what, *_key(scored, inputs)), compute)
    return found


def results_by_class(sheet: ScoreSheet) -> dict[str, SubjectResult]:
    """Give the result of each class by its code: the class's own line if several had it."""
    judged = [result for result in sheet.results if not result.subject.is_assistant]
    found = {result.subject.posting.school_class: result for result in judged}
    return found | {
        result.subject.posting.school_class: result for result in judged if result.subject.is_class_line
    }


@dataclass(frozen=True, slots=True)
class Explained:
    """The explanation of one subject of a class, and all the class has in the period, in order of time."""

    explanation: Explanation
    subjects: tuple[Subject, ...]


def explain_live(scored: ScoredPeriod, school_class: str, teacher: str | None = None) -> Explained | None:
    """Explain the result of a teacher with a class: the last one in the period unless another is named.

    An empty name stands for the class's own line. None if there is no such subject.

    Raises:
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    inputs = inputs_of(scored)
    key = ("explanation", school_class, teacher, *_key(scored, inputs))
    return _once(key, lambda: _explain(scored, inputs, school_class, teacher))


def _score(scheme: Scheme, scored: ScoredPeriod, inputs: Inputs, engine: Engine) -> ScoreSheet:
    return score(
        scheme,
        inputs.evidence,
        inputs.postings,
        scored.period,
        inputs.calendar,
        engine,
        {edition.sheet.period: settled_sheet(edition) for edition in inputs.settled},
    )


def _explain(
    scored: ScoredPeriod, inputs: Inputs, school_class: str, teacher: str | None
) -> Explained | None:
    sheet = _sheet_with_steps(scored, inputs, school_class)
    own = [result.subject for result in sheet.results if result.subject.posting.school_class == school_class]
    subjects = sorted(
        (subject for subject in own if not subject.is_assistant),
        key=lambda subject: (subject.is_class_line, subject.days),
    )
    chosen = [subject for subject in subjects if _answers_to(subject, teacher)]
    if not chosen:
        return None
    evidence = inputs.evidence.filter(concerning(inputs.postings, school_class))
    explanation = explain(sheet, _file(scored.version.text), evidence, chosen[-1].key)
    return Explained(explanation, tuple(subjects))


def _sheet_with_steps(scored: ScoredPeriod, inputs: Inputs, school_class: str) -> ScoreSheet:
    sheet = live_sheet(scored, inputs)
    if scored.period.kind is not scored.scheme.period:
        return sheet  # a longer period needs no more than the totals of the shorter ones
    return score_for_class(sheet, inputs.evidence, inputs.postings, inputs.calendar, school_class)


def _answers_to(subject: Subject, teacher: str | None) -> bool:
    if teacher is None:
        return not subject.is_class_line
    return teacher == ("" if subject.is_class_line else subject.posting.teacher)


@lru_cache(maxsize=64)
def _file(text: str) -> SchemeFile:
    return parse_scheme(text)


def _key(scored: ScoredPeriod, inputs: Inputs) -> tuple[Hashable, ...]:
    """Name everything that a result is a function of; the hash of the last record stands for all before it."""
    settled = tuple(edition.digest for edition in inputs.settled)
    return scored.version.digest, scored.period, inputs.hash, inputs.postings, inputs.calendar, settled


_KEPT: defaultdict[str, OrderedDict[Hashable, Any]] = defaultdict(OrderedDict)
"""By kind, so that the explanations of a thousand classes do not push out the sheets they are made from."""

_TURNS: dict[Hashable, Lock] = {}
_LOCK = Lock()


def _once(key: tuple[Hashable, ...], compute: Callable[[], Any]) -> Any:
    """Compute what is not kept; who asks for the same meanwhile waits for it. The key begins with the kind."""
    kept = _KEPT[str(key[0])]
    with _LOCK:
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
        turn = _TURNS.setdefault(key, Lock())
    with turn:
        with _LOCK:
            if key in kept:
                return kept[key]
        try:
            result = compute()
            with _LOCK:
                kept[key] = result
                if len(kept) > RESULTS_KEPT:
                    kept.popitem(last=False)
        finally:
            _TURNS.pop(key, None)
    return result

"""What should be looked at before a period is computed: gaps in the evidence, and inspection that was not equal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.assessment.live import inputs_of, live_sheet, results_by_class
from banheng.assessment.visits import inspected_items, visits
from banheng.rules.rule import WhenMissing
from banheng.schools.classes import classes_on
from banheng.scoring.evidence import effective

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.assessment.periods import ScoredPeriod
    from banheng.assessment.visits import ItemVisits
    from banheng.schemes.scheme import Item
    from banheng.schools.models import ClassYear

FILLED_IN = {"register", "survey", "metric", "judged"}
"""Sources that have something to say of every class in every period; where none is a full score, none is usual."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Classes without any record for an item that is filled in rather than inspected."""

    item: Item
    classes: Sequence[ClassYear]
    is_everybody: bool


@dataclass(frozen=True, slots=True)
class Unequal:
    """An inspected item, and the classes that were looked at on fewer days than others.

    Attributes:
        classes: each with its number of days.
    """

    visits: ItemVisits
    classes: Sequence[tuple[ClassYear, int]]


@dataclass(frozen=True, slots=True)
class Check:
    """What the desk finds in a period.

    Attributes:
        gaps: registers, surveys and marks that are not filled in.
        unequal: items whose inspection was not equal.
        never_inspected: items that nobody looked at in any class.
        without_teacher: classes nobody answers for, which get no result.
        nobodys: how many records count for nobody: the class had no homeroom teacher on the day.
    """

    gaps: Sequence[Gap]
    unequal: Sequence[Unequal]
    never_inspected: Sequence[Item]
    without_teacher: Sequence[ClassYear]
    nobodys: int

    def __bool__(self) -> bool:
        return bool(self.gaps or self.unequal or self.never_inspected or self.without_teacher or self.nobodys)


def check(scored: ScoredPeriod, day: date) -> Check:
    """Look through the evidence of a period of the scheme's own kind."""
    scheme, inputs = scored.scheme, inputs_of(scored)
    span = scored.period.whole_weeks(scheme.weeks)
    classes = list(classes_on(scored.version.school, min(span.last, day)))
    by_code = {class_year.school_class.code: class_year for class_year in classes}
    results = results_by_class(live_sheet(scored, inputs))
    records = effective(inputs.evidence, span)
    class_of = {
        result.subject.posting.teacher: code
        for code, result in results.items()
        if not result.subject.is_class_line
    }
    has: dict[str, set[str]] = {}
    for item, school_class, teacher in records.select("item", "school_class", "teacher").unique().iter_rows():
        has.setdefault(item, set()).add(school_class or class_of.get(teacher, ""))
    seen = visits(scheme, inputs.evidence, span, list(by_code))
    inspected = {item.code for item in inspected_items(scheme)}
    return Check(
        gaps=[
            gap
            for indicator in scheme.indicators
            if not indicator.outside_total
            for item in indicator.all_items()
            if item.code not in inspected and (gap := _gap(item, classes, has.get(item.code, set())))
        ],
        unequal=[_unequal(each, by_code) for each in seen if 0 < each.most != each.least],
        never_inspected=[each.item for each in seen if not each.most],
        without_teacher=[class_year for code, class_year in by_code.items() if code not in results],
        nobodys=sum(
            1 for code in records.filter(records["teacher"] == "")["school_class"] if code not in results
        ),
    )


def _gap(item: Item, classes: Sequence[ClassYear], having: set[str]) -> Gap | None:
    """Tell who has no record of what is to be filled in for every class."""
    lacking = [class_year for class_year in classes if class_year.school_class.code not in having]
    if not lacking or item.source not in FILLED_IN or item.rule.when_missing is WhenMissing.START:
        return None
    return Gap(item, lacking, len(lacking) == len(classes))


def _unequal(each: ItemVisits, by_code: dict[str, ClassYear]) -> Unequal:
    return Unequal(each, [(by_code[code], each.days[code]) for code in each.behind])

"""Score records by both meanings of a rule, and say how in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from banheng.core.calendar import SchoolCalendar
from banheng.core.evidence import EvidenceRecord
from banheng.core.periods import Period, parse_period
from banheng.core.points import format_units, parse_units
from banheng.core.wording import Language
from banheng.rules.kinds import AnyRule
from banheng.rules.rule import Case, Cells, Listed, Rule, Setting, Step, Within

OCTOBER = parse_period("2026-10")
"""Begins on a Thursday: five weeks touch it."""

WEEKDAYS = SchoolCalendar()

_RULES: TypeAdapter[Any] = TypeAdapter(AnyRule)


def rule_of(**parts: Any) -> Rule:
    """Read a rule as a scheme file would say it; no record means zero unless stated."""
    rule: Rule = _RULES.validate_python({"when_missing": "zero", **parts})
    return rule


def seen(
    event: str = "", quantity: str = "1", *, day: int = 14, value: str | None = None, **more: str
) -> EvidenceRecord:
    """Something recorded on a day of October 2026."""
    return EvidenceRecord(
        id=more.pop("id", ""),
        item="item",
        day=date(2026, 10, day),
        event=event,
        quantity=parse_units(quantity),
        value=None if value is None else parse_units(value),
        **more,
    )


@dataclass(frozen=True)
class Told:
    """What both meanings gave: the points as text, `na` if the rule does not apply, and the sentences."""

    points: str
    zh: str
    en: str


def tell(rule: Rule, *records: EvidenceRecord, **setting: Any) -> Told:
    """Score one subject."""
    return tell_all(rule, [records], **setting)[0]


def tell_all(
    rule: Rule,
    subjects: Sequence[Sequence[EvidenceRecord]],
    *,
    full: str = "10",
    period: Period = OCTOBER,
    calendar: SchoolCalendar = WEEKDAYS,
    days: Sequence[Sequence[date]] | None = None,
    grades: Sequence[str] | None = None,
    pupils: int = 40,
) -> list[Told]:
    """Score several subjects together, by the reference and by the columnar meaning."""
    setting = Setting(parse_units(full), period, calendar)
    cases = [
        Case(
            tuple(sorted(records, key=lambda record: record.day)),
            tuple(period.days() if days is None else days[number]),
            {Within.SCHOOL: "school", Within.GRADE: grades[number] if grades else "grade"},
            pupils,
        )
        for number, records in enumerate(subjects)
    ]
    scored = rule.score(cases, setting)
    points, applies = rule.score_cells(cells_of(rule, cases, period), setting)
    assert [(one.points, one.applies) for one in scored] == list(
        zip(points.tolist(), applies.tolist(), strict=True)
    )
    return [
        Told(
            format_units(one.points) if one.applies else "na",
            "；".join(sentences(rule, one.steps, Language.ZH_HANS)),
            "; ".join(sentences(rule, one.steps, Language.EN)),
        )
        for one in scored
    ]


def sentences(rule: Rule, steps: Sequence[Step], language: Language) -> list[str]:
    """Word steps; those inside another stand in square brackets behind it."""
    told = []
    for step in steps:
        inner = "；".join(sentences(rule.inner, step.inner, language)) if rule.inner else ""
        told.append(rule.say(step, language) + (f"[{inner}]" if inner else ""))
    return told


def cells_of(rule: Rule, cases: Sequence[Case], period: Period) -> Cells:
    """Reduce the records of the cases, as the columnar engine does."""
    codes = rule.codes()
    shape = (len(cases), len(codes))
    records, quantity, value = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    projects: dict[str, int] = {"": 0}
    listed = []
    for row, case in enumerate(cases):
        for record in case.records:
            code = codes.index((record.event, record.level))
            records[row, code] += 1
            quantity[row, code] += record.quantity
            value[row, code] += (record.value or 0) * (record.quantity // 10_000)
            project = projects.setdefault(record.project, len(projects))
            day = record.day.toordinal()
            listed.append((row, code, day, record.quantity, record.value or 0, project))
    columns = np.array(listed, dtype=np.int64).reshape(-1, 6).T
    return Cells(
        records=records,
        quantity=quantity,
        value=value,
        listed=Listed(*columns),
        in_post=np.array([[day in case.days for day in period.days()] for case in cases]),
        groups={within: _numbers([case.groups[within] for case in cases]) for within in cases[0].groups},
        pupils=np.array([case.pupils for case in cases], dtype=np.int64),
    )


def _numbers(names: list[str]) -> np.ndarray:
    return np.array([sorted(set(names)).index(name) for name in names], dtype=np.int64)

"""Put together why a result is what it is, from the steps that the reference engine left and the evidence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from banheng.core.points import format_units
from banheng.core.wording import Language
from banheng.rules.rule import Step
from banheng.rules.words import COMMON_WORDINGS, formatted
from banheng.scoring.concluding import CONCLUDING_WORDINGS
from banheng.scoring.evidence import effective, voided
from banheng.scoring.explanation.explanation import Explanation
from banheng.scoring.explanation.naming import Names
from banheng.scoring.explanation.parts import (
    Besides,
    Part,
    PayExplained,
    Piece,
    Records,
    Said,
    Text,
    VoidedLine,
)
from banheng.scoring.pay_wordings import AMOUNT_WORDINGS, LINE_WORDINGS
from banheng.scoring.rating import RATING_WORDINGS
from banheng.scoring.reference import records_of
from banheng.scoring.tree import TREE_WORDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from banheng.rules.rule import Rule
    from banheng.schemes.loading import SchemeFile
    from banheng.schemes.scheme import Indicator, Item
    from banheng.scoring.outcome import ScoreSheet, SubjectResult
    from banheng.scoring.subjects import Subject

WORDINGS = {
    **COMMON_WORDINGS,
    **TREE_WORDINGS,
    **CONCLUDING_WORDINGS,
    **RATING_WORDINGS,
    **AMOUNT_WORDINGS,
    **LINE_WORDINGS,
}
"""How steps are worded that belong to no rule."""


def explain(sheet: ScoreSheet, scheme_file: SchemeFile, evidence: pl.DataFrame, key: str) -> Explanation:
    """Explain one subject's result.

    Args:
        sheet: from the reference engine; the columnar engine leaves no steps.
        scheme_file: of the scheme that the sheet was scored with.
        evidence: all evidence that the sheet was scored with, voids included.
        key: the subject's key, school/class/teacher.

    Raises:
        KeyError: the sheet has no such subject.
        ValueError: the sheet was not scored by the reference engine.
    """
    scheme, result = sheet.scheme, sheet.result(key)
    if not result.steps:
        raise ValueError("only a sheet of the reference engine can be explained; score with Engine.REFERENCE")
    names, ends = Names(scheme), sheet.ends
    # the parts and records of a longer period are explained with the shorter ones, those of an assistant with
    # whom the assistant has the total of
    records = _records(sheet, evidence, key) if ends is scheme else {}
    parts = scheme.indicators if ends is scheme and not result.subject.is_assistant else ()
    items = {item.code for item in scheme.items()}
    return Explanation(
        scheme=scheme,
        ends=ends,
        fingerprint=scheme_file.fingerprint,
        period=sheet.period,
        result=result,
        total_steps=_said(result.steps.get("total", ())),
        parts=tuple(_indicator(indicator, result, records) for indicator in parts),
        rank_steps=_said(result.steps.get("rank", ())),
        rating=next((rating.name for rating in ends.ratings if rating.code == result.rating), ""),
        rating_steps=_said(result.steps.get("rating", ())),
        pay_lines=tuple(
            PayExplained(line.code, line.fen, step)
            for line, step in zip(result.pay_lines, _said(result.steps.get("pay", ())), strict=False)
        ),
        pieces=tuple(Piece(code, total) for code, total in result.pieces),
        besides=tuple(
            Besides(code, *names.heading(code), own) for code, own in records.items() if code not in items
        ),
    )


def _records(sheet: ScoreSheet, evidence: pl.DataFrame, key: str) -> dict[str, Records]:
    """Give the subject's records by item, what counts and what was voided."""
    names = Names(sheet.scheme)
    subjects = _near([result.subject for result in sheet.results], sheet.result(key).subject)
    number = [subject.key for subject in subjects].index(key)
    span = sheet.period.whole_weeks(sheet.scheme.weeks)
    found: dict[str, Records] = defaultdict(Records)
    for code, records in records_of(sheet.scheme, subjects, effective(evidence, span))[number].items():
        found[code] = Records(tuple(names.line(record) for record in records))
    dropped = voided(evidence, span).unique(["school", "id"], keep="first", maintain_order=True)
    voids = {(row["school"], row["id"]): row for row in dropped.iter_rows(named=True)}
    school = subjects[number].posting.school
    for code, records in records_of(sheet.scheme, subjects, dropped.sort("day", "row"))[number].items():
        lines = []
        for record in records:
            void = voids[school, record.id]
            lines.append(
                VoidedLine(names.line(record), void["void_day"], void["void_recorder"], void["void_note"])
            )
        found[code] = Records(found[code].effective, tuple(lines))
    return found


def _near(subjects: Sequence[Subject], subject: Subject) -> list[Subject]:
    """Keep those of the class, and the other classes of its teachers: nobody else can have a record of the subject."""
    teachers = {each.posting.teacher for each in subjects if each.of_same_class(subject)}
    return [each for each in subjects if each.of_same_class(subject) or each.posting.teacher in teachers]


def _indicator(indicator: Indicator, result: SubjectResult, records: Mapping[str, Records]) -> Part:
    score = result.indicators[indicator.code]
    return Part(
        kind="indicator",
        code=indicator.code,
        name=indicator.name,
        points=score.points,
        full_points=indicator.full_points,
        applies=score.applies,
        missing=False,
        outside=indicator.outside_total,
        clauses=indicator.clause,
        steps=_said(result.steps[indicator.code]),
        parts=(
            *(_indicator(part, result, records) for part in indicator.indicators),
            *(_item(item, result, records) for item in indicator.items),
        ),
    )


def _item(item: Item, result: SubjectResult, records: Mapping[str, Records]) -> Part:
    score = result.items[item.code]
    return Part(
        kind="item",
        code=item.code,
        name=item.name,
        points=score.points,
        full_points=item.full_points,
        applies=score.applies,
        missing=score.missing,
        outside=False,
        clauses=tuple(dict.fromkeys((*item.clause, *item.rule.clause))),
        steps=_said(result.steps[item.code], item.rule),
        records=records.get(item.code, Records()),
    )


def _said(steps: Sequence[Step], rule: Rule | None = None) -> tuple[Said, ...]:
    """Word steps, by the rule they belong to if there is one."""
    return tuple(
        Said(
            what=step.what,
            figures={name: _figure(figure) for name, figure in step.figures.items()},
            text=Text(*(_say(step, rule, language) for language in (Language.ZH_HANS, Language.EN))),
            records=step.records,
            inner=_said(step.inner, rule.inner if rule else None),
        )
        for step in steps
    )


def _say(step: Step, rule: Rule | None, language: Language) -> str:
    if rule is not None:
        return rule.say(step, language)
    return WORDINGS[step.what].say(language, **formatted(step.figures, language))


def _figure(figure: int | str) -> str:
    return format_units(figure) if isinstance(figure, int) else figure

"""What holds for every explanation, whatever the scheme and the evidence."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from banheng.core.points import parse_units
from banheng.core.wording import Language
from banheng.schemes.loading import SchemeFile, fingerprint
from banheng.scoring.evidence import effective
from banheng.scoring.explanation import explain
from banheng.scoring.reference import score_reference
from tests.scoring.json_schema import faults_of
from tests.scoring.strategies import Situation, situations

laws = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

ASCII_BESIDE_CHINESE = re.compile(r"[\u4e00-\u9fff][,.;:!?()\"'\[\]/]|[,.;:!?()\"'\[\]/][\u4e00-\u9fff]")
CODE = re.compile(r"[a-z]+_[a-z_]+|[a-z]{4,}")


def explanations(situation: Situation):
    """Explain every subject."""
    arguments = (situation.scheme, situation.evidence, situation.postings)
    sheet = score_reference(*arguments, situation.period, situation.calendar)
    scheme_file = SchemeFile("random.yaml", situation.scheme, {}, {}, fingerprint(situation.scheme))
    return [explain(sheet, scheme_file, situation.evidence, result.subject.key) for result in sheet.results]


def all_parts(parts):
    for part in parts:
        yield part
        yield from all_parts(part.parts)


def all_steps(steps):
    for step in steps:
        yield step
        yield from all_steps(step.inner)


def steps_of(explanation):
    chapters = [part.steps for part in all_parts(explanation.parts)]
    chapters += [explanation.total_steps, explanation.rank_steps, explanation.rating_steps]
    chapters += [tuple(line.step for line in explanation.pay_lines)]
    return [step for chapter in chapters for step in all_steps(chapter)]


def figure(step, name: str) -> Decimal:
    return Decimal(step.figures[name])


BASE = {"part": "points", "part_weighted": "amount"}
BESIDE = {"own_start": "points", "part_outside": "points", "part_outside_weighted": "amount"}
MORE = {"limit_added": "amount", "decided_added": "change"}
LESS = {"limit_off": "amount", "decided_taken": "change"}
BECOMES = {
    "capped": "cap", "floored": "floor", "rounded": "amount", "rounded_whole": "amount",
    "coefficient_class_type": "amount", "converted": "amount", "veto_percent": "amount",
    "decided_total": "amount",
}  # fmt: skip
BECOMES_ZERO = {"veto_zero", "nothing_applies", "never_in_post"}
STARTS_FROM = {"coefficient_class_type", "converted"}
SAYS_NO_FIGURE = {
    "part_not_applicable", "honours_barred", "veto", "veto_times", "veto_when",
    "veto_not_yet", "veto_waived", "limited", "limited_times", "limited_when",
}  # fmt: skip


def replay(steps) -> Decimal:
    """Work the points of an indicator or the total out again from the figures that are told."""
    base = sum_of(steps, BASE)
    rescaled = [step for step in steps if step.what == "rescaled"]
    assert all(figure(step, "points") == base for step in rescaled)
    points = sum_of(steps, BESIDE) + (figure(rescaled[0], "amount") if rescaled else base)
    assert all(figure(step, "points") == points for step in steps if step.what == "together")
    for step in steps:
        if step.what in STARTS_FROM:
            assert figure(step, "points") == points
        points += sum_of([step], MORE) - sum_of([step], LESS)
        if step.what in BECOMES:
            points = figure(step, BECOMES[step.what])
        if step.what in BECOMES_ZERO:
            points = Decimal(0)
    known = {*BASE, *BESIDE, *MORE, *LESS, *BECOMES, *SAYS_NO_FIGURE, "rescaled", "together", *BECOMES_ZERO}
    assert {step.what for step in steps} <= known
    return points


def sum_of(steps, figures) -> Decimal:
    return sum((figure(step, figures[step.what]) for step in steps if step.what in figures), Decimal(0))


@laws
@given(situations())
def test_the_total_is_what_its_explained_parts_add_up_to(situation) -> None:
    for explanation in explanations(situation):
        if explanation.result.subject.is_assistant:
            continue  # has the total of somebody else
        assert parse_units(replay(explanation.total_steps)) == explanation.result.total


@laws
@given(situations())
def test_an_indicator_is_what_its_explained_parts_add_up_to(situation) -> None:
    for explanation in explanations(situation):
        for part in all_parts(explanation.parts):
            if part.kind == "indicator":
                told = [step for step in part.steps if step.what.startswith("part")]
                shown = [step.figures.get("points") for step in told]
                assert parse_units(replay(part.steps)) == part.points
                assert [None if points is None else parse_units(points) for points in shown] == [
                    below.points if below.applies else None for below in part.parts
                ]


@laws
@given(situations())
def test_the_pay_is_the_sum_of_its_explained_lines(situation) -> None:
    for explanation in explanations(situation):
        lines = explanation.pay_lines
        told = [Decimal(line.step.figures["yuan"]) for line in lines]

        assert sum(told) * 100 == sum(line.fen for line in lines) == explanation.result.pay


@laws
@given(situations())
def test_every_effective_record_is_shown_once_to_whom_it_concerns(situation) -> None:
    told = explanations(situation)
    span = situation.period.whole_weeks(situation.scheme.weeks)
    records = effective(situation.evidence, span).to_dicts()
    items = {item.code: item for item in situation.scheme.items()}
    reading = {code for code, item in items.items() if item.evidence}

    for explanation in told:
        subject = explanation.result.subject
        own = [
            record["id"]
            for record in records
            if record["school_class"] in ("", subject.posting.school_class)
            and (record["teacher"] or (record["day"] in _days(items.get(record["item"]), subject)))
            and (not record["teacher"] or _is_about(record["teacher"], subject, told))
            and not (subject.is_assistant and record["item"] in items)
        ]
        headings = [(code, found) for code, found in _headings(explanation) if code not in reading]
        shown = [line.id for _, found in headings for line in found.effective]
        assert Counter(shown) == Counter(own)
        assert {
            line.item for code, found in headings for line in found.effective if line.item != code
        } == set()
        shown += [line.id for _, found in _headings(explanation) for line in found.effective]
        assert {id_ for step in steps_of(explanation) for id_ in step.records} <= set(shown)


def _days(item, subject):
    if subject.is_assistant:
        return ()
    return subject.held_days if item is not None and item.answers == "homeroom_teacher" else subject.days


def _is_about(teacher, subject, told) -> bool:
    """A class has its own line besides its teachers'; it answers for all of them, but not for assistants.

    Whoever has a class and assists in one has the records as the one who has the class.
    """
    others = [other.result.subject for other in told]
    if subject.is_assistant and teacher in {
        other.posting.teacher for other in others if not other.is_assistant
    }:
        return False
    if not subject.is_class_line:
        return teacher == subject.posting.teacher
    return any(
        other.posting.teacher == teacher
        and other.posting.school_class == subject.posting.school_class
        and not other.is_assistant
        and not other.is_class_line
        for other in others
    )


def _headings(explanation):
    for part in all_parts(explanation.parts):
        if part.kind == "item":
            yield part.code, part.records
    for besides in explanation.besides:
        yield besides.code, besides.records


@laws
@given(situations())
def test_chinese_sentences_hold_neither_codes_nor_western_punctuation(situation) -> None:
    for explanation in explanations(situation):
        for step in steps_of(explanation):
            assert not ASCII_BESIDE_CHINESE.search(step.text.zh), step.text.zh
            assert not CODE.search(step.text.zh), step.text.zh
            assert "{" not in step.text.zh + step.text.en


@laws
@given(situations())
def test_an_explanation_can_be_told_in_both_languages(situation) -> None:
    for explanation in explanations(situation):
        for language in Language:
            text = explanation.as_text(language)
            assert explanation.result.subject.name in text
            assert all(part.name in text for part in all_parts(explanation.parts))


@laws
@given(situations())
def test_the_json_has_the_documented_form(situation) -> None:
    for explanation in explanations(situation):
        assert faults_of(json.loads(json.dumps(explanation.as_json()))) == []
        for part in all_parts(explanation.parts):
            assert faults_of(explanation.as_json(item=part.code)) == []

"""Ask each option of a choice of several as a question of its own, so that it is shown under the laws of yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banheng.questionnaires.instrument import Instrument, Question, QuestionKind
from banheng.questionnaires.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def spread(instrument: Instrument, sheets: Sequence[Sheet]) -> tuple[Instrument, list[Sheet]]:
    """Give the instrument and the sheets with yes-or-no questions instead of choices."""
    questions = tuple(one for question in instrument.questions for one in spread_question(question))
    if questions == instrument.questions:
        return instrument, list(sheets)
    choices = [question for question in instrument.questions if question.kind is QuestionKind.CHOICES]
    return (
        instrument.model_copy(update={"questions": questions}),
        [Sheet(sheet.receiver, sheet.group, _spread_answers(choices, sheet.answers)) for sheet in sheets],
    )


def spread_question(question: Question) -> tuple[Question, ...]:
    """Give the questions that stand for one."""
    if question.kind is not QuestionKind.CHOICES:
        return (question,)
    return tuple(
        Question(
            code=option_code(question.code, option.code),
            text=option.name,
            text_en=option.name_en,
            kind=QuestionKind.YES_NO,
            greatest=1,
            groups=question.groups,
        )
        for option in question.options
    )


def option_code(question: str, option: str) -> str:
    """Name the question that an option becomes."""
    return f"{question}/{option}"


def _spread_answers(choices: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(answers)
    for question in choices:
        if (chosen := found.pop(question.code, None)) is not None:
            found |= {
                option_code(question.code, option.code): option.code in chosen for option in question.options
            }
    return found

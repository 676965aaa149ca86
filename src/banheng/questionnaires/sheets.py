"""The sheet: what somebody answered about one receiver, checked question by question."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.core.errors import BanhengError
from banheng.core.points import UNITS
from banheng.core.wording import Language, Wording
from banheng.questionnaires.instrument import Group, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.questionnaires.instrument import Instrument, Question

LONGEST_TEXT = 500

NOT_ANSWERED = Wording("这道题还没有回答", "this question is not answered yet")
NOT_A_SCORE = Wording("请填 0 到 {greatest} 的整数", "give a whole number from 0 to {greatest}")
NOT_AN_OPTION = Wording("请从给出的选项里选一个", "choose one of the options")
NOT_OPTIONS = Wording("请从给出的选项里选", "choose among the options")
NOT_AN_ORDER = Wording("请把全部 {number} 个选项排出先后", "put all {number} options in an order")
TOO_LONG = Wording("最多写 {most} 个字，现在有 {number} 个", "at most {most} letters, there are {number}")

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The checked answers of one person about one receiver; it does not know whose they are.

    Attributes:
        receiver: whom or which class they are about.
        answers: by the code of the question: an int for a score, the code of an option for levels, a bool for yes
            or no, a list of codes for a ranking and for choices, a str for a text. What was not answered is missing;
            of choices, none at all is an answer.
    """

    receiver: str
    group: Group
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one answer."""

    wording: Wording
    figures: Mapping[str, object]

    def say(self, language: Language) -> str:
        """Word it for whoever answers."""
        return self.wording.say(language, **self.figures)


class SheetRefused(BanhengError, ValueError):
    """Answers that cannot be taken.

    Attributes:
        faults: by the code of the question.
    """

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__("; ".join(f"{code}: {fault.say(Language.EN)}" for code, fault in faults.items()))
        self.faults = dict(faults)


class _Wrong(Exception):
    def __init__(self, wording: Wording, **figures: object) -> None:
        super().__init__(wording.en)
        self.fault = Fault(wording, figures)


def checked(instrument: Instrument, group: Group, said: Mapping[str, str | Sequence[str]]) -> dict[str, Any]:
    """Turn what a page sent into the answers of a sheet; what the group is not asked is left out.

    Args:
        said: by the code of the question, a text or a list of texts, of which all but a ranking and choices take the last.

    Raises:
        SheetRefused: an answer is missing or cannot be taken; carries every fault.
    """
    answers: dict[str, Any] = {}
    faults: dict[str, Fault] = {}
    for question in instrument.asked(group):
        sent = said.get(question.code, ())
        texts = [text.strip() for text in ([sent] if isinstance(sent, str) else sent)]
        texts = [text for text in texts if text]
        if not texts and question.kind is not QuestionKind.CHOICES:
            if question.required:
                faults[question.code] = Fault(NOT_ANSWERED, {})
            continue
        try:
            answers[question.code] = _answer(question, texts)
        except _Wrong as wrong:
            faults[question.code] = wrong.fault
    if faults:
        raise SheetRefused(faults)
    return answers


def _answer(question: Question, texts: list[str]) -> Any:
    options = [option.code for option in question.options]
    match question.kind:
        case QuestionKind.SCORE:
            return _score(texts[-1], int(question.greatest or 0) // UNITS)
        case QuestionKind.LEVELS:
            return _one_of(texts[-1], options)
        case QuestionKind.YES_NO:
            return _one_of(texts[-1], [YES, NO]) == YES
        case QuestionKind.RANKING:
            if sorted(texts) != sorted(options):
                raise _Wrong(NOT_AN_ORDER, number=len(options))
            return texts
        case QuestionKind.CHOICES:
            if not set(texts) <= set(options):
                raise _Wrong(NOT_OPTIONS)
            return [option for option in options if option in texts]
        case QuestionKind.TEXT:
            return _words(texts[-1])


def _one_of(text: str, options: list[str]) -> str:
    if text not in options:
        raise _Wrong(NOT_AN_OPTION)
    return text


def _words(text: str) -> str:
    # browsers send a line end as two letters and count it as one
    text = text.replace("\r\n", "\n")
    if len(text) > LONGEST_TEXT:
        raise _Wrong(TOO_LONG, most=LONGEST_TEXT, number=len(text))
    return text


def _score(text: str, greatest: int) -> int:
    digits = unicodedata.normalize("NFKC", text)
    # the length first: Python refuses to read integers of thousands of digits
    if not digits.isdecimal() or len(digits) > len(str(greatest)) or int(digits) > greatest:
        raise _Wrong(NOT_A_SCORE, greatest=greatest)
    return int(digits)

"""Questions and results as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.core.rounding import divide
from banheng.core.wording import Language
from banheng.questionnaires.instrument import Group, QuestionKind
from banheng.questionnaires.spreading import spread_question
from banheng.schools.models import ClassYear
from banheng.surveys.groups import GROUP_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.http import QueryDict

    from banheng.questionnaires.instrument import Instrument, Question
    from banheng.questionnaires.publishing import Answered, Cell, Mean, Publication
    from banheng.schools.models import SchoolClass
    from banheng.surveys.models import Reply, Survey


@dataclass(frozen=True, slots=True)
class QuestionInput:
    """A question with what was said so far.

    Attributes:
        options: value and words of each choice; empty for texts.
        places: for a ranking the numbers of the places.
    """

    question: Question
    text: str
    options: Sequence[tuple[str, str]]
    places: Sequence[int]
    value: Any
    fault: str

    @property
    def name(self) -> str:
        """The name of its control."""
        return f"q-{self.question.code}"


def question_inputs(
    instrument: Instrument,
    group: Group,
    said: Mapping[str, Any],
    faults: Mapping[str, str],
    language: Language,
) -> list[QuestionInput]:
    """Lay out the questions of a group."""
    return [
        QuestionInput(
            question,
            question.say(language),
            _options(question, language),
            range(1, len(question.options) + 1) if question.kind is QuestionKind.RANKING else (),
            said.get(question.code, ""),
            faults.get(question.code, ""),
        )
        for question in instrument.asked(group)
    ]


def read_answers(instrument: Instrument, group: Group, sent: QueryDict) -> dict[str, Any]:
    """Take what a page says; a ranking is its options in the order of their places."""
    said: dict[str, Any] = {}
    for question in instrument.asked(group):
        name = f"q-{question.code}"
        if question.kind is QuestionKind.RANKING:
            places = {option.code: sent.get(f"{name}-{option.code}", "") for option in question.options}
            if any(places.values()):
                said[question.code] = sorted(places, key=lambda code: (places[code] or "99").zfill(2))
        elif question.kind is QuestionKind.CHOICES:
            said[question.code] = sent.getlist(name)
        elif text := sent.get(name, "").strip():
            said[question.code] = text
    return said


def class_name(school_class: SchoolClass, day: date) -> str:
    """Name a class as it is called on a day."""
    years = ClassYear.objects.filter(
        school_class=school_class, academic_year__first__lte=day, academic_year__last__gte=day
    )
    return next((year.name for year in years), school_class.code)


def _options(question: Question, language: Language) -> list[tuple[str, str]]:
    english = language is Language.EN
    match question.kind:
        case QuestionKind.SCORE:
            return [(str(mark), str(mark)) for mark in range(int(question.greatest or 0) // 10_000, -1, -1)]
        case QuestionKind.YES_NO:
            return [("yes", "Yes"), ("no", "No")] if english else [("yes", "是"), ("no", "否")]
        case QuestionKind.LEVELS | QuestionKind.RANKING | QuestionKind.CHOICES:
            return [
                (option.code, (option.name_en or option.name) if english else option.name)
                for option in question.options
            ]
        case _:
            return []


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What is shown of a group about a class."""

    class_name: str
    group: str
    cell: Cell
    questions: Sequence[tuple[str, str]]
    texts: Sequence[str]


def result_lines(
    instrument: Instrument, publication: Publication, classes: Mapping[str, str], language: Language
) -> list[ResultLine]:
    """Put the publication into words for the classes that the account sees, by their codes."""
    questions = {question.code: question for question in instrument.questions}
    lines = []
    for cell in publication.cells:
        if cell.receiver not in classes or cell.number is None:
            continue
        said = [
            (
                questions[answered.question].say(language),
                _said(questions[answered.question], answered, language),
            )
            for answered in cell.answered
        ]
        texts = [text.text for answered in cell.answered for text in answered.texts]
        lines.append(
            ResultLine(
                classes[cell.receiver],
                str(GROUP_NAMES[cell.group]),
                cell,
                [(question, words) for question, words in said if words],
                texts,
            )
        )
    return lines


def total_lines(publication: Publication, classes: Mapping[str, str]) -> list[tuple[str, Mean]]:
    """Give the totals of grades, groups and the school, where every class of them is seen by the account."""
    names = {group.value: str(GROUP_NAMES[group]) for group in Group}
    return [
        (names.get(total.name, total.name), total.mean)
        for total in publication.totals
        if total.name not in classes and all(receiver in classes for receiver, _ in total.cells)
    ]


def _said(question: Question, answered: Answered, language: Language) -> str:
    names = dict(_options(question, language))
    parts = [answered.mean.say()] if answered.mean else []
    parts += [f"{names.get(code, code)} {number}" for code, number in answered.shares]
    if answered.order:
        parts.append(" > ".join(names.get(code, code) for code in answered.order))
    return "　".join(parts)


@dataclass(frozen=True, slots=True)
class Point:
    """What is said to a question about the school, or to one option of several.

    Attributes:
        said: pairs of group and figures.
        texts: pairs of id and text.
        replies: of the office, by the id of the text; empty for the question itself.
    """

    question: Question
    text: str
    said: Sequence[tuple[str, str]]
    texts: Sequence[tuple[str, str]]
    replies: Mapping[str, Sequence[Reply]]
    points: Sequence[Point] = ()

    @property
    def code(self) -> str:
        """The code of the question."""
        return self.question.code

    @property
    def is_yes_no(self) -> bool:
        """Tell whether the figures are how many said yes."""
        return self.question.kind is QuestionKind.YES_NO

    @property
    def own_replies(self) -> Sequence[Reply]:
        """What is answered to the question as a whole."""
        return self.replies.get("", ())

    @property
    def opinions(self) -> list[tuple[str, str, Sequence[Reply]]]:
        """Each text with its id and what is answered to it."""
        return [(id_, text, self.replies.get(id_, ())) for id_, text in self.texts]


def opinions(survey: Survey, publication: Publication, language: Language) -> list[Point]:
    """Put what is published about the school into words, question by question."""
    replies: dict[str, dict[str, list[Reply]]] = {}
    for each in survey.replies.select_related("by"):
        replies.setdefault(each.question, {}).setdefault(each.opinion, []).append(each)

    def point(question: Question, points: Sequence[Point] = ()) -> Point:
        said, texts = [], []
        for cell in publication.cells:
            answered = next((one for one in cell.answered if one.question == question.code), None)
            if answered is not None:
                is_share = question.kind is QuestionKind.YES_NO
                words = _share_said(question, answered) if is_share else _said(question, answered, language)
                said += [(str(GROUP_NAMES[cell.group]), words)] if words else []
                texts += [(text.id, text.text) for text in answered.texts]
        own = replies.get(question.code, {})
        return Point(question, question.say(language), said, sorted(texts), own, points)

    return [
        point(question, [point(each) for each in spread_question(question)])
        if question.kind is QuestionKind.CHOICES
        else point(question)
        for question in survey.instrument.questions
    ]


def _share_said(question: Question, answered: Answered) -> str:
    """Say how many said yes: hundredths of those who answered."""
    if answered.mean is None:
        return ""
    greatest = int(question.greatest or 1)
    low, high = (divide(end * 100, greatest) for end in (answered.mean.low, answered.mean.high))
    return f"{low}%" if answered.mean.exact else f"{low}%–{high}%"

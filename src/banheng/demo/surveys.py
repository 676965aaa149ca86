"""Surveys of the demo school: one that is open, and one with results."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from banheng.duties.sealing import seal
from banheng.questionnaires.instrument import QuestionKind
from banheng.questionnaires.loading import instrument_text
from banheng.surveys.closing import close, show_results
from banheng.surveys.models import AnswerSheet
from banheng.surveys.opening import open_survey

if TYPE_CHECKING:
    import random
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.questionnaires.instrument import Instrument
    from banheng.schools.models import School
    from banheng.surveys.models import Survey

INSTRUMENT = "default"
GRADE = "三年级"
ANSWERED = 0.7
WORDS = ("老师很耐心。", "作业量合适。", "希望多些户外活动。", "孩子喜欢班会。")


def make_surveys(school: School, now: datetime, chance: random.Random, *, office: User) -> None:
    """Ask about the classes of one grade twice: last month, and now."""
    today = timezone.localdate(now)
    grades = [school.grades.get(name=GRADE)]
    days = {"first": today - timedelta(days=30), "last": today - timedelta(days=20)}
    text, then = instrument_text(INSTRUMENT), now - timedelta(days=30)
    past = open_survey(school, text, title="期中家校评价", grades=grades, by=office, at=then, **days)
    _answer(past, chance)
    close(past, by=office, at=now)
    past.refresh_from_db()
    show_results(past, at=now)
    days = {"first": today - timedelta(days=2), "last": today + timedelta(days=12)}
    open_survey(school, text, title="期末家校评价", grades=grades, by=office, at=now, **days)


def _answer(survey: Survey, chance: random.Random) -> None:
    sheets = []
    used = [right for right in survey.rights.all() if chance.random() < ANSWERED]
    for right in used:
        answers = _answers(survey.instrument, right.group, chance)
        sheets.append(
            AnswerSheet(
                survey=survey,
                group=right.group,
                school_class_id=right.school_class_id,
                sealed=seal(answers),
            )
        )
    AnswerSheet.objects.bulk_create(sheets)
    survey.rights.filter(pk__in=[right.pk for right in used]).update(used=True)


def _answers(instrument: Instrument, group: str, chance: random.Random) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in instrument.questions:
        if not any(each.value == group for each in question.groups or instrument.groups):
            continue
        match question.kind:
            case QuestionKind.SCORE:
                most = int(question.greatest or 0) // 10_000
                answers[question.code] = max(0, most - chance.choice((0, 0, 0, 1, 1, 2)))
            case QuestionKind.LEVELS:
                codes = [option.code for option in question.options]
                answers[question.code] = chance.choices(codes, weights=range(len(codes) * 2, 0, -2))[0]
            case QuestionKind.YES_NO:
                answers[question.code] = chance.random() < ANSWERED
            case QuestionKind.RANKING:
                codes = [option.code for option in question.options]
                answers[question.code] = chance.sample(codes, len(codes))
            case QuestionKind.TEXT:
                if chance.random() > ANSWERED:
                    answers[question.code] = chance.choice(WORDS)
    return answers

"""What the office makes of opinions about the school: answers in public, and problems that somebody sees to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.duties.work.keeping import keep
from banheng.questionnaires.spreading import spread
from banheng.routines.work_form import work_forms
from banheng.surveys.closing import results
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import Reply

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.duties.models import WorkRecord
    from banheng.questionnaires.instrument import Question
    from banheng.questionnaires.publishing import Text
    from banheng.surveys.models import Survey

PROBLEM_FORM = "school_problem"
FROM_SURVEY = "问卷意见"
"""The option of the register, which is kept as it stands."""

LONGEST_REPLY = 1000
LONGEST_PROBLEM = 200


def reply(survey: Survey, question: str, words: str, *, opinion: str = "", by: User, at: datetime) -> Reply:
    """Answer a question, or one opinion to it, for everybody who sees the results.

    Raises:
        SurveyRefused: there are no results yet, nothing of the kind stands in them, or the words do not fit.
    """
    _find(survey, question, opinion)
    words = words.strip()
    if not 0 < len(words) <= LONGEST_REPLY:
        raise SurveyRefused("words", gettext("请写答复，最多 %(most)d 个字。") % {"most": LONGEST_REPLY})
    return Reply.objects.create(survey=survey, question=question, opinion=opinion, words=words, by=by, at=at)


def register_problem(
    survey: Survey, question: str, *, opinion: str = "", by: User, at: datetime
) -> WorkRecord:
    """Put a problem that was named, or an opinion, into the school's register of problems.

    Raises:
        SurveyRefused: as `reply` does.
        WorkRefused: the register does not take it.
    """
    found, text = _find(survey, question, opinion)
    said = {"source": FROM_SURVEY, "what": (text.text if text else found.text)[:LONGEST_PROBLEM]}
    form = work_forms()[PROBLEM_FORM]
    day = timezone.localdate(at)
    return keep(survey.school, form, said, id=uuid7(), school_class=None, day=day, by=by, at=at)


def _find(survey: Survey, question: str, opinion: str) -> tuple[Question, Text | None]:
    publication = results(survey) if survey.shown_at else None
    instrument, _ = spread(survey.instrument, ())
    asked = {each.code: each for each in (*survey.instrument.questions, *instrument.questions)}
    if publication is None or not survey.is_about_school or question not in asked:
        raise SurveyRefused("nothing_said", gettext("结果里没有这一项。请刷新页面。"))
    texts = {
        text.id: text
        for cell in publication.cells
        for answered in cell.answered
        if answered.question == question
        for text in answered.texts
    }
    if opinion and opinion not in texts:
        raise SurveyRefused("nothing_said", gettext("结果里没有这一项。请刷新页面。"))
    return asked[question], texts.get(opinion)

"""A survey, the rights to answer it, and the sheets until it is closed; the school's own questionnaires."""

from __future__ import annotations

from banheng.surveys.models.extension import Extension
from banheng.surveys.models.instrument import InstrumentDraft, InstrumentVersion
from banheng.surveys.models.reply import Reply
from banheng.surveys.models.right import Right
from banheng.surveys.models.sheet import AnswerSheet
from banheng.surveys.models.survey import Survey

__all__ = [
    "AnswerSheet",
    "Extension",
    "InstrumentDraft",
    "InstrumentVersion",
    "Reply",
    "Right",
    "Survey",
]

"""Read a questionnaire that is to be used: one with faults or blanks is refused with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.core.errors import SchemeInvalid, SchemeUnreadable
from banheng.ledger.language import request_language
from banheng.questionnaires.loading import parse_instrument
from banheng.surveys.errors import SurveyRefused

if TYPE_CHECKING:
    from banheng.questionnaires.loading import InstrumentFile


def checked_instrument(text: str) -> InstrumentFile:
    """Read a questionnaire.

    Raises:
        SurveyRefused: it has faults or blanks, each named.
    """
    language = request_language()
    try:
        file = parse_instrument(text, name=gettext("问卷"))
    except SchemeInvalid as invalid:
        faults = " ".join(finding.line(language) for finding in invalid.findings)
        raise SurveyRefused(
            "invalid", gettext("问卷有错误，没有发出：%(faults)s") % {"faults": faults}
        ) from invalid
    except SchemeUnreadable as unreadable:
        raise SurveyRefused("unreadable", unreadable.say(language)) from unreadable
    if file.blanks():
        places = "、".join(".".join(map(str, path)) for path in file.blanks())
        raise SurveyRefused(
            "blank", gettext("问卷里还有没写明的数值，请先填写：%(places)s") % {"places": places}
        )
    return file

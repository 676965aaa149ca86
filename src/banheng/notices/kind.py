"""What a kind of notice is: whom it concerns, in which words, and by which way it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.accounts.roles import Permission
from banheng.core.periods import parse_period
from banheng.schools.saying_dates import period_name, short_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Mail(models.TextChoices):
    """How a kind of notice reaches somebody beside the inbox."""

    AT_ONCE = "at_once", _("马上发")
    DAILY = "daily", _("每天汇总成一封")
    OFF = "off", _("不发")


class Person(Enum):
    """Who is told because the matter is theirs; the source finds them. The value says who may ever be one."""

    HOMEROOM_TEACHER = ("has the class on the day", Permission.ANSWER_RECORDS)
    RECORDER = ("recorded it", Permission.INSPECT)
    SCORED = ("is scored in the result", Permission.ANSWER_RECORDS)
    APPELLANT = ("made the appeal", Permission.ANSWER_RECORDS)
    RESPONDENT = ("is asked in a survey, with the own account", Permission.SEE_SCHOOL)
    TEACHER = ("is the member of staff whom it is about", Permission.SEE_SCHOOL)
    STEP_TAKER = ("takes the step of the case, or looks after the case", Permission.SEE_SCHOOL)

    @property
    def permission(self) -> Permission:
        """What everybody has who may be one."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice.

    Attributes:
        name: what it is called where people choose.
        title: the sentence for a person; it goes by e-mail too, so it has no figures and nobody else's name.
        to: the people concerned, or whoever holds a permission for the whole school, or the class it is about.
        mail: by e-mail, unless the person chooses otherwise.
        group: the fixed sentence for a group, with nothing but the period; none: never told to a group.
    """

    code: str
    name: _StrPromise
    title: _StrPromise
    to: tuple[Person | Permission, ...]
    mail: Mail
    group: _StrPromise | None = None


def say(sentence: _StrPromise, said: Mapping[str, str]) -> str:
    """Fill a sentence; a period and a day, kept as codes, are written as schools say them."""
    words = dict(said)
    if "period" in words:
        words["period"] = period_name(parse_period(words["period"]))
    if "day" in words:
        words["day"] = short_day(date.fromisoformat(words["day"]))
    return str(sentence) % words

"""What can be told, in which words, to whom and by which way unless they choose otherwise: the one table."""

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
        to: the people concerned, or whoever holds a permission for the whole school.
        mail: by e-mail, unless the person chooses otherwise.
        group: the fixed sentence for a group, with nothing but the period; none: never told to a group.
    """

    code: str
    name: _StrPromise
    title: _StrPromise
    to: tuple[Person | Permission, ...]
    mail: Mail
    group: _StrPromise | None = None


RECORD = Kind(
    "record",
    _("我的班有新的检查记录"),
    _("%(class)s有新的检查记录"),
    (Person.HOMEROOM_TEACHER,),
    Mail.DAILY,
)
VOID = Kind(
    "void",
    _("检查记录被作废"),
    _("%(class)s的一条检查记录已作废"),
    (Person.HOMEROOM_TEACHER, Person.RECORDER),
    Mail.DAILY,
)
REPLY = Kind(
    "reply",
    _("我登记的记录有了回复"),
    _("%(class)s回复了您登记的记录"),
    (Person.RECORDER,),
    Mail.OFF,
)
HANDLED = Kind(
    "handled",
    _("班级报告已整改"),
    _("%(class)s报告一条记录已整改"),
    (Permission.VOID_RECORDS,),
    Mail.DAILY,
)

KINDS = {kind.code: kind for kind in (RECORD, VOID, REPLY, HANDLED)}

TEST = Kind("test", _("测试消息"), _("测试消息"), (), Mail.OFF, _("这是一条测试消息，说明群机器人可以使用。"))


def say(sentence: _StrPromise, said: Mapping[str, str]) -> str:
    """Fill a sentence; a period and a day, kept as codes, are written as schools say them."""
    words = dict(said)
    if "period" in words:
        words["period"] = period_name(parse_period(words["period"]))
    if "day" in words:
        words["day"] = short_day(date.fromisoformat(words["day"]))
    return str(sentence) % words

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
    SCORED = ("is scored in the result", Permission.ANSWER_RECORDS)
    APPELLANT = ("made the appeal", Permission.ANSWER_RECORDS)

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

REVIEWED = Kind(
    "reviewed",
    _("考核结果等待公示"),
    _("%(period)s“%(scheme)s”的结果已审核，等待公示"),
    (Permission.PUBLISH_RESULTS,),
    Mail.AT_ONCE,
)
RETURNED = Kind(
    "returned",
    _("考核结果被退回"),
    _("%(period)s“%(scheme)s”的结果被退回"),
    (Permission.RUN_PERIODS,),
    Mail.AT_ONCE,
)
PUBLISHED = Kind(
    "published",
    _("考核结果公示"),
    _("%(period)s“%(scheme)s”的结果已公示，有异议可以申诉"),
    (Person.SCORED,),
    Mail.AT_ONCE,
    _("%(period)s班主任考核结果已公示，请在公示期内查看。"),
)
WITHDRAWN = Kind(
    "withdrawn",
    _("公示被撤回"),
    _("%(period)s“%(scheme)s”的公示已撤回"),
    (Person.SCORED,),
    Mail.AT_ONCE,
    _("%(period)s班主任考核结果的公示已撤回，更正后重新公示。"),
)
AMENDED = Kind(
    "amended",
    _("公示的结果有更正"),
    _("%(period)s“%(scheme)s”的结果有更正，涉及您"),
    (Person.SCORED,),
    Mail.AT_ONCE,
    _("%(period)s班主任考核结果有更正，请查看公示。"),
)
FINALISED = Kind(
    "finalised",
    _("考核结果定稿"),
    _("%(period)s“%(scheme)s”的结果已定稿"),
    (Person.SCORED,),
    Mail.DAILY,
    _("%(period)s班主任考核结果已定稿。"),
)
DIFFERENCE = Kind(
    "difference",
    _("定稿后的差额"),
    _("%(period)s“%(scheme)s”定稿后有更正，您的差额随下一次发放"),
    (Person.SCORED,),
    Mail.AT_ONCE,
)
APPEAL = Kind(
    "appeal",
    _("收到申诉"),
    _("收到对%(period)s“%(scheme)s”的申诉"),
    (Permission.HEAR_APPEALS,),
    Mail.AT_ONCE,
)
APPEAL_DUE = Kind(
    "appeal_due",
    _("申诉的复核期限快到"),
    _("一件申诉要在%(day)s之前给出复核结论"),
    (Permission.HEAR_APPEALS,),
    Mail.AT_ONCE,
)
APPEAL_OVERDUE = Kind(
    "appeal_overdue",
    _("申诉的复核已经逾期"),
    _("一件申诉的复核期限（%(day)s）已过，还没有结论"),
    (Permission.HEAR_APPEALS,),
    Mail.AT_ONCE,
)
RULED = Kind(
    "ruled",
    _("我的申诉有了结论"),
    _("您对%(period)s“%(scheme)s”的申诉已有复核结论"),
    (Person.APPELLANT,),
    Mail.AT_ONCE,
)
RULED_RECORD = Kind(
    "ruled_record",
    _("我登记的记录经过申诉复核"),
    _("您登记的一条记录经过了申诉复核"),
    (Person.RECORDER,),
    Mail.DAILY,
)
PAID = Kind(
    "paid",
    _("津贴已发放"),
    _("%(period)s“%(scheme)s”的津贴已发放，请查看您的发放单"),
    (Person.SCORED,),
    Mail.AT_ONCE,
)

KINDS = {
    kind.code: kind
    for kind in (
        RECORD,
        VOID,
        REPLY,
        HANDLED,
        REVIEWED,
        RETURNED,
        PUBLISHED,
        WITHDRAWN,
        AMENDED,
        FINALISED,
        DIFFERENCE,
        APPEAL,
        APPEAL_DUE,
        APPEAL_OVERDUE,
        RULED,
        RULED_RECORD,
        PAID,
    )
}

TEST = Kind("test", _("测试消息"), _("测试消息"), (), Mail.OFF, _("这是一条测试消息，说明群机器人可以使用。"))


def say(sentence: _StrPromise, said: Mapping[str, str]) -> str:
    """Fill a sentence; a period and a day, kept as codes, are written as schools say them."""
    words = dict(said)
    if "period" in words:
        words["period"] = period_name(parse_period(words["period"]))
    if "day" in words:
        words["day"] = short_day(date.fromisoformat(words["day"]))
    return str(sentence) % words

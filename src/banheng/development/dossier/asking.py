"""What is asked for each kind of fact beside its name and days, in words: for forms, for files, and to say it again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.development.models import Fact
from banheng.eligibility.facts import Level, Rank, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from banheng.development.dossier.vocabulary import Vocabulary

Kind = Fact.Kind


class Answer(Enum):
    """What an answer looks like."""

    CHOICE = auto()
    CODE = auto()  # named by the rules in force
    NUMBER = auto()
    YEAR = auto()
    YES_OR_NO = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Ask:
    """One thing that is asked.

    Attributes:
        name: in the content of the fact.
        choices: value and words, where it is a choice.
    """

    name: str
    label: _StrPromise
    answer: Answer
    required: bool = False
    choices: tuple[tuple[str, _StrPromise], ...] = ()

    def words_for(self, kind: Fact.Kind, vocabulary: Vocabulary) -> list[tuple[str, str]]:
        """List what may be answered, each with its words; nothing if that is free."""
        if self.answer is Answer.CODE:
            return vocabulary.words(kind, self.name)
        if self.answer is Answer.YES_OR_NO:
            return [("yes", gettext("是")), ("no", gettext("否"))]
        return [(value, str(label)) for value, label in self.choices]


LEVELS = (
    (Level.SCHOOL.value, _("校级")),
    (Level.COUNTY.value, _("县级")),
    (Level.CITY.value, _("市级")),
    (Level.PROVINCE.value, _("省级")),
    (Level.NATION.value, _("国家级")),
)
STAGES = (
    (Stage.PRIMARY.value, _("小学")),
    (Stage.JUNIOR.value, _("初中")),
    (Stage.SENIOR.value, _("高中")),
    (Stage.VOCATIONAL.value, _("中职")),
)
RANKS = (
    (Rank.THIRD_GRADE.value, _("三级")),
    (Rank.JUNIOR.value, _("初级")),
    (Rank.INTERMEDIATE.value, _("中级")),
    (Rank.SENIOR.value, _("副高级")),
    (Rank.FULL_SENIOR.value, _("正高级")),
)
SIDES = (("mentor", _("指导教师")), ("mentee", _("被指导教师")))
FORMS = (
    ("paper", _("论文")),
    ("project", _("课题")),
    ("case", _("案例")),
    ("contest", _("比赛")),
    ("plan", _("班会课教案")),
    ("lesson", _("公开课")),
    ("membership", _("工作室成员")),
)
LEVEL = Ask("level", _("级别"), Answer.CHOICE, choices=LEVELS)
OUTPUT = (
    Ask("form", _("形式"), Answer.CHOICE, required=True, choices=FORMS),
    LEVEL,
    Ask("role", _("本人角色"), Answer.TEXT),
    Ask("place", _("名次"), Answer.TEXT),
)
ASKED: Mapping[Fact.Kind, tuple[Ask, ...]] = {
    Kind.TEACHING: (),
    Kind.QUALIFICATION: (Ask("stage", _("学段"), Answer.CHOICE, required=True, choices=STAGES),),
    Kind.CERTIFICATE: (),
    Kind.POST: (Ask("post", _("职务"), Answer.CODE, required=True),),
    Kind.HONOUR: (
        Ask("honour", _("计为"), Answer.CODE, required=True),
        Ask("level", _("级别"), Answer.CHOICE, required=True, choices=LEVELS),
    ),
    Kind.TITLE: (Ask("title", _("计为"), Answer.CODE, required=True),),
    Kind.RANK: (Ask("rank", _("等级"), Answer.CHOICE, required=True, choices=RANKS),),
    Kind.TRAINING: (
        Ask("training", _("计为"), Answer.CODE, required=True),
        LEVEL,
        Ask("hours", _("学时"), Answer.NUMBER),
        Ask("lessons", _("课时"), Answer.NUMBER),
        Ask("days", _("天数"), Answer.NUMBER),
        Ask("weeks", _("周数"), Answer.NUMBER),
        Ask("months", _("月数"), Answer.NUMBER),
        Ask("passed", _("考核通过"), Answer.YES_OR_NO),
    ),
    Kind.PAIR: (
        Ask("side", _("本人是"), Answer.CHOICE, required=True, choices=SIDES),
        Ask("pairing", _("结对内容"), Answer.CODE),
        Ask("other_post", _("对方职务"), Answer.CODE),
        Ask("other_is_young", _("对方是青年教师"), Answer.YES_OR_NO),
    ),
    Kind.STUDIO: OUTPUT,
    Kind.RESEARCH: OUTPUT,
    Kind.RESULT: (
        Ask("year", _("学年结束年份"), Answer.YEAR, required=True),
        Ask("failed", _("考核不合格"), Answer.YES_OR_NO, required=True),
        Ask("last", _("排在末位"), Answer.YES_OR_NO),
    ),
    Kind.CONFIRMATION: (Ask("code", _("认定的条件"), Answer.CODE, required=True),),
    Kind.FIGURE: (
        Ask("code", _("数据项"), Answer.CODE, required=True),
        Ask("value", _("数值"), Answer.NUMBER, required=True),
    ),
    Kind.INCIDENT: (Ask("incident", _("计为"), Answer.CODE, required=True),),
}
"""In the order of the forms."""

OF_THE_OFFICE = frozenset({Kind.RESULT, Kind.CONFIRMATION, Kind.FIGURE, Kind.INCIDENT})
"""What the school finds out and nobody says of themselves."""


def content_of(kind: Fact.Kind, answers: Mapping[str, str]) -> dict[str, Any]:
    """Make the content of a fact out of answers as texts; what is left empty is not known."""
    return {
        ask.name: _value(ask, answers[ask.name].strip())
        for ask in ASKED[kind]
        if answers.get(ask.name, "").strip()
    }


def _value(ask: Ask, text: str) -> Any:
    if ask.answer is Answer.YES_OR_NO:
        return text == "yes"
    if ask.answer is Answer.YEAR and text.isdecimal():
        return int(text)
    return text


def say_content(kind: Fact.Kind, content: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """Say the content of a fact: 级别：市级，学时：12."""
    said = []
    for ask in ASKED[kind]:
        value = content.get(ask.name)
        if value in (None, "", 0, "0"):
            continue
        if isinstance(value, bool):
            value = "yes" if value else "no"
        words = dict(ask.words_for(kind, vocabulary))
        text = words.get(str(value)) or vocabulary.name(kind, ask.name, str(value))
        said.append(gettext("%(label)s：%(value)s") % {"label": ask.label, "value": text})
    return gettext("，").join(said)

"""A short check of pressure for oneself: how often in the last two weeks. It is no diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

QUESTIONS = {
    "sleep": _("睡不好，或醒来仍觉得累"),
    "tense": _("为班里的事紧张、放不下心"),
    "temper": _("容易发火，事后后悔"),
    "too_much": _("觉得事情多得做不完"),
    "joy": _("对原来喜欢的事提不起劲"),
    "alone": _("遇到难处觉得没有人可以商量"),
    "body": _("头痛、胃痛等身体不适，查不出原因"),
    "leave": _("想不再当班主任"),
}
OFTEN = ((0, _("没有")), (1, _("有几天")), (2, _("一半以上日子")), (3, _("几乎每天")))
SOME, MUCH = 8, 15
"""From which sums on the words change."""


def say_pressure(answers: Mapping[str, int]) -> str:
    """Say in words what the answers come to, and what may help."""
    total = sum(answers[code] for code in QUESTIONS)
    if total < SOME:
        return str(_("压力不大。保持现在的休息和交流。"))
    if total < MUCH:
        return str(_("有一定压力。建议安排休息，和信任的同事谈谈，也可以约心理辅导。"))
    return str(_("压力较大。建议尽快约心理辅导，并向学校提出减轻负担的诉求；身体不适请就医。"))

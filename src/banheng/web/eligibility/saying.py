"""Rules and their answers in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.core.wording import Language
from banheng.eligibility.answer import Outcome
from banheng.eligibility.pack import RuleKind, conditions_in
from banheng.eligibility.records import HasIncident
from banheng.eligibility.saying import demand_lines, missing, tree_lines
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import _StrPromise

    from banheng.development.models import RulesVersion
    from banheng.eligibility.answer import Answer
    from banheng.eligibility.pack import EligibilityRule, RulePack

KIND_NAMES: dict[RuleKind, _StrPromise] = {
    RuleKind.SERVE: _("任职条件"),
    RuleKind.CERTIFICATE: _("资格证书"),
    RuleKind.DIRECT: _("直接认定"),
    RuleKind.APPOINT: _("聘任手续"),
    RuleKind.START: _("上岗"),
    RuleKind.TERM: _("任期"),
    RuleKind.STAY: _("在岗要求"),
    RuleKind.HOURS: _("培训学时"),
    RuleKind.PRACTICE: _("企业实践"),
    RuleKind.WORKLOAD: _("工作量"),
    RuleKind.ALLOWANCE: _("津贴"),
    RuleKind.PROMOTE: _("提拔"),
    RuleKind.MENTOR: _("结对"),
    RuleKind.STUDIO_MEMBER: _("工作室成员"),
    RuleKind.CLASS_CHECK: _("班级配备"),
    RuleKind.PRIORITY: _("优先"),
    RuleKind.RETURN: _("再任"),
    RuleKind.REST: _("休整"),
    RuleKind.EXIT: _("退出"),
    RuleKind.VETO: _("一票否决"),
    RuleKind.ACCOUNT: _("整改和问责"),
    RuleKind.CYCLE: _("周期"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Outcomes that ask for the same attention."""

    code: str
    label: _StrPromise
    outcomes: frozenset[Outcome]


GROUPS = (
    Group("blocks", _("不符合、应当执行"), frozenset({Outcome.BLOCKED, Outcome.DUE})),
    Group("warns", _("提醒"), frozenset({Outcome.WARNED, Outcome.ADVISED})),
    Group("unknown", _("不能判断"), frozenset({Outcome.UNKNOWN})),
    Group(
        "fine",
        _("符合或不涉及"),
        frozenset({Outcome.MET, Outcome.NOT_DUE, Outcome.OPEN, Outcome.CLOSED}),
    ),
)
GROUP_OF = {outcome: group for group in GROUPS for outcome in group.outcomes}


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A part of a condition with its answer; `mark` is ✓, ✗ or ?, empty for what is only asked."""

    depth: int
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer in words."""

    version: RulesVersion
    rule: EligibilityRule
    name: str
    kind: str
    outcome: Outcome
    said: str
    reasons: Sequence[str]
    tree: Sequence[TreeLine]

    @property
    def group(self) -> Group:
        """Give the attention it asks for."""
        return GROUP_OF[self.outcome]


def shown(version: RulesVersion, answer: Answer) -> Shown:
    """Put an answer into words."""
    language = request_language()
    return Shown(
        version,
        answer.rule,
        in_language(answer.rule.name, answer.rule.name_en),
        str(KIND_NAMES[answer.rule.kind]),
        answer.outcome,
        answer.outcome.say(language),
        missing(answer.seen, language, answer.wanted),
        [_marked(line) for line in tree_lines(answer.seen, language)],
    )


def is_confidential(rule: EligibilityRule) -> bool:
    """Tell whether an answer gives away an incident."""
    return any(isinstance(condition, HasIncident) for condition in conditions_in(rule.when))


@dataclass(frozen=True, slots=True)
class SaidRule:
    """A rule in words."""

    name: str
    kind: str
    hard: bool
    clauses: str
    only: str
    demands: Sequence[TreeLine]
    remarks: Sequence[str]


def say_rules(pack: RulePack, rules: Iterable[EligibilityRule]) -> list[SaidRule]:
    """Put rules of a pack into words."""
    language = request_language()
    options = {
        (setting.code, option.code): in_language(option.name, option.name_en)
        for setting in pack.settings
        for option in setting.options
    }
    return [
        SaidRule(
            in_language(rule.name, rule.name_en),
            str(KIND_NAMES[rule.kind]),
            rule.hard,
            " ".join(rule.clause),
            gettext("、").join(
                options[setting, code] for setting, codes in rule.only.items() for code in codes
            ),
            [_plain(line) for line in demand_lines(rule.when, language)],
            [text for text in (rule.assumption, rule.note) if text],
        )
        for rule in rules
    ]


def in_language(chinese: str, english: str) -> str:
    """Choose between what a pack says in both languages."""
    return chinese if request_language() is Language.ZH_HANS else english


def _marked(line: str) -> TreeLine:
    text = line.lstrip(" ")
    return TreeLine((len(line) - len(text)) // 2, text[:1], text[2:])


def _plain(line: str) -> TreeLine:
    text = line.lstrip(" ")
    return TreeLine((len(line) - len(text)) // 2, "", text)

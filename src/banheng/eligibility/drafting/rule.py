"""A rule as it is drafted, before it has a code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from banheng.eligibility.drafting.conditions import Condition
    from banheng.schemes.drafting.unscored import Clause

NAMES = {
    "serve": "任职条件",
    "certificate": "资格认定",
    "direct": "直接认定",
    "start": "上岗",
    "term": "任期",
    "hours": "培训时数",
    "promote": "提拔和评选",
    "studio_member": "工作室成员",
    "priority": "优先条件",
    "rest": "休整",
    "exit": "退出",
    "veto": "一票否决",
    "class_check": "班级配备",
    "mentor": "带教",
    "return": "重新任职",
}
NAMES_EN = {
    "serve": "Who may serve",
    "certificate": "Recognition",
    "direct": "Direct recognition",
    "start": "Who may begin",
    "term": "Term of office",
    "hours": "Hours of training",
    "promote": "Promotion and honours",
    "studio_member": "Members of the studio",
    "priority": "Priority",
    "rest": "Rest",
    "exit": "Removal",
    "veto": "Veto",
    "class_check": "Staffing of classes",
    "mentor": "Mentors",
    "return": "Return to the post",
}


@dataclass
class Rule:
    """A rule as it stands in a file, without its code."""

    kind: str
    clause: Clause
    conditions: list[Condition]
    any_of: bool = False
    hard: bool = True
    about: str = ""
    name: str = ""
    parts: list[Clause] = field(default_factory=list)

    def says_the_same(self, other: Rule) -> bool:
        """Tell a rule that the document says again."""
        return (self.kind, self.name, self.conditions) == (other.kind, other.name, other.conditions)

    def content(self, code: str) -> dict[str, Any]:
        """Give the rule as in a file."""
        content: dict[str, Any] = {
            "code": code,
            "name": self.name or NAMES[self.kind],
            "name_en": NAMES_EN[self.kind],
            "kind": self.kind,
        }
        if self.about:
            content["about"] = self.about
        if not self.hard:
            content["hard"] = False
        paths = list(dict.fromkeys(part.path for part in [self.clause, *self.parts] if part.path))
        if paths:
            content["clause"] = paths[0] if len(paths) == 1 else paths
        content["note"] = self.clause.quote()
        content["when"] = (
            self.conditions[0]
            if len(self.conditions) == 1
            else {"kind": "any" if self.any_of else "all", "of": self.conditions}
        )
        return content

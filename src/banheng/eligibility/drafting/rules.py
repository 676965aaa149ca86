"""Draft a rule pack from the clauses of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.eligibility.drafting.conditions import N
from banheng.eligibility.drafting.headings import conditions_at
from banheng.eligibility.drafting.rule import Rule
from banheng.eligibility.drafting.sentences import UNREADABLE, rules_in
from banheng.schemes.drafting.unscored import Clause, Codes, Drafted, Undecided, layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FULL_SENTENCE = re.compile(r"[^。\n]+[。\n]?")
REMARK = "从学校的文件起草，请对照原文核对。没有对应写法的条件记作逐人确认的项目；null 是原文没有写明的数值。"
LOOKS_LIKE_ONE = re.compile(
    rf"(?:满|近|连续|累计){N}年|(?:学历|职称|教龄)(?:以上|要求|满)|(?:者|的|同等条件下)优先|不得(?:担任|参评|评为|推荐)|取消[^,。;]{{0,8}}资格|方可(?:担任|再|申请)"
    r"|解聘|撤换|免去|课时[^,。;]{0,12}不(?:超过|高于)|(?:任|聘)期内[^,。;]{0,10}[月周天]"
)
POINTS = re.compile(r"分值|[加扣减]分|\d分|制度")


def draft_rule_pack(title: str, clauses: Sequence[Clause]) -> Drafted:
    """Draft the pack of a document; what looks like a condition and cannot be said is left to people."""
    drafted, codes = Drafted(), Codes()
    rules: list[Rule] = []
    for found in read_rules(clauses):
        if isinstance(found, Undecided):
            drafted.undecided.append(found)
        elif same := next((rule for rule in rules if rule.says_the_same(found)), None):
            same.parts.append(found.clause)
        else:
            rules.append(found)
    contents = []
    for rule in rules:
        code = codes.of(rule.clause, "rule")
        contents.append(rule.content(code))
        drafted.made += [(code, part) for part in [rule.clause, *rule.parts]]
    if contents:
        name = title or "起草的规则"
        content = {"pack": "draft", "title": name, "title_en": name, "rules": contents}
        drafted.text = layout(content, drafted.made, REMARK)
    return drafted


def read_rules(clauses: Sequence[Clause]) -> Iterator[Rule | Undecided]:
    """Read the rules about persons in the clauses of a document."""
    place = 0
    while place < len(clauses):
        headed = conditions_at(clauses, place)
        yield from headed.rules if headed else ()
        for rest in headed.rest if headed else [clauses[place]]:
            yield from _of_clause(rest)
        place += 1 + (headed.belongs if headed else 0)


def _of_clause(clause: Clause) -> Iterator[Rule | Undecided]:
    for sentence in clause.pieces(FULL_SENTENCE):
        rules = rules_in(sentence)
        yield from rules
        about_them = "班主任" in sentence.text + "".join(clause.above[:1])
        if (
            not rules
            and about_them
            and LOOKS_LIKE_ONE.search(sentence.text)
            and not POINTS.search(sentence.text)
        ):
            yield Undecided(sentence, UNREADABLE)

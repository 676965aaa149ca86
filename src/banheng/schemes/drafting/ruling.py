"""What the clauses say that are no items: caps, vetoes, grades, pay, rounding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.schemes.drafting import meaning
from banheng.schemes.drafting.drafted import Draft, Rule
from banheng.schemes.drafting.meaning.vetoes import is_behind_score
from banheng.schemes.drafting.signs import CAP, GRADES, MONEY, VETO, is_cap
from banheng.schemes.drafting.zones import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banheng.schemes.drafting.meaning.settling import Read
    from banheng.schemes.drafting.nodes import Passage, Section

COEFFICIENT = re.compile(r"系数|倍")
ROUNDS_MONEY = re.compile(r"(?:舍|取整|保留)[^。;,]{0,6}[元角]|以[元角]为单位")
CAPPED = re.compile(r"上限|最高|最多|至多|封顶|不超过|为限|以内")
TIE_BREAK = re.compile(r"(?:总分|得分|分数|名次|成绩)(?:相同|并列|相等)|并列")


def read_rules(made: Draft, free: list[Section]) -> None:
    """Read caps, vetoes, grades, allowances and the like from the clauses that are no items."""
    graded: list[tuple[Section, Passage]] = []
    done: set[int] = set()
    for section in free:
        passage = None if id(section) in done or _only_names(section) else _unit(section, done)
        if passage is None:
            continue
        text = passage.text
        if is_cap(text):
            made.caps += _rules(section, passage, meaning.read_caps(text))
            continue
        graded_part, strict = _parted(passage)
        vetoes = _rules(section, strict, meaning.read_vetoes(strict.text)) if strict.text else []
        if _is_heading_of_vetoes(section):
            vetoes = [rule for rule in vetoes if rule.content.get("events")]
        made.vetoes += vetoes
        if vetoes:
            done.update(id(below) for below in section.all())
        if GRADES.search(graded_part.text) or TIE_BREAK.search(graded_part.text):
            graded.append((section, graded_part))
        _read_pay_and_whole(made, section, passage)
    if graded:
        _read_grades(made, graded)


def _only_names(section: Section) -> bool:
    """Tell a heading without a marker, unless it says what follows on the events below it."""
    return section.kind == "heading" and not VETO.search(section.text)


def _path_of(section: Section) -> str:
    """Give the path of a clause; words above a list have that of the clause they stand in."""
    parent = section.parent
    return parent.path if section.kind == "heading" and parent is not None and parent.marker else section.path


def _is_heading_of_vetoes(section: Section) -> bool:
    """Tell `一票否决` over clauses that each say what follows."""
    return len(section.text) <= SHORT and any(VETO.search(child.text) for child in section.children)


def _read_pay_and_whole(made: Draft, section: Section, passage: Passage) -> None:
    text = passage.text
    if MONEY.search(text) or ROUNDS_MONEY.search(text):
        made.allowance += _rules(section, passage, meaning.read_allowance(text))
    if COEFFICIENT.search(text):
        made.coefficients += _rules(section, passage, meaning.read_coefficients(text))
    if made.rounding is None and (rounding := meaning.read_rounding(text)):
        made.rounding = {**rounding, "path": section.path}
        made.fates[id(section)] = "rule"
    if made.defaults is None and (defaults := meaning.read_defaults(text)):
        made.defaults = dict(defaults)
        made.fates[id(section)] = "rule"


def _read_grades(made: Draft, graded: list[tuple[Section, Passage]]) -> None:
    """Read the clauses on grades as one text; they refer to each other."""
    passage = graded[0][1]
    for _, other in graded[1:]:
        passage = passage.joined(other, "\n")
    if found := meaning.read_grades(passage.text):
        made.grades = Rule(graded[0][0], dict(found), passage, found.spans)
        made.fates |= {id(section): "rule" for section, _ in graded}


def _parted(passage: Passage) -> tuple[Passage, Passage]:
    """Part what is said about grades from the veto behind it; without a veto all of it is the first part."""
    found = next(
        (match for match in VETO.finditer(passage.text) if not is_behind_score(passage.text, match.start())),
        None,
    )
    if not found:
        return passage, passage.part(0, 0)
    start = max(passage.text.rfind(mark, 0, found.start()) for mark in "。;\n") + 1
    before = passage.part(0, start)
    return (before, passage.part(start)) if GRADES.search(before.text) else (passage.part(0, 0), passage)


def _unit(section: Section, done: set[int]) -> Passage | None:
    """Give the text that is read as one: a clause with its paragraphs, and with the list of events below it."""
    if section.kind == "paragraph" and section.parent is not None and section.parent.marker:
        return None
    own = section.own()
    if len(section.text) <= SHORT and own.text != section.text and not re.search(r"[。;:,]", section.text):
        own = own.part(len(section.text))
    lists = [child for child in section.children if child.kind != "paragraph" and child.marker]
    if VETO.search(own.text) and lists and not any(VETO.search(child.text) for child in lists):
        done.update(id(child) for child in lists)
        for child in lists:
            own = own.joined(child.whole(), "\n")
    return own


def _rules(section: Section, passage: Passage, found: Iterable[Read]) -> list[Rule]:
    return [
        Rule(section, {"path": _path_of(section), **content}, passage, content.spans)
        for content in found or ()
    ]


def settle_caps(made: Draft) -> None:
    """Find what a cap stands over: the items of its part; a part with one cap has its points."""
    made.caps = [*_caps_of_headings(made), *made.caps]
    for rule in made.caps:
        around = [rule.section, *rule.section.above()]
        own = next((i for i in made.indicators for section in around if section is i.section), None)
        kind = rule.content.setdefault("kind", "deduct" if re.search(r"扣|减", _cap_words(rule)) else "bonus")
        wanted = {"bonus": {"bonus"}, "deduct": {"penalty"}}.get(str(kind), {"bonus"})
        items = own.items if own else [item for item in made.items if item.role in wanted]
        if own is not None and own.role == "base":
            own.extra["max_deduct"] = rule.content.get("cap")
            wanted = {"base"}
        rule.content["scope"] = [item.section.path for item in items if item.role in wanted]
        if own is not None and own.role in {"bonus", "penalty"} and own.points is None:
            own.points = rule.content.get("cap")
    for indicator in made.indicators:
        if indicator.points is None and indicator.role == "bonus" and len(indicator.items) == 1:
            indicator.points = indicator.items[0].points


def _caps_of_headings(made: Draft) -> list[Rule]:
    """Read the cap that stands in the heading of a bonus: `加分(上限10分)`."""
    return [
        Rule(each.section, {"path": each.path, "kind": "bonus", "cap": each.points}, each.section.passage, {})
        for each in made.indicators
        if each.role == "bonus" and each.points is not None and CAPPED.search(each.section.text)
    ]


def _cap_words(rule: Rule) -> str:
    found = CAP.search(rule.section.text)
    return found[0] if found else rule.section.text

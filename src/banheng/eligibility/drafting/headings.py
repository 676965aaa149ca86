"""Read the conditions that stand below a heading for them, or behind one inside a clause."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from banheng.eligibility.drafting.conditions import said
from banheng.eligibility.drafting.pieces import pieces
from banheng.eligibility.drafting.rule import Rule
from banheng.eligibility.drafting.sentences import ANY_OF, PREFER, UNREADABLE, preference
from banheng.schemes.drafting.unscored import Clause, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PERSON_HEADING = re.compile(
    r"(?:任职|选聘|聘任|任用|上岗|选拔|评选|评定|参评|申报|申请|推荐|竞聘|认定|基本)(?:的)?(?:基本)?(?:条件|要求|标准|资格)|具备的(?:基本)?(?:条件|素质|要求)|基本素质|应(?:当|该)?(?:同时)?(?:具备|符合|满足)(?:的|以下|下列|如下)[^。;,]{0,6}条件|成员的(?:基本)?要求"
)
NOT_PERSONS = re.compile(r"办学|学校(?:标准|条件)|建设|验收|分值|\d+分|职责|权利|待遇|考核|学生|班级|班集体")
HEADING_KINDS = (
    ("studio_member", r"工作室"),
    ("certificate", r"认定"),
    ("promote", r"评选|参评|申报|推荐|评定|优秀班主任|骨干"),
    ("serve", r"."),
)
NO_CONDITION = re.compile(r"(?:程序|流程|办法|步骤)[:。]?$|津贴|[加扣减]\d*分")
INLINE = re.compile(r"(?P<head>[^。;:]{2,60}?)(?:是|为)?(?::|-(?=\s))\s*(?P<items>[^。]+(?:。|$))")
"""A heading and what it names in one sentence, with semicolons between the conditions."""
LONGEST_PIECE = 120
LONGEST_HEADING = 40


class Headed(NamedTuple):
    """What stands below a heading.

    Attributes:
        belongs: how many clauses behind the heading belong to it.
        rest: what else its clause says.
    """

    rules: list[Rule | Undecided]
    belongs: int
    rest: list[Clause]


def conditions_at(clauses: Sequence[Clause], place: int) -> Headed | None:
    """Read the conditions whose heading stands at a place; None if there is no heading."""
    clause = clauses[place]
    if below := _below(clauses, place):
        return Headed(list(_of_heading(clause, [clauses[each] for each in below])), len(below), [])
    found = _inline(clause)
    if found is None:
        return None
    heading, items = clause.part(*found.span("head")), clause.part(*found.span("items"))
    dashed = list(takewhile(lambda other: _goes_on(clause, other), clauses[place + 1 :]))
    rest = [clause.part(0, found.start()), clause.part(found.end())]
    return Headed(list(_of_heading(heading, [items, *dashed])), len(dashed), rest)


def _below(clauses: Sequence[Clause], place: int) -> list[int]:
    """Give the places of what stands below a heading for conditions, with its own paragraphs."""
    heading = clauses[place]
    if (
        len(heading.text) > LONGEST_HEADING
        or not _names_conditions(heading.text)
        or re.search(r"[。;,][^。;,]", heading.text)
    ):
        return []
    places = []
    for other in range(place + 1, len(clauses)):
        clause = clauses[other]
        if not (
            clause.path.startswith(f"{heading.path}/")
            or (clause.path == heading.path and not clause.is_marked)
        ):
            break
        places.append(other)
    return places if heading.path and (heading.is_marked or heading.text.rstrip(":") in heading.path) else []


def _inline(clause: Clause) -> re.Match[str] | None:
    """Find a heading inside a clause, and the conditions behind it."""
    found = (each for each in INLINE.finditer(clause.text) if len(each["head"]) <= LONGEST_HEADING)
    return next((each for each in found if _names_conditions(each["head"])), None)


def _goes_on(clause: Clause, other: Clause) -> bool:
    """Tell a paragraph with a dash below a clause whose list begins with one."""
    return (
        other.path == clause.path
        and not other.is_marked
        and other.text[:1] in set("-—•")
        and "- " in clause.text
    )


def _names_conditions(words: str) -> bool:
    return bool(PERSON_HEADING.search(words)) and not NOT_PERSONS.search(words)


def _of_heading(heading: Clause, below: Iterable[Clause]) -> Iterator[Rule | Undecided]:
    words = heading.text
    kind = next(kind for kind, pattern in HEADING_KINDS if re.search(pattern, words))
    rule = Rule(kind, heading, [], any_of=bool(ANY_OF.search(words)))
    for clause in below:
        for piece in pieces(clause):
            if PREFER.search(piece.text):
                yield from preference(piece)
            elif len(piece.text) > LONGEST_PIECE or NO_CONDITION.search(piece.text):
                yield Undecided(piece, UNREADABLE)
            else:
                rule.conditions += said(piece.text)
                rule.parts.append(piece)
    if rule.conditions:
        yield rule

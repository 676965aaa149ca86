"""Draft a target letter from the clauses of a document that say what is to be reached by when."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banheng.core.wording import Wording
from banheng.schemes.drafting.meaning.figures import ARABIC, number
from banheng.schemes.drafting.unscored import Clause, Drafted, Undecided, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REMARK = "从学校的文件起草，请对照原文核对。null 是原文没有写明的数值。"

YEAR = r"(?P<year>20\d{2})\s*年"
DUE = re.compile(
    rf"(?:到|至|于|在|截至|力争|确保)?{YEAR}(?:(?P<month>1[0-2]|0?[1-9])月(?P<day>[12]\d|3[01]|0?[1-9])?日?)?(?P<edge>底|末|年底|年末)?(?:之?前|以前|以内)?"
)
FIGURE = r"(?P<value>\d{1,9}(?:\.\d{1,4})?)"
UNITS = r"%|个百分点|亿元|万元|元|万册|册|平方米|亩|人|名|所|个|台|套|间|项|小时|学时|千米|公里"
LEAST = r"达到?|提高到|提升到|增加到|不低于|不少于|不得?低于|保持在|稳定在|巩固在|至少|配齐|实现|超过"
MOST = r"不高于|不超过|控制在|降低?[到至]|下降[到至]|低于|少于"
VALUE = re.compile(
    rf"(?P<verb>{MOST}|{LEAST})(?:了)?\s*{FIGURE}\s*(?P<unit>{UNITS})?(?P<edge>及?以上|及?以下|以内|之内|左右)?"
)
DONE = re.compile(
    r"(?P<verb>完成|建成|实现|通过|建立|配齐|消除|达到|创建|启动|落实|改造|新建|普及)(?P<what>[^,。;]{2,40})"
)
GOAL = re.compile(r"目标|责任书|规划|计划|指标|任务|方案|要求|意见|均衡|发展")
NO_TARGET = re.compile(
    r"考核|得\d+分|[加扣减计]\d*分|\d\s*分(?![钟之])|已经?(?:达到|完成|建成|实现)|以来|去年|上一?年|现有|目前|截至目前|分别为|同比|文号|〔20|\[20|【20|\(20\d\d\)"
    r"|印发|颁布|发布|下发|根据|依据|按照《|为进一步|第一期|津贴|工资|优秀率|分值|满意率得|\d+元/"
)
HISTORY = re.compile(
    r"20\d{2}年(?:以来|起|印发|出台|发布|度?考核|\d{1,2}月\d{1,2}日(?:$|[。印发]))|20\d{2}[-—~至]20\d{2}"
)
OWNER = re.compile(
    r"(?:责任(?:单位|部门|人|科室|岗位)|牵头(?:单位|部门))[:为是]\s*(?P<owner>[^,。;()]{2,24})|[(（](?:责任(?:单位|部门|人)?|牵头)[:：]?(?P<inside>[^()（）]{2,24})[)）]"
    r"|由(?P<by>[^,。;由]{2,14}?)(?:牵头|负责)"
)
OTHERS = re.compile(r"(?:配合|协办)(?:单位|部门)?[:为是]\s*(?P<others>[^,。;()]{2,40})")
LEADING = re.compile(
    r"^(?:[^,。;]{0,6}[:、])?(?:确保|力争|努力|争取|要|全[市县区镇校]|各学校|学校|其中|使|并|基本|全面)+"
)
LONGEST_NAME = 60
UNREADABLE = Wording(
    "像是目标，没有读出数值的单位", "it looks like a target, but the unit of its figure was not read"
)


def draft_letter(title: str, clauses: Iterable[Clause]) -> Drafted:
    """Draft the letter of a document; its targets stand side by side in the order of the clauses."""
    drafted, targets = Drafted(), []
    for clause in clauses:
        for found in read_targets(clause):
            if isinstance(found, Undecided):
                drafted.undecided.append(found)
                continue
            part, content = found
            targets.append(content)
            drafted.made.append((content["name"], part))
    if targets:
        name = title or "起草的责任书"
        content = {"letter": "draft", "title": name, "title_en": name, "targets": targets}
        drafted.text = layout(content, (), REMARK)
    return drafted


def read_targets(clause: Clause) -> Iterator[tuple[Clause, dict[str, Any]] | Undecided]:
    """Read the targets of a clause: each has a figure and a date, or a date and what is done by then."""
    by_then: re.Match[str] | None = None
    due_of_heading = next((found for words in reversed(clause.above) if (found := _due_in(words))), None)
    for sentence in clause.sentences():
        if NO_TARGET.search(sentence.text):
            continue
        by_then = _due_in(sentence.text) or by_then
        due = by_then or due_of_heading
        for part in _parts(sentence):
            value = VALUE.search(part.text)
            if value and value["unit"] and _is_goal(part, value, due):
                yield part, _with_figure(part, sentence, value, due)
            elif due and not value and (done := DONE.search(part.text)) and (due is by_then):
                yield part, _done_by_then(part, sentence, done, due)
            elif value and due and not value["unit"]:
                yield Undecided(part, UNREADABLE)


def _due_in(text: str) -> re.Match[str] | None:
    """Find a day that lies ahead of what is said, not one in the name or number of a document."""
    for found in DUE.finditer(text):
        before = text[: found.start()]
        is_ahead = found[0][0] in "到至于在截力确" or found["edge"] or found[0].endswith("前")
        if (
            is_ahead
            and not HISTORY.match(text, found.start("year"))
            and not before.endswith(("自", "从", "《"))
        ):
            return found
    return None


def _parts(sentence: Clause) -> Iterator[Clause]:
    """Cut a sentence at commas; what stands between two figures belongs to the second."""
    start = 0
    for comma in re.finditer(r",|、(?=[^、,]{2,20}(?:达|不低于|不超过))|$", sentence.text):
        piece = sentence.text[start : comma.start()]
        if VALUE.search(piece) or DONE.search(piece) or comma.start() == len(sentence.text):
            part = sentence.part(start, start + len(piece.rstrip(" ,。;")))
            if part.text:
                yield part
            start = comma.end()


def _is_goal(part: Clause, value: re.Match[str], due: re.Match[str] | None) -> bool:
    if value["unit"] in {"小时", "学时", "元", "人", "名"} and not due:
        return False
    return bool(due) or bool(re.search(r"目标|责任书|指标", " ".join(part.above)) and value["unit"] == "%")


def _with_figure(
    part: Clause, sentence: Clause, value: re.Match[str], due: re.Match[str] | None
) -> dict[str, Any]:
    is_share = value["unit"] == "%"
    at_most = bool(
        re.fullmatch(MOST, value["verb"]) or (value["edge"] or "").endswith(("以下", "以内", "之内"))
    )
    content: dict[str, Any] = {
        "name": _name(
            part.text[: value.start()] if part.text[value.end() : value.end() + 1] != "的" else part.text,
            part,
        )
    }
    content |= _owner(sentence)
    content["kind"] = "share" if is_share else "number"
    if at_most:
        content["direction"] = "at_most"
    content["value"] = number(value["value"]) if ARABIC.fullmatch(value["value"]) else Decimal(value["value"])
    if not is_share:
        content["unit"] = value["unit"]
    return content | _dated(due) | _source(part, due)


def _done_by_then(part: Clause, sentence: Clause, done: re.Match[str], due: re.Match[str]) -> dict[str, Any]:
    content: dict[str, Any] = {"name": _name(DUE.sub("", done[0]), part)} | _owner(sentence)
    return content | {"kind": "date"} | _dated(due) | _source(part, due)


def _name(words: str, part: Clause) -> str:
    last = DUE.sub("", words).strip(" ,。;:").rpartition(",")[2]
    bare = LEADING.sub("", last)
    bare = re.sub(r"(?:要|均|都|须|应|力争|确保|平均)+$", "", bare).strip(" ,。;:")
    return (bare or part.text)[:LONGEST_NAME]


def _owner(sentence: Clause) -> dict[str, str]:
    found, others = OWNER.search(sentence.text), OTHERS.search(sentence.text)
    owner = (found["owner"] or found["inside"] or found["by"]) if found else ""
    content = {"owner": owner} if owner else {}
    return content | ({"co_owners": others["others"]} if others else {})


def _dated(due: re.Match[str] | None) -> dict[str, Any]:
    """Give the day; the last one of the year or month where the document says no more."""
    if due is None:
        return {}
    year, month = int(due["year"]), int(due["month"] or 12)
    try:
        day = date(year, month, int(due["day"] or _last_day(year, month)))
    except ValueError:
        return {}
    return {"due": day}


def _last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date.resolution).day


def _source(part: Clause, due: re.Match[str] | None) -> dict[str, Any]:
    content: dict[str, Any] = {"clause": part.path} if part.path else {}
    content["note"] = f"{part.quote()}（{part.place()}）"
    if due is not None and not due["day"]:
        content["assumption"] = f"“{due[0].strip()}”按{'当月' if due['month'] else '当年'}最后一天。"
    return content

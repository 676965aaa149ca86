"""What a heading or clause is called, and what it is worth: points or a weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from banheng.schemes.drafting.meaning.figures import FIGURE, number

if TYPE_CHECKING:
    from banheng.schemes.drafting.nodes import Passage, Section, Span

BEFORE_POINTS = (
    r"(?:本项|此项|该项)?(?:最高|最多|上限|封顶)?(?:总分值?|总计|合计|共计?|满分|分值|权限分|标准分|基础分|基准分|基本分|计|记|占|加分|奖励)?"
    r"(?:最高|最多|不超过)?加?(?:为|:|是)?\s*"
)
POINTS = rf"{BEFORE_POINTS}(?P<points>{FIGURE})\s*(?:分|['′’`])(?:值|满分|封顶|为限|为满分|止)?"
WEIGHT = (
    r"(?:权重|占比|比例|比重|占)?(?:总分值?|考核总分|全部|总成绩|总评)?(?:的|占|为|:)*\s*"
    rf"(?:(?P<weight>{FIGURE})\s*%|(?<=[重×])(?P<share>0\.\d+))"
)
WORTH = re.compile(rf"(?:{POINTS})?[,、;\s]*(?:{WEIGHT})?(?:[,;、。].*)?")
BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{1,40})[)\]】〕]")
NAME = r"[^,。;:()\s\d|=×+]{2,20}?"
NAKED = (
    re.compile(rf"(?P<label>{NAME})以(?P<points>{FIGURE})分为满分[,。;]?"),
    re.compile(
        rf"(?P<label>{NAME})[\s,:。]*(?:本项|此项)?(?:满分|共计?|总分|分值为?|占)\s*(?:为|:)?\s*(?P<points>{FIGURE})\s*分(?=[。:;,\s]|$)"
    ),
    re.compile(
        rf"(?P<label>{NAME})[\s:—–-]+\s*(?P<points>{FIGURE})\s*分?(?=[。:;,\s]|$)(?=.)|(?P<label_alone>{NAME})[\s:—–-]*(?P<points_alone>\d+(?:\.\d+)?)\s*分(?=[\n:。]|$)"
    ),
    re.compile(
        rf"(?P<label>{NAME})[\s,:]*(?:占(?:总分值?的?|比)?|权重为?|比例为?|比重为?)\s*[为:]?\s*(?P<weight>{FIGURE})\s*%(?=[。:;,\s]|$)"
    ),
)
NO_NAME = re.compile(
    r"[扣加减得奖记给降罚为]$|每|总分|满分|^考核(?:得?分)?$|基[础本]分|起评分|一次|优秀|良好|合格|称职|[一二三四甲乙丙丁]等|[级奖名优良中差]$|[A-E]$|扣|加分$|[合累总]计|超过|最[高多低少]|上限|封顶|以[上下内]|不[足低少]|达到|为(?:单位|周期|依据)|部分以|津贴|奖金"
)
NOTE_BEHIND = re.compile(r"\([^()]{1,20}\)\s*$")
PARTED = re.compile(r"分为|由|包括|总分|满分")
LONGEST_NAME = 30
CLAUSE_END = re.compile(r"[,。;:(!?\n]")
PERCENT = Decimal(100)


@dataclass(frozen=True)
class Worth:
    """A name, and points or a weight where they are printed.

    Attributes:
        text: what the clause says besides.
        blank: the figure is printed as a blank.
        weight: a share of 1.
        printed: the place of the figure.
    """

    label: Passage
    text: Passage
    points: int | Decimal | None = None
    weight: Decimal | None = None
    blank: bool = False
    printed: Span | None = None
    has_points: bool = False
    has_weight: bool = False

    @property
    def is_printed(self) -> bool:
        """Tell whether there is a figure, or a blank for one."""
        return self.has_points or self.has_weight


def read_worth(section: Section) -> Worth:
    """Read the name and worth of a section, its unmarked paragraphs included."""
    if section.columns:
        return _of_row(section)
    passage = section.own()
    return _in_brackets(passage) or _naked(passage) or Worth(_first_clause(passage), _rest(passage))


def _of_row(section: Section) -> Worth:
    columns = section.columns
    empty = section.passage.part(0, 0)
    label = columns.get("label", empty)
    text = columns.get("text", empty)
    named = _in_brackets(label)
    points = (
        re.match(rf"\(?(?P<points>{FIGURE})\s*分?\)?", columns["points"].text)
        if "points" in columns
        else None
    )
    weight = re.match(rf"(?P<weight>{FIGURE})\s*%?", columns["weight"].text) if "weight" in columns else None
    if points:
        cell = columns["points"]
        value = number(points["points"])
        return Worth(
            named.label if named else label,
            text,
            value,
            None,
            value is None,
            cell.span(*points.span("points")),
            True,
        )
    if weight:
        value = number(weight["weight"])
        share = _share(value, columns["weight"].text)
        span = columns["weight"].span(*weight.span("weight"))
        return Worth(label, text, None, share, value is None, span, False, True)
    if named:
        return Worth(
            named.label,
            text,
            named.points,
            named.weight,
            named.blank,
            named.printed,
            named.has_points,
            named.has_weight,
        )
    return Worth(label, text)


def _share(value: int | Decimal | None, printed: str) -> Decimal | None:
    if value is None:
        return None
    return Decimal(value) / PERCENT if "%" in printed or value > 1 else Decimal(value)


def _in_brackets(passage: Passage) -> Worth | None:
    worths = [
        (brackets, found)
        for brackets in BRACKETS.finditer(passage.text)
        if (found := WORTH.fullmatch(brackets[1].strip()))
        and (found["points"] or found["weight"] or found["share"])
    ]
    if len(worths) > 1 and all(_begins_rule(passage.text, brackets) for brackets, _ in worths):
        return None
    for brackets, found in worths:
        before = passage.text[: brackets.start()]
        last = not passage.text[brackets.end() :].strip(" 。;,.")
        bare = NOTE_BEHIND.sub("", before.rstrip("。;,、: "))
        is_name = len(before) <= LONGEST_NAME and not CLAUSE_END.search(bare)
        if is_name and (len(worths) == 1 or not (PARTED.search(before) or _goes_on(passage, brackets.end()))):
            label, text = passage.part(0, len(bare)), passage.part(brackets.end())
            text = text.part(len(text.text) - len(text.text.lstrip("。:;,、. ")))
        elif last and len(worths) == 1:
            label, text = _first_clause(passage), passage.part(0, brackets.start())
        else:
            continue
        start = brackets.start(1) + len(brackets[1]) - len(brackets[1].lstrip())
        return _worth(passage, label, text, found, start)
    return None


def _begins_rule(text: str, brackets: re.Match[str]) -> bool:
    """Tell one of several named parts in a sentence, each with its worth and then its formula."""
    return bool(re.search(r"(?:^|[。;,])[^。;,]{2,14}$", text[: brackets.start()])) and text[
        brackets.end() :
    ][:1] in {"=", ":"}


def _goes_on(passage: Passage, end: int) -> bool:
    """Tell that several things with their worth are listed in one sentence."""
    return passage.text[end : end + 1] in set("和、与及")


def _naked(passage: Passage) -> Worth | None:
    for pattern in NAKED:
        found = pattern.match(passage.text)
        if not found:
            continue
        groups = found.groupdict()
        name = "label" if groups["label"] else "label_alone"
        if NO_NAME.search(found[name]):
            continue
        label = passage.part(*found.span(name))
        text = passage.part(found.end())
        text = text.part(len(text.text) - len(text.text.lstrip("。:;,、. ")))
        return _worth(passage, label, text, found, 0)
    return None


def _worth(passage: Passage, label: Passage, text: Passage, found: re.Match[str], start: int) -> Worth:
    groups = found.groupdict()
    points_group = "points_alone" if groups.get("points_alone") else "points"
    points, weight = groups.get(points_group), groups.get("weight") or groups.get("share")
    value = number(points) if points else None
    share = _share(number(weight), "%" if groups.get("weight") else "") if weight else None
    group = points_group if points else "weight" if groups.get("weight") else "share"
    at = found.span(group)
    return Worth(
        label.part(0, len(label.text.rstrip(":,、 "))),
        text,
        value,
        share,
        (points is not None and value is None) or (weight is not None and share is None),
        passage.span(start + at[0], start + at[1]),
        points is not None,
        weight is not None,
    )


def _first_clause(passage: Passage) -> Passage:
    end = CLAUSE_END.search(passage.text)
    return passage.part(0, end.start() if end else None)


def _rest(passage: Passage) -> Passage:
    """Give the text behind a name that ends with a colon, else all of it."""
    end = CLAUSE_END.search(passage.text)
    return passage.part(end.end()) if end and end[0] == ":" and end.end() < len(passage.text) else passage
